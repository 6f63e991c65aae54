using Digest.Links;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests;

/// <summary>The way to a fresh link and what is asked for behind it, as a reader goes it.</summary>
internal static class FreshLinkSteps
{
    public const string Reader = "ada@reader.example";
    public const string Elsewhere = "ada@new.example";

    /// <summary>Asks for a fresh link.</summary>
    /// <returns>The path in the message.</returns>
    public static async Task<string> FreshAsync(this Newsroom newsroom, string address = Reader)
    {
        var reader = (await newsroom.Site.FindAsync(address))!;
        var asked = await newsroom.Site.PostAsync(newsroom.Site.Link(LinkPurpose.Preferences, reader.Id), ("action", "link"));
        (await newsroom.Site.GetAsync(asked.Headers["Location"])).Body.ShouldContain("A message with a fresh link is on its way");
        await newsroom.SubmitAsync();
        return newsroom.Mail.TakeFor(address).Single(message => message.Header("Subject").StartsWith("Your link", StringComparison.Ordinal)).PathOf("/preferences/data/");
    }

    /// <summary>Asks for another address.</summary>
    /// <returns>The fresh link, and the links in the messages to both addresses.</returns>
    public static async Task<(string Data, string Old, string New)> AskToMoveAsync(this Newsroom newsroom, string address)
    {
        var data = await newsroom.FreshAsync();
        (await newsroom.Site.GetAsync((await newsroom.Site.PostAsync(data, ("action", "address"), ("email", address))).Headers["Location"])).Body.ShouldContain("We have written to both addresses");
        await newsroom.SubmitAsync();
        return (data, newsroom.Mail.TakeFor(Reader).ShouldHaveSingleItem().PathOf("/preferences/address/"), newsroom.Mail.TakeFor(address).ShouldHaveSingleItem().PathOf("/preferences/address/"));
    }
}
