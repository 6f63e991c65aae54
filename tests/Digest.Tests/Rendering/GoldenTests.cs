using Digest.Rendering;

namespace Digest.Tests.Rendering;

public sealed class GoldenTests
{
    [Fact]
    public async Task A_digest_of_one_story() =>
        (await Some.Renderer().DigestAsync(Some.Digest(Some.Story))).ShouldBeGolden("digest-one-story");

    [Fact]
    public async Task A_digest_with_everything_that_a_story_can_have() =>
        (await Some.Renderer(Supported()).DigestAsync(FullDigest())).ShouldBeGolden("digest-full");

    [Fact]
    public async Task The_same_digest_as_a_page_for_everybody() =>
        (await Some.Renderer(Supported()).ArchiveAsync(FullDigest())).ShouldBeGolden("archive-full");

    [Fact]
    public async Task A_digest_that_corrects_what_earlier_ones_said() => (await Some.Renderer().DigestAsync(Some.Digest(Some.Story) with
    {
        Corrections =
        [
            new("Fares rise by five per cent", "Fares rise by <fifty> per cent", "Fares rise by five per cent, says the harbour & its board.", "https://news.example/fares", IsWithdrawn: false),
            new(Headline: null, "Dam is about to break", "", Link: null, IsWithdrawn: true),
        ],
    }, Digest.Languages.ReaderLanguages.Find("de"))).ShouldBeGolden("digest-corrections");

    [Fact]
    public async Task A_confirmation() => (await Some.Renderer().ConfirmationAsync()).ShouldBeGolden("confirmation");

    [Fact]
    public async Task A_reminder() => (await Some.Renderer().ReminderAsync()).ShouldBeGolden("reminder");

    [Fact]
    public async Task A_welcome() => (await Some.Renderer().WelcomeAsync()).ShouldBeGolden("welcome");

    [Fact]
    public async Task An_answer_to_somebody_who_already_reads() => (await Some.Renderer().AlreadyReadingAsync()).ShouldBeGolden("already-reading");

    [Fact]
    public async Task A_link_to_ones_data() => (await Some.Renderer().DataLinkAsync()).ShouldBeGolden("data-link");

    [Fact]
    public async Task A_link_to_ones_preferences() => (await Some.Renderer().PreferencesLinkAsync()).ShouldBeGolden("preferences-link");

    [Fact]
    public async Task A_question_to_the_address_that_is_to_be_left() => (await Some.Renderer().AddressOldAsync()).ShouldBeGolden("address-old");

    [Fact]
    public async Task A_question_to_the_new_address() => (await Some.Renderer().AddressNewAsync()).ShouldBeGolden("address-new");

    private static SiteOptions Supported()
    {
        var site = Some.Site;
        site.Appeal = new AppealOptions
        {
            Headline = "Paid for by readers",
            Text = "Nobody owns the Gazette but the people who read it.\nIf you can spare a little, it keeps a reporter at every council meeting.",
            Link = "https://gazette.example/support",
            LinkText = "Chip in",
        };
        return site;
    }

    private static DigestContent FullDigest() => Some.Digest(
        new StoryContent
        {
            Id = 41,
            Headline = "‘We’d given up hope’: Ferry returns after eleven weeks & 3,000 cancelled crossings",
            Link = "https://gazette.example/news/ferry-returns?from=digest&place=top",
            Dek = "The Margaret Rose carried its first passengers since December on Tuesday, with a new gearbox, an old crew and a brass band that had been booked twice before.",
            Byline = "Ida Marlowe",
            Published = new DateTimeOffset(2026, 3, 3, 18, 20, 0, TimeSpan.Zero),
            Picture = new PictureContent("https://gazette.example/pictures/ferry.png", "A white ferry at a stone quay", "The Margaret Rose at the north quay on Tuesday.", "Drawing: O. Tarn/The Tidewater Gazette", 1200, 800),
            Topics = ["Harbour", "Transport"],
            Timeline =
            [
                new TimelineContent("Ferry ties up at the north quay & nobody can find the band", "https://gazette.example/news/quay?a=1&b=2", new DateTimeOffset(2026, 3, 3, 9, 5, 0, TimeSpan.Zero)),
                new TimelineContent("Ferry to sail on Tuesday", "not a link", new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)),
                new TimelineContent("New gearbox fitted in a night", "https://gazette.example/news/fitted", Published: null),
            ],
            Related =
            [
                new RelatedContent("Gearbox for the ferry held up at customs", "https://gazette.example/news/gearbox", new DateTimeOffset(2026, 2, 12, 9, 0, 0, TimeSpan.Zero)),
                new RelatedContent("Ferry withdrawn the week before Christmas", "https://gazette.example/news/withdrawn", new DateTimeOffset(2025, 12, 17, 9, 0, 0, TimeSpan.Zero)),
            ],
        },
        new StoryContent
        {
            Id = 42,
            Headline = "Zoë Łukasik and Jürgen Åström share the school’s music prize",
            Link = "https://gazette.example/news/music-prize",
            Byline = "By Gazette staff",
            Topics = ["Schools"],
            Timeline = [.. Enumerable.Range(1, 7).Select(day => new TimelineContent($"Round {8 - day} of the music prize", $"https://gazette.example/news/round-{8 - day}", new DateTimeOffset(2026, 2, 28 - day, 9, 0, 0, TimeSpan.Zero)))],
            Licence = "Photographs and text © Tidewater School, all rights reserved",
        },
        new StoryContent
        {
            Headline = "Library van timetable changes from Monday",
            Link = "https://gazette.example/news/library-van",
            Dek = "It stops at the mill an hour earlier.",
            Picture = new PictureContent("https://gazette.example/pictures/van.png", "", Caption: null, Credit: null, Width: null, Height: null),
            Related = [new RelatedContent("Library van is here to stay", "https://gazette.example/news/van-stays", Published: null)],
        }) with
    { Preheader = "Also: a music prize, and where the library van stops now" };
}
