using Digest.Editions;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>Places, pictures and related stories of items, as editors want them.</summary>
public sealed class DeskItemJourneys
{
    [Fact]
    public async Task Items_are_moved_up_down_and_above_others_and_what_is_new_comes_below_them()
    {
        await using var room = await DeskRoom.OpenAsync();
        var newsroom = room.Newsroom;
        using var grace = await newsroom.Site.SignedInBrowserAsync("Grace");
        (await room.ItemsAsync()).ShouldBe(["school", "bridge", "theatre", "fares", "boats"]);
        (await DeskRoom.PressAsync(room.Ada, "Up", ("story", $"{await room.IdAsync("theatre")}"))).ShouldContain("It is one place higher now.");
        (await room.ItemsAsync()).ShouldBe(["school", "theatre", "bridge", "fares", "boats"]);
        // Grace has not seen it: she moves another item, in relation to others.
        var page = await DeskRoom.PressAsync(grace, "Move", ("story", $"{await room.IdAsync("boats")}"), ("above", $"{await room.IdAsync("theatre")}"));
        page.ShouldContain("It has its new place.");
        (await room.ItemsAsync()).ShouldBe(["school", "boats", "theatre", "bridge", "fares"]);
        page.ShouldContain("pinned by Grace · ");
        page.ShouldContain("pinned by Ada · ");
        (await DeskRoom.PressAsync(room.Ada, "Down", ("story", $"{await room.IdAsync("school")}"))).ShouldContain("It is one place lower now.");
        (await DeskRoom.PressAsync(room.Ada, "Up", ("story", $"{await room.IdAsync("boats")}"))).ShouldContain("It stands at the top already.");
        (await DeskRoom.PressAsync(room.Ada, "Move", ("story", $"{await room.IdAsync("bridge")}"), ("above", "0"))).ShouldContain("It has its new place.");
        (await room.ItemsAsync()).ShouldBe(["boats", "school", "theatre", "fares", "bridge"]);
        (await DeskRoom.PressAsync(room.Ada, "Move", ("story", "4711"), ("above", "0"))).ShouldContain("not in the coming edition any more");

        newsroom.Feed.Add("museum", newsroom.Clock.GetUtcNow(), "Museum opens late", "On Thursdays only.");
        await newsroom.WorkAsync();
        (await room.ItemsAsync()).ShouldBe(["boats", "school", "theatre", "fares", "bridge", "museum"]);
        await DeskRoom.PressAsync(room.Ada, "Unpin", ("story", $"{await room.IdAsync("bridge")}"));
        (await room.ItemsAsync()).TakeLast(2).ShouldBe(["museum", "bridge"]);
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Stories.ShouldBe(["boats", "school", "theatre", "fares", "museum", "bridge"]);
    }

    [Fact]
    public async Task Editors_who_move_items_at_the_same_time_all_get_their_wish()
    {
        await using var room = await DeskRoom.OpenAsync();
        var moves = room.Newsroom.Site.Get<Digest.Editions.Desk.DeskMoves>();
        var (boats, fares, theatre) = (await room.IdAsync("boats"), await room.IdAsync("fares"), await room.IdAsync("theatre"));
        await Task.WhenAll(moves.PinAsync(boats, "Ada"), moves.PinAsync(fares, "Grace"), moves.PinAsync(theatre, "Edsger"));
        (await room.ItemsAsync()).Take(3).ShouldBe(["boats", "fares", "theatre"], ignoreOrder: true);
        (await room.Newsroom.Site.ScalarAsync<int>("SELECT COUNT(*) FROM desk_edits")).ShouldBe(3);
    }

