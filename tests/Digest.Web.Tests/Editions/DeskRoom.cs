using System.Net;
using Digest.Editions;
using Digest.Stories;
using Digest.Web.Tests.Admin;

namespace Digest.Web.Tests.Editions;

/// <summary>A newsroom with five matters that have nothing in common, the last the newest, and editors at the desk. 2 March 2026 is a Monday.</summary>
internal sealed class DeskRoom : IAsyncDisposable
{
    public const string Desk = "/admin/editions/next";
    public const string Reader = "reader@reader.example";

    private DeskRoom(Newsroom newsroom, Browser ada)
    {
        Newsroom = newsroom;
        Ada = ada;
    }

    public Newsroom Newsroom { get; }

    public Browser Ada { get; }

    public static async Task<DeskRoom> OpenAsync(params (string Key, string Value)[] settings)
    {
        var newsroom = await Newsroom.OpenAsync([("Editions:RelatedPerStory", "0"), .. settings]);
        var now = newsroom.Clock.GetUtcNow();
        newsroom.Feed.Add("boats", now.AddHours(-9), "Boats collide in fog", "Nobody was hurt.", "Sea");
        newsroom.Feed.Add("fares", now.AddHours(-7), "Harbour fares to rise in April", "Commuters protest.", "Sea");
        newsroom.Feed.Add("theatre", now.AddHours(-5), "Theatre looks for actors", "Rehearsals begin in May.");
        newsroom.Feed.Add("bridge", now.AddHours(-3), "Bridge closes for repairs", "Until the end of summer.");
        newsroom.Feed.Add("school", now.AddHours(-1), "School roof leaks again", "Pupils stay at home.", "Town");
        await newsroom.ReaderAsync(Reader);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        return new DeskRoom(newsroom, await newsroom.Site.SignedInBrowserAsync());
    }

    public Task<long> IdAsync(string slug) => Newsroom.Site.ScalarAsync<long>($"SELECT id FROM stories WHERE link = '{NewsFeed.LinkOf(slug)}'");

    /// <summary>What the page shows, decoded.</summary>
    public static async Task<string> LookAsync(Browser editor) => WebUtility.HtmlDecode((await editor.GetAsync(Desk)).Body);

    /// <summary>Presses a button of the desk; gives what the page then says.</summary>
    public static async Task<string> PressAsync(Browser editor, string handler, params (string Field, string Value)[] fields)
    {
        await editor.GetAsync(Desk);
        return await PressUnseenAsync(editor, handler, fields);
    }

    /// <summary>The same without looking at the page before.</summary>
    public static async Task<string> PressUnseenAsync(Browser editor, string handler, params (string Field, string Value)[] fields)
    {
        var answer = await editor.SubmitAsync($"{Desk}?width=phone&handler={handler}", fields);
        return answer.Status is HttpStatusCode.SeeOther ? await LookAsync(editor) : WebUtility.HtmlDecode(answer.Body);
    }

    /// <summary>The slugs of the items, the top one first.</summary>
    public async Task<IReadOnlyList<string>> ItemsAsync()
    {
        var ids = (await Newsroom.Site.Get<NextEdition>().ItemsAsync()).Select(item => item.Lead.Id).ToList();
        var links = await Newsroom.Site.Database.ReadAsync(session => session.QueryAsync<(long Id, string Link)>("SELECT id, link FROM stories"));
        return ids.ConvertAll(id => links.First(one => one.Id == id).Link.Split('/')[^1]);
    }

    /// <summary>The id of the word that holds, as a page carries it.</summary>
    public Task<long> SeenAsync(string what) => Newsroom.Site.ScalarAsync<long>($"SELECT COALESCE(MAX(id), 0) FROM desk_edits WHERE what = '{what}' AND undone_at IS NULL");

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        await Newsroom.DisposeAsync();
    }
}
