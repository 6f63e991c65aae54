namespace Digest.Mail;

/// <summary>One message on its way through a session: what is sent, what its end waits for, and what may follow at once.</summary>
/// <param name="envelope">Between whom.</param>
/// <param name="message">All its bytes, with CRLF line ends. They must stay as they are until the outcome is known.</param>
public sealed class Submission(Envelope envelope, ReadOnlyMemory<byte> message)
{
    public Envelope Envelope => envelope;

    public ReadOnlyMemory<byte> Message => message;

    /// <summary>Whether the message is known to have nothing but CRLF line ends and no dot at a line's start, as every prepared message has.</summary>
    public bool IsWireForm { get; init; }

    /// <summary>
    /// Asked when nothing but the final dot is missing. False: the message is withdrawn and nobody gets it. An exception ends the
    /// session before the dot.
    /// </summary>
    public Func<ValueTask<bool>> MayComplete { get; init; } = () => new(result: true);

    /// <summary>
    /// Asked when nothing but the final dot is missing: a message that will be submitted next over the same session, so that its envelope
    /// can travel with the dot (RFC 2920 §3.1). Null: none is at hand.
    /// </summary>
    public Func<ValueTask<Submission?>> Next { get; init; } = () => new(result: null);

    /// <summary>
    /// Whether all of it may go in one piece with its final dot, when that may be sent: one packet less on the way. A server that hangs
    /// up in the middle then leaves the outcome uncertain, where it would otherwise be certain that nobody got it.
    /// </summary>
    public bool GoesWhole { get; init; }
}
