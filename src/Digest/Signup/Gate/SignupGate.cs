using Digest.Subscribers;

namespace Digest.Signup.Gate;

/// <summary>
/// What every sign-up passes, from whichever form or program: it asks for proof that somebody took a form and filled it in, and
/// loses nobody who cannot show it at once. It never looks whether an address is known.
/// </summary>
public sealed class SignupGate(FormNonces nonces, Asking asking, TimeProvider clock)
{
    /// <summary>Takes a sign-up, or says what is missing.</summary>
    public async Task<GateAnswer> TakeAsync(SignupPost post)
    {
        // Whoever fills in what nobody sees is told nothing.
        if (post.Trap.Length > 0)
            return new GateAnswer.Taken();
        if (!EmailAddress.TryParseTyped(post.Typed, out var address, out var problem))
            return new GateAnswer.Refused(problem);
        if (nonces.Read(post.Nonce) is not { } nonce || Age(nonce) < TimeSpan.Zero || Age(nonce) > FormNonce.LongestAge)
            return new GateAnswer.OnceMore(nonces.Issue(), FormNonce.FillTime);
        if (FormNonce.FillTime - Age(nonce) is var left && left > TimeSpan.Zero)
            return new GateAnswer.OnceMore(nonce, WholeSeconds(left));
        var taken = await asking.AskAsync(address, new RequestOrigin(post.Source, post.Client, asking.FormText(post.Words), post.Words.Language.Code), nonce, nonces.Mark(address.Key));
        // A form is pressed twice by people; the second press shows what the first one did.
        return taken == Taking.Taken || (taken == Taking.Repeated && post.Source == RequestOrigin.Form)
            ? new GateAnswer.Taken()
            : new GateAnswer.OnceMore(nonces.Issue(), FormNonce.FillTime);
    }

    private TimeSpan Age(FormNonce nonce) => clock.GetUtcNow() - nonce.IssuedAt;

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
