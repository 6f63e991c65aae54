using Digest.Mail;
using Digest.Outbox;
using Digest.Storage;
using Digest.Web.Tests.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Editions;

/// <summary>An edition while the mail server is out, slow to accept, and back: what its page says, and what can be done.</summary>
public sealed class OutageJourneys
{
    private const string Edition = "/admin/editions/1";
    private const string Live = "data-live=\"2\"";
    private readonly LostServer server = new();

    [Fact]
    public async Task While_the_server_is_lost_an_edition_goes_on_with_no_answer_and_can_be_paused_and_resumed()
    {
        await using var newsroom = await OpenAsync(readers: 3);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        server.IsLost = true;
        await newsroom.AtAsync(day: 2);
        var page = (await ada.GetAsync(Edition)).Body;
        page.ShouldContain("0 of 3 messages have had an answer");
        page.ShouldContain("Being submitted");
        page.ShouldContain("<dt>Waiting</dt><dd><a href=\"/admin/outbox?edition=1&amp;status=Deferred\">3</a>");
        page.ShouldContain("<dt>Deferred</dt><dd>0</dd>");
        page.ShouldContain(Live);
        page.ShouldNotContain("First answer");
        (await ada.GetAsync("/admin/editions")).Body.ShouldContain("id=\"pause-1\"");

        await ada.SubmitAsync(Edition + "?handler=Pause");
        (await ada.GetAsync(Edition)).Body.ShouldContain("id=\"resume-1\"");
        server.IsLost = false;
        await newsroom.AtAsync(day: 2, hour: 8);
        server.Open.TakeFor("reader0@reader.example").ShouldBeEmpty("it is paused");
        await ada.SubmitAsync(Edition + "?handler=Resume");
        await newsroom.SubmitAsync();
        for (var at = 0; at < 3; at++)
            server.Open.TakeFor($"reader{at}@reader.example").Count.ShouldBe(1);
        var after = (await ada.GetAsync(Edition)).Body;
        after.ShouldContain("<span class=\"state good\">Submitted</span>");
        after.ShouldNotContain("Pause</button>");
        after.ShouldNotContain(Live);
    }

    [Fact]
    public async Task The_overview_and_the_editions_page_count_what_was_put_off_alike()
    {
        await using var newsroom = await OpenAsync(readers: 2);
        server.IsLost = true;
        await newsroom.AtAsync(day: 2);
        var counts = await newsroom.Site.Database.ReadAsync(session => EditionCounts.ReadAsync(session, 1, newsroom.Clock.Milliseconds()));
        (counts.Recipients, counts.Waiting, counts.Deferred).ShouldBe((2, 2, 0));
        var figures = (await newsroom.Site.Database.ReadAsync(session => newsroom.Site.Get<KnownFigures>().ReadAsync(session, [1])))[1];
        figures.Counts.ShouldBe(counts);
    }

    [Fact]
    public async Task An_edition_that_the_server_wants_later_is_not_called_lost_and_can_be_paused()
    {
        await using var newsroom = await OpenAsync(readers: 2);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        server.Open.Answer = _ => MailServer.NotNow;
        await newsroom.AtAsync(day: 2);
        var page = (await ada.GetAsync(Edition)).Body;
        page.ShouldContain("2 of 2 messages have had an answer; 2 of them are tried again later");
        page.ShouldContain("Nothing submitted yet");
        page.ShouldContain(Live);
        await ada.SubmitAsync(Edition + "?handler=Pause");
        (await ada.GetAsync(Edition)).Body.ShouldContain("id=\"resume-1\"");
    }

    [Fact]
    public async Task One_mailbox_that_is_full_does_not_hide_the_button_for_those_that_failed()
    {
        await using var newsroom = await OpenAsync(readers: 2);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        server.Open.Answer = message => message.To.StartsWith("reader0", StringComparison.Ordinal) ? MailServer.NotNow : MailServer.Refusal;
        await newsroom.AtAsync(day: 2);
        (await ada.GetAsync(Edition)).Body.ShouldContain("Submit 1 failed once more");
    }

    [Fact]
    public async Task A_paused_edition_whose_answers_are_unknown_is_told_as_paused_wherever_it_stands()
    {
        await using var newsroom = await OpenAsync(readers: 1);
        using var ada = await newsroom.Site.SignedInBrowserAsync();
        server.Open.Answer = _ => new SubmissionOutcome.Uncertain("the connection was lost");
        await newsroom.AtAsync(day: 2);
        (await ada.GetAsync(Edition)).Body.ShouldContain("id=\"pause-1\"");
        await ada.SubmitAsync(Edition + "?handler=Pause");
        (await ada.GetAsync("/admin")).Body.ShouldContain("is paused by Ada");
        (await ada.GetAsync(Edition)).Body.ShouldContain("id=\"resume-1\"");
    }

    private async Task<Newsroom> OpenAsync(int readers)
    {
        var newsroom = await Newsroom.OpenAsync(services => services.AddSingleton<ITransport>(server));
        for (var at = 0; at < readers; at++)
            await newsroom.ReaderAsync($"reader{at}@reader.example");
        newsroom.Publish("first");
        return newsroom;
    }

    /// <summary>A mail server that cannot be reached while it is lost.</summary>
    private sealed class LostServer : ITransport
    {
        public MailServer Open { get; } = new();

        public bool IsLost { get; set; }

        public string Describe() => "a test";

        public Task<ITransportSession> OpenAsync(CancellationToken cancellation = default) =>
            IsLost ? throw new OpeningFailedException(OpeningFailure.Unreachable, "mail.news.example:587: nobody answers") : Open.OpenAsync(cancellation);
    }
}
