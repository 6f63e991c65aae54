using Digest.Mail.Mime;
using Digest.Mail.Smtp;

namespace Digest.Mail;

/// <summary>Writes messages to the pickup folder; a message counts as submitted once it is on the disk under its own name.</summary>
internal sealed class PickupSession(string folder) : ITransportSession
{
    public bool Usable { get; private set; } = true;

    public async Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default)
    {
        AddressRules.Refuse("The recipient", envelope.To);
        _ = WireForm.Of(message);
        var name = PickupFile.NameFor(message.Span);
        try
        {
            await PickupFile.WriteAsync(folder, name, message, cancellation);
            return new SubmissionOutcome.Submitted(new SmtpAnswer(250, "2.0.0", $"written to {name}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Usable = false;
            return new SubmissionOutcome.ConnectionLost($"{folder}: {HeaderRules.Squeeze(problem.Message)}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
