using Digest.Links;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Subscribers;

namespace Digest.Web.Tests;

/// <summary>What readers do before a journey begins.</summary>
internal static class Readers
{
    /// <summary>The nonce of a form that was opened two seconds ago.</summary>
    public static string Nonce(this TestSite site)
    {
        var earlier = new Clock(site.Clock.GetUtcNow() - FormNonce.FillTime);
        return new FormNonces(site.Get<LinkSigner>(), earlier).Issue().Text;
    }

    /// <summary>Fills the form in, in two seconds, and presses its button.</summary>
    public static Task<PageAnswer> SignUpAsync(this TestSite site, string address) => site.PostAsync("/subscribe", ("email", address), ("nonce", site.Nonce()));

    /// <summary>Signs up by the form; the confirmation is in the outbox.</summary>
    public static async Task<Subscriber> AskAsync(this TestSite site, string address)
    {
        (await site.SignUpAsync(address)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await site.Get<AnswerRequests>().RunAsync();
        return (await site.FindAsync(address)).ShouldNotBeNull();
    }

    /// <summary>Signs up and confirms.</summary>
    public static async Task<Subscriber> ReaderAsync(this TestSite site, string address)
    {
        var asked = await site.AskAsync(address);
        (await site.PostAsync(site.Link(LinkPurpose.Confirm, asked.Id))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var reader = (await site.FindAsync(address))!;
        reader.Status.ShouldBe(SubscriberStatus.Active);
        return reader;
    }
}
