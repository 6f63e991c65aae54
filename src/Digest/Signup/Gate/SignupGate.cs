using Digest.Net.Names;
using Digest.Subscribers;

namespace Digest.Signup.Gate;

/// <summary>
/// What every sign-up passes, from whichever form or program: it asks for proof that somebody took a form and filled it in, under
/// pressure also for some work or patience, and loses nobody who cannot show it at once. It never looks whether an address is known.
/// </summary>
public sealed class SignupGate(FormNonces nonces, Pressure pressure, BlockedDomains blocked, MailDomains domains, SignupOptions options, Asking asking, TimeProvider clock)
{
    /// <summary>How many zero bits a form's work must show now; 0: none is asked for.</summary>
    public int WorkBits => pressure.IsHigh ? options.WorkBits : 0;

    /// <summary>Takes a sign-up, or says what is missing.</summary>
    public async Task<GateAnswer> TakeAsync(SignupPost post)
    {
        // Whoever fills in what nobody sees is told nothing.
        if (post.Trap.Length > 0)
            return new GateAnswer.Taken();
        if (!EmailAddress.TryParseTyped(post.Typed, out var address, out var problem))
            return new GateAnswer.Refused(problem.Say(post.Words));
        if (blocked.Contains(address.Domain))
            return new GateAnswer.Refused(post.Words.Say("signup.blocked", ("domain", address.ShownDomain)));
        if (nonces.Read(post.Nonce) is not { } nonce || Age(nonce) < TimeSpan.Zero || Age(nonce) > FormNonce.LongestAge)
            return Again(address);
        pressure.Count();
        if (Missing(post, nonce, address) is { } missing)
            return missing;
        var suggestion = post.IsSure || LikelyDomain.Of(address.Domain) is not { } likely ? null : address.Value[..^address.Domain.Length] + likely;
        // A program is told when its reader is signed up already; and whoever has waited for one address is not asked about another.
        if (suggestion is not null && post.Source == RequestOrigin.Form && nonce.BoundTo is null)
            return new GateAnswer.Question(nonce, address.Value, suggestion);
        if (options.CheckDomains && await domains.LookAsync(address.Domain) == MailDomain.TakesNone)
            return new GateAnswer.Refused(post.Words.Say("signup.no-mail", ("domain", address.ShownDomain)));
        var taken = await asking.AskAsync(address, new RequestOrigin(post.Source, post.Client, asking.FormText(post.Words), post.Words.Language.Code), nonce, nonces.Mark(address.Key));
        // A form is pressed twice by people; the second press shows what the first one did.
        return taken == Taking.Taken || (taken == Taking.Repeated && post.Source == RequestOrigin.Form)
            ? suggestion is null || post.Source == RequestOrigin.Form ? new GateAnswer.Taken() : new GateAnswer.Taken(suggestion, address.Value)
            : Again(address);
    }

    private GateAnswer.OnceMore? Missing(SignupPost post, FormNonce nonce, EmailAddress address)
    {
        var bits = WorkBits;
        if (bits > 0 && !Work.IsDone(nonce, post.Work, bits))
        {
            // Waiting counts for the address that it was begun for: a stock of old nonces is worth nothing.
            if (nonce.BoundTo != nonces.Mark(address.Key))
                return Again(address);
            return options.PlainWait - Age(nonce) is var wait && wait > TimeSpan.Zero ? new GateAnswer.OnceMore(nonce, WholeSeconds(wait), bits) : null;
        }
        return FormNonce.FillTime - Age(nonce) is var left && left > TimeSpan.Zero ? new GateAnswer.OnceMore(nonce, WholeSeconds(left), bits) : null;
    }

    private GateAnswer.OnceMore Again(EmailAddress address) => WorkBits is var bits and > 0
        ? new GateAnswer.OnceMore(nonces.Issue(address.Key), options.PlainWait, bits)
        : new GateAnswer.OnceMore(nonces.Issue(), FormNonce.FillTime, WorkBits: 0);

    private TimeSpan Age(FormNonce nonce) => clock.GetUtcNow() - nonce.IssuedAt;

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
