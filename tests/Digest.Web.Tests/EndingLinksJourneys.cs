using System.Net;
using Digest.Links;
using Digest.Storage;
using Digest.Web.Tests.Editions;
using static Digest.Web.Tests.FreshLinkSteps;

namespace Digest.Web.Tests;

/// <summary>What nobody does with links that end: forged, of another page, looked at without end.</summary>
public sealed class EndingLinksJourneys
{
    [Fact]
    public async Task No_byte_of_a_link_can_be_changed_and_none_serves_another_page()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var (data, old, fresh) = await newsroom.AskToMoveAsync(Elsewhere);
        var signer = newsroom.Site.Get<LinkSigner>();
        var first = "/preferences/first/" + signer.SignUntil(LinkPurpose.FirstChoices, 1, newsroom.Clock.Milliseconds() + 1000);
        var before = await newsroom.Site.DumpAsync();
        string[] all = [data, old, fresh, first, newsroom.Site.Link(LinkPurpose.Preferences, 1), newsroom.Site.Link(LinkPurpose.Unsubscribe, 1), newsroom.Site.Link(LinkPurpose.Confirm, 1)];
        foreach (var right in new[] { data, old, fresh, first })
        {
            var page = right[..(right.LastIndexOf('/') + 1)];
            var token = right[page.Length..];
            var flipped = Enumerable.Range(0, token.Length).Select(at => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]);
            var strangers = all.Where(one => !one.StartsWith(page, StringComparison.Ordinal)).Select(one => one.Split('/')[^1]);
            var ended = signer.SignUntil(right == first ? LinkPurpose.FirstChoices : LinkPurpose.AddressOld, 1, newsroom.Clock.Milliseconds());
            foreach (var wrong in flipped.Concat(strangers).Concat([token[..^1], token + "A", ended, "%20", new string('A', 5000)]))
            {
                foreach (var path in page == "/preferences/data/" ? new[] { page + wrong, $"{page}{wrong}/erase" } : [page + wrong])
                    (await newsroom.Site.PostAsync(path, ("action", "time"), ("hour", "3"))).Status.ShouldBe(HttpStatusCode.NotFound, path);
                if (right != first)
                    (await newsroom.Site.GetAsync(page + wrong)).Status.ShouldBe(HttpStatusCode.NotFound);
            }
        }
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Looking_as_often_as_one_likes_changes_nothing()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        await newsroom.Site.ReaderAsync(Reader);
        var (data, old, fresh) = await newsroom.AskToMoveAsync(Elsewhere);
        var first = "/preferences/first/" + newsroom.Site.Get<LinkSigner>().SignUntil(LinkPurpose.FirstChoices, 1, newsroom.Clock.Milliseconds() + 1000);
        var before = await newsroom.Site.DumpAsync();
        foreach (var path in new[] { data, data + "/erase", data + "/record.json", old, fresh, first, "/preferences", newsroom.Site.Link(LinkPurpose.Preferences, 1) })
        {
            for (var time = 0; time < 20; time++)
            {
                foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put, HttpMethod.Delete })
                    await newsroom.Site.SendAsync(method, path + "?action=link&hour=3&email=eve@example.org");
            }
        }
        (await newsroom.Site.DumpAsync()).ShouldBe(before);
    }
}
