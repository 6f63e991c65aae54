using System.Collections.Concurrent;
using Digest.Mail;
using Digest.Outbox;
using Digest.Tests.Mail;
using Digest.Tests.Outbox;
using Digest.Tests.Safety.Server;

namespace Digest.Tests.Safety;

/// <summary>Names, subjects and addresses that try to become headers or commands, judged by the raw bytes that a server got.</summary>
public sealed class FuzzedInputTests
{
    private const string Sender = "news@news.example";
    private static readonly string[] Fields = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"];
    private static readonly string[] OfLists = ["Auto-Submitted", "X-Auto-Response-Suppress", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-Help", "List-Owner", "List-Archive", "List-Post", "Precedence", "Feedback-ID"];

    [Fact]
    public async Task Ten_thousand_fuzzed_names_subjects_and_addresses_bring_no_header_and_no_command()
    {
        const int lanes = 4;
        await using var server = new RecordingServer(keepsMessages: true);
        var transport = new SmtpTransport(new SmtpOptions { Host = "127.0.0.1", Port = server.Port });
        var outcomes = new ConcurrentBag<SubmissionOutcome>();
        var refused = 0;
        await Parallel.ForAsync(0, lanes, async (lane, cancellation) =>
        {
            var fuzz = new Fuzz(seed: lane);
            await using var session = await transport.OpenAsync(cancellation);
            for (var number = 0; number < 10_000 / lanes; number++)
            {
                try
                {
                    outcomes.Add(await session.SubmitAsync(new Envelope(Sender, Envelope(fuzz, number)), Message(fuzz, number), cancellation));
                }
                catch (HeaderException problem)
                {
                    problem.Message.Any(char.IsControl).ShouldBeFalse();
                    Interlocked.Increment(ref refused);
                }
            }
        });
        outcomes.ShouldAllBe(outcome => outcome is SubmissionOutcome.Submitted);
        (outcomes.Count + refused).ShouldBe(10_000);
        outcomes.Count.ShouldBeGreaterThan(5_000);
        refused.ShouldBeGreaterThan(1_000);
        server.Count.ShouldBe(outcomes.Count);
        CleanWire.ShouldHaveOnlyOurCommands(server.Commands, outcomes.Count);
        CleanWire.ShouldHaveOnlyThese([.. Fields, "List-Unsubscribe"], server.Receipts);
    }

    [Fact]
    public async Task Readers_whose_rows_hold_such_texts_are_submitted_to_cleanly_or_fail_alone()
    {
        const int readers = 400;
        await using var server = new RecordingServer(keepsMessages: true);
        var options = new SmtpOptions { Host = "127.0.0.1", Port = server.Port, MaxConnections = 2 };
        await using var bench = await OutboxBench.CreateAsync(new SmtpTransport(options), options);
        var fuzz = new Fuzz(seed: 7);
        for (var number = 0; number < readers; number++)
        {
            var id = await bench.PrepareDigestAsync(number % 2 == 0 ? $"r{number}@reader.example" : $"{number}{fuzz.Address()}");
            await bench.Database.WriteAsync(session => session.ExecuteAsync("UPDATE subscribers SET name = @name WHERE id = @id", new { id, name = fuzz.Text() }));
        }
        await bench.SubmitAsync();
        var rows = await DeliveryRow.ReadAllAsync(bench.Database);
        rows.Count.ShouldBe(readers);
        rows.ShouldAllBe(row => row.Status == MessageStatus.Submitted || (row.Status == MessageStatus.Failed && row.Answer!.StartsWith("the message could not be built: ", StringComparison.Ordinal)));
        rows.Count(row => row.Status == MessageStatus.Submitted).ShouldBeGreaterThanOrEqualTo(readers / 2);
        rows.ShouldAllBe(row => row.Answer == null || !row.Answer.Any(char.IsControl));
        server.Count.ShouldBe(rows.Count(row => row.Status == MessageStatus.Submitted));
        CleanWire.ShouldHaveOnlyOurCommands(server.Commands, server.Count);
        CleanWire.ShouldHaveOnlyThese([.. Fields, .. OfLists], server.Receipts);
    }

    private static string Envelope(Fuzz fuzz, int number) => number % 3 == 0 ? fuzz.Address() : "ada@reader.example";

    private static byte[] Message(Fuzz fuzz, int number)
    {
        var template = Samples.Template with { From = new MailboxAddress(fuzz.Text(), Sender), Subject = fuzz.Text(), Text = fuzz.Text(), Html = fuzz.Text() };
        return Samples.Bytes(template, Samples.Fill with { To = number % 7 == 0 ? fuzz.Address() : "ada@reader.example", ToName = fuzz.Text() });
    }
}
