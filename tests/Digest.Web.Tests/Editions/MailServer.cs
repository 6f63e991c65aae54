using System.Collections.Concurrent;
using Digest.Mail;

namespace Digest.Web.Tests.Editions;

/// <summary>Stands at the end of the transport's seam: keeps the messages it takes, and refuses when told to.</summary>
internal sealed class MailServer : ITransport
{
    private readonly ConcurrentQueue<ReceivedMessage> received = new();

    /// <summary>What the server says to a message; null: 250.</summary>
    public Func<ReceivedMessage, SubmissionOutcome?> Answer { get; set; } = _ => null;

    public static SubmissionOutcome Refusal { get; } = new SubmissionOutcome.Refused(new SmtpAnswer(550, "5.7.1", "not today"), SmtpStage.Recipient);

    public static SubmissionOutcome NotNow { get; } = new SubmissionOutcome.Deferred(new SmtpAnswer(450, "4.2.0", "later"), SmtpStage.Recipient);

    /// <summary>The connection broke before the final dot: nobody's mailbox is at fault.</summary>
    public static SubmissionOutcome Lost { get; } = new SubmissionOutcome.ConnectionLost("the connection was lost");

    public string Describe() => "a test";

    public Task<ITransportSession> OpenAsync(CancellationToken cancellation = default) => Task.FromResult<ITransportSession>(new Session(this));

    /// <summary>Takes out what has come for an address since the last time.</summary>
    public IReadOnlyList<ReceivedMessage> TakeFor(string address)
    {
        var mine = received.Where(message => message.To == address && !message.Taken).ToList();
        foreach (var message in mine)
            message.Taken = true;
        return mine;
    }

    private sealed class Session(MailServer server) : ITransportSession
    {
        public bool Usable => true;

        public Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
        {
            var arriving = new ReceivedMessage(envelope.To, message.ToArray());
            var refusal = server.Answer(arriving);
            if (refusal is null)
                server.received.Enqueue(arriving);
            return Task.FromResult(refusal ?? new SubmissionOutcome.Submitted(new SmtpAnswer(250, "2.0.0", "ok")));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