    [Fact]
    public async Task A_picture_is_swapped_described_taken_away_and_given_back()
    {
        await using var room = await DeskRoom.OpenAsync();
        var newsroom = room.Newsroom;
        var school = await room.IdAsync("school");
        await newsroom.Site.ExecuteAsync($"UPDATE stories SET picture_url = 'https://www.news.example/roof.jpg', picture_credit = 'Jo Smith', picture_width = 1200, picture_height = 800 WHERE id = {school}");
        (await DeskRoom.PressAsync(room.Ada, "Picture", ("story", $"{school}"), ("show", "this"), ("url", "javascript:alert(1)"), ("alt", "A bucket"), ("seen", "0"))).ShouldContain("The picture needs an address that begins with https:// or http://");
        await DeskRoom.PressAsync(room.Ada, "Picture", ("story", $"{school}"), ("show", "this"), ("url", "https://www.news.example/bucket.jpg"), ("alt", "A bucket under a <hole>"), ("credit", "Max Meyer"), ("seen", "0"));
        var html = (await newsroom.Site.Get<NextEdition>().PreviewAsync())!.Message.Html;
        html.ShouldContain("https://www.news.example/bucket.jpg");
        html.ShouldContain("A bucket under a &lt;hole&gt;");
        html.ShouldContain("Max Meyer");
        html.ShouldNotContain("Jo Smith", customMessage: "another picture is somebody else's");
        html.ShouldNotContain("roof.jpg");
        await DeskRoom.PressAsync(room.Ada, "Picture", ("story", $"{school}"), ("show", "none"), ("seen", "1"));
        (await newsroom.Site.Get<NextEdition>().PreviewAsync())!.Message.Html.ShouldNotContain("<img");
        var page = await DeskRoom.PressAsync(room.Ada, "Picture", ("story", $"{school}"), ("show", "own"), ("seen", "2"));
        page.ShouldContain("The story has its own picture.");
        page.ShouldContain("its own picture back");
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Html.ShouldContain("roof.jpg");
    }

    [Fact]
    public async Task Related_stories_are_those_that_an_editor_chose_or_none_or_those_of_the_index_again()
    {
        await using var room = await DeskRoom.OpenAsync(("Editions:RelatedPerStory", "2"), ("Editions:MaxStories", "1"));
        var newsroom = room.Newsroom;
        newsroom.Feed.Publish(5, newsroom.Clock.GetUtcNow());
        newsroom.Feed.Publish(0, newsroom.Clock.GetUtcNow().AddDays(-4));
        newsroom.Feed.Add("museum-old", newsroom.Clock.GetUtcNow().AddDays(-30), "Museum opens late", "On Thursdays only.");
        await newsroom.WorkAsync();
        var (dam, old, museum) = (await room.IdAsync(Matters.Slug(5)), await room.IdAsync(Matters.Slug(0)), await room.IdAsync("museum-old"));
        (await DeskRoom.LookAsync(room.Ada)).ShouldContain("Related, by what they are about:");
        var page = await DeskRoom.PressAsync(room.Ada, "Related", ("story", $"{dam}"), ("address", "https://www.news.example/nowhere"), ("seen", "0"));
        page.ShouldContain("No story of the archive has that address.");
        page.ShouldContain("value=\"https://www.news.example/nowhere\"");
        page = await DeskRoom.PressAsync(room.Ada, "Related", ("story", $"{dam}"), ("related", $"{old}"), ("address", "https://www.news.example/museum-old"), ("seen", "0"));
        page.ShouldContain("Related, chosen by Ada:");
        (await RelatedAsync(room)).ShouldBe([old, museum]);
        await DeskRoom.PressAsync(room.Ada, "Related", ("story", $"{dam}"), ("seen", "1"));
        (await RelatedAsync(room)).ShouldBeEmpty();
        await DeskRoom.PressAsync(room.Ada, "Related", ("story", $"{dam}"), ("choose", "index"), ("seen", "2"));
        (await RelatedAsync(room)).ShouldBe([old]);
        await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "3"));
        await DeskRoom.PressAsync(room.Ada, "UndoEdit", ("edit", "2"));
        await newsroom.AtAsync(day: 2);
        newsroom.Mail.TakeFor(DeskRoom.Reader).ShouldHaveSingleItem().Related.ShouldBe([Matters.Slug(0), "museum-old"]);
    }

    private static async Task<IReadOnlyList<long>> RelatedAsync(DeskRoom room) => (await room.Newsroom.Site.Get<NextEdition>().PreviewAsync())!.Composition.Items[0].RelatedIds;
}
