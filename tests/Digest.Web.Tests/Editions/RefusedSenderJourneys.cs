using Digest.Editions;
using Digest.Jobs.Alerts;
using Digest.Jobs.Alerts.Conditions;
using Digest.Mail;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Web.Tests.Editions;

/// <summary>A mail server that refuses the sender: most readers are spared the refusal, and nobody goes without the edition in the end.</summary>
public sealed class RefusedSenderJourneys
{
    private const int Readers = 60;

    [Fact]
    public async Task The_edition_pauses_by_itself_the_operator_is_told_and_everybody_gets_it_once_that_is_mended()
    {
        await using var newsroom = await Newsroom.OpenAsync();
        for (var at = 0; at < Readers; at++)
            await newsroom.ReaderAsync($"r{at}@reader.example");
        newsroom.Mail.Answer = message => new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.7.1", $"<{message.To}>: sender not allowed"), SmtpStage.Recipient);
        newsroom.Publish("first");
        await newsroom.AtAsync(day: 2);

        var counts = await CountsAsync(newsroom);
        counts.Failed.ShouldBeInRange(SenderRefusals.InARow, SenderRefusals.InARow + newsroom.Site.Get<SmtpOptions>().MaxConnections);
        counts.Waiting.ShouldBe(Readers - counts.Failed);
        var edition = await newsroom.Site.Database.ReadAsync(session => EditionRows.ByIdAsync(session, 1));
        edition.ShouldNotBeNull().PausedBy.ShouldBe("Digest itself");
        var finding = (await newsroom.Site.Get<IEnumerable<IAlertCondition>>().OfType<SenderIsRefused>().Single().FindAsync(CancellationToken.None)).ShouldHaveSingleItem();
        finding.Remedy.ShouldContain("so the edition was paused");

        newsroom.Mail.Answer = _ => null;
        await newsroom.Site.Get<EditionPause>().ResumeAsync(1, "Ada");
        await newsroom.SubmitAsync();
        (await CountsAsync(newsroom)).Submitted.ShouldBe(counts.Waiting);
        await newsroom.Site.Get<EditionRetry>().RunAsync(1, "Ada");
        await newsroom.SubmitAsync();
        (await CountsAsync(newsroom)).Submitted.ShouldBe(Readers);
        for (var at = 0; at < Readers; at++)
            newsroom.Mail.TakeFor($"r{at}@reader.example").Count.ShouldBe(1);
    }

    private static Task<EditionCounts> CountsAsync(Newsroom newsroom) => newsroom.Site.Database.ReadAsync(session => EditionCounts.ReadAsync(session, 1, newsroom.Clock.Milliseconds()));
}
