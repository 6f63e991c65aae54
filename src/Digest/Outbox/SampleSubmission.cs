using Digest.Mail;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.Extensions.Logging;

namespace Digest.Outbox;

/// <summary>Submits a sample straight to the mail server and tells what it answered. It is no message of the outbox: nothing is counted, nothing is tried again.</summary>
public sealed class SampleSubmission(SampleMessage sample, MessageHeaders headers, ITransport transport, TimeProvider clock, ILogger<SampleSubmission> logger)
{
    /// <summary>Between one sample and the next.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private long last = long.MinValue;

    /// <summary>Submits the content with links that lead nowhere.</summary>
    /// <returns>What came of it; null: another sample was submitted a moment ago.</returns>
    public async Task<SampleAnswer?> SubmitAsync(VariantContent content, EmailAddress to, CancellationToken cancellation = default)
    {
        if (!MayGo())
            return null;
        var test = content with { Subject = $"[Test] {content.Subject}" };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var bytes = sample.Message(test, to.Value, $"test-{Guid.NewGuid():N}@{headers.ListHost}");
            await using var session = await transport.OpenAsync(patience.Token);
            var answer = SampleAnswer.Of(await session.SubmitAsync(new Envelope(headers.Sender.Address, to.Value), bytes, patience.Token));
            logger.LogInformation("A test message was submitted: {IsSubmitted}", answer.IsSubmitted);
            return answer;
        }
        catch (OpeningFailedException problem)
        {
            return SampleAnswer.NotOpened(problem);
        }
        catch (HeaderException problem)
        {
            return new SampleAnswer(IsSubmitted: false, problem.Message, Meaning: null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SampleAnswer(IsSubmitted: false, $"no answer within {Patience.TotalSeconds:0} seconds", "The server was reached and then said nothing, or a firewall swallows the connection. Check host and port.");
        }
    }

    private bool MayGo()
    {
        var now = clock.Milliseconds();
        var before = Interlocked.Read(ref last);
        return (before == long.MinValue || now - before >= (long)Rest.TotalMilliseconds) && Interlocked.CompareExchange(ref last, now, before) == before;
    }
}
