using Digest.Editions.Specials;
using Digest.Stories;

namespace Digest.Web.Tests.Editions;

/// <summary>What the journeys of special editions do again and again.</summary>
internal static class SpecialSteps
{
    public static SpecialDraft Everyone { get; } = new(Subject: null, Preheader: null, Note: null, SpecialAudience.Everyone, Topics: [], WithOthers: false);

    public static SpecialDraft SpecialOnly { get; } = Everyone with { Audience = SpecialAudience.SpecialOnly };

    public static SpecialDraft Of(params string[] topics) => Everyone with { Audience = SpecialAudience.Topics, Topics = topics };

    /// <summary>A special edition with stories of the feed, that goes nowhere yet.</summary>
    public static async Task<long> MakeAsync(Newsroom newsroom, SpecialDraft draft, params string[] slugs)
    {
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        var book = newsroom.Site.Get<SpecialBook>();
        var id = await book.AddAsync("Ada");
        foreach (var slug in slugs)
            (await book.AddStoryAsync(id, await CorrectionSteps.IdAsync(newsroom, slug), "Ada")).ShouldBe(SpecialResult.Done);
        (await book.SayAsync(id, seen: 1, draft, "Ada")).ShouldBe(SpecialResult.Done);
        return id;
    }

    /// <summary>Lets one go at a time.</summary>
    public static async Task ScheduleAsync(Newsroom newsroom, long id, DateTimeOffset at)
    {
        var book = newsroom.Site.Get<SpecialBook>();
        (await book.ScheduleAsync(id, (await book.FindAsync(id))!.Version, at, "Ada")).ShouldBe(SpecialResult.Done);
    }

    /// <summary>Makes one, and lets it go now as far as the mail server takes it.</summary>
    public static async Task<long> SendAsync(Newsroom newsroom, SpecialDraft draft, params string[] slugs)
    {
        var id = await MakeAsync(newsroom, draft, slugs);
        await ScheduleAsync(newsroom, id, newsroom.Clock.GetUtcNow());
        await newsroom.RunAsync("close-specials");
        await newsroom.SubmitAsync();
        return id;
    }
}
