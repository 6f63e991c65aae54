using System.Globalization;
using System.Xml.Linq;
using Digest.Jobs;
using Digest.Links;
using Digest.Signup;
using Digest.Stories;
using Digest.Web.Sample;
using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>The sample's newspaper after a week of editions, as its readers find it.</summary>
internal sealed class Courier : IAsyncDisposable
{
    private const int Days = 8;

    private Courier(TestSite site) => Site = site;

    public TestSite Site { get; }

    public Uri Address => Site.Address;

    /// <summary>The latest edition's page.</summary>
    public string LatestEdition { get; private set; } = "";

    public static async Task<Courier> OpenAsync(params (string Key, string Value)[] settings)
    {
        var courier = new Courier(await TestSite.StartAsync(settings));
        await courier.PublishAsync();
        return courier;
    }

    /// <summary>A page in a browser without history, to which the stories' pictures are shown although their host is not on the net.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="look">How it is looked at.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    public async Task<IPage> OpenAsync(Chromium chromium, Look look, bool script = true)
    {
        var page = await chromium.OpenAsync(Address, look, script);
        // A busy machine is no fault of a page's.
        page.Context.SetDefaultTimeout(60_000);
        await page.RouteAsync($"{TestSite.Url}/sample/pictures/*", async route => await route.FulfillAsync(new()
        {
            ContentType = "image/png",
            Path = Path.Combine(SampleSiteState.Folder, "pictures", Path.GetFileName(new Uri(route.Request.Url).AbsolutePath)),
        }));
        return page;
    }

    /// <summary>What stands in the message to a new reader: the path of the link that confirms.</summary>
    public async Task<string> ConfirmLinkAsync(string address)
    {
        await Site.Get<AnswerRequests>().RunAsync();
        return Site.Link(LinkPurpose.Confirm, (await Site.FindAsync(address)).ShouldNotBeNull($"nobody signed up as {address}").Id);
    }

    /// <summary>Somebody who has signed up with the form, and confirmed where it is said.</summary>
    public async Task<long> ReaderAsync(string address, bool confirmed = true)
    {
        await Site.SignUpAsync(address);
        var link = await ConfirmLinkAsync(address);
        if (confirmed)
            await Site.PostAsync(link);
        return (await Site.FindAsync(address))!.Id;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    // The sample's stories all lie behind its beginning; here they come out day by day.
    private async Task PublishAsync()
    {
        var file = Site.Get<SampleSiteState>().FeedFile!;
        var whole = XDocument.Load(file);
        var start = Site.Clock.GetUtcNow();
        for (var day = 1; day <= Days; day++)
        {
            var known = new XDocument(whole);
            known.Descendants("item").Where(item => DateTimeOffset.ParseExact(item.Element("pubDate")!.Value, "r", CultureInfo.InvariantCulture) > start.AddDays(day - Days)).Remove();
            known.Save(file);
            Site.Clock.Set(start.AddDays(day).AddHours(1));
            await Site.Get<ImportStories>().PollAllAsync();
            await Site.Get<Timetable>().RunAsync("close-edition", Site.Services);
        }
        LatestEdition = "/editions/" + await Site.ScalarAsync<string>("SELECT slug FROM editions WHERE html IS NOT NULL ORDER BY id DESC LIMIT 1");
    }
}
