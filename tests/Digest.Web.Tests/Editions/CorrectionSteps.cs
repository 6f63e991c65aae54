using Digest.Editions.Corrections;
using Digest.Outbox;
using Digest.Stories;

namespace Digest.Web.Tests.Editions;

/// <summary>What the journeys of corrections do again and again.</summary>
internal static class CorrectionSteps
{
    public const string Ada = "ada@reader.example";
    public const string Bea = "bea@reader.example";

    public static Task<Newsroom> OpenAsync(params (string Key, string Value)[] settings) => Newsroom.OpenAsync([("Editions:RelatedPerStory", "1"), .. settings]);

    public static void Publish(Newsroom newsroom, string slug, string headline) => newsroom.Feed.Add(slug, newsroom.Clock.GetUtcNow(), headline, $"What there is to say of {slug}.");

    /// <summary>The feed brings other words, and the jobs run.</summary>
    public static async Task ChangeAsync(Newsroom newsroom, string slug, string headline, string? text = null)
    {
        if (text is null)
            newsroom.Feed.Rewrite(slug, headline);
        else
            newsroom.Feed.Rewrite(slug, headline, text);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        await newsroom.RunAsync("keep-corrections");
    }

    public static Task<IReadOnlyList<ShownCorrection>> OpenAsync(Newsroom newsroom) => newsroom.Site.Get<CorrectionDesk>().ListAsync([CorrectionState.Open], 100);

    public static async Task TellAsync(Newsroom newsroom, ShownCorrection correction) =>
        (await newsroom.Site.Get<CorrectionDesk>().TellAsync(correction.Correction.Id, "Ada", right: null, said: null)).ShouldBe(CorrectionOutcome.Done);

    public static string Text(Newsroom newsroom, string reader)
    {
        var decoded = newsroom.Mail.TakeFor(reader).ShouldHaveSingleItem(reader).Decoded;
        return string.Join(' ', decoded[..decoded.IndexOf("text/html", StringComparison.Ordinal)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public static int Count(string text, string what) => text.Split(what).Length - 1;

    public static Task<long> IdAsync(Newsroom newsroom, string slug) => newsroom.Site.ScalarAsync<long>($"SELECT id FROM stories WHERE link = '{NewsFeed.LinkOf(slug)}'");

    public static async Task<IReadOnlyList<(string Status, string Subject)>> SubjectsAsync(Newsroom newsroom) => [.. (await newsroom.Site.Database.ReadAsync(session => session.QueryAsync<Waiting>(
        "SELECT m.status, v.content FROM messages m JOIN variants v ON v.id = m.variant_id ORDER BY m.status"))).Select(row => (row.Status, System.Text.Json.JsonSerializer.Deserialize<VariantContent>(row.Content)!.Subject))];

    public static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private sealed record Waiting
    {
        public string Status { get; init; } = "";

        public string Content { get; init; } = "";
    }
}
