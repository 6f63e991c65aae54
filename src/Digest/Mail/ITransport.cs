namespace Digest.Mail;

/// <summary>A way for messages to leave this machine.</summary>
public interface ITransport
{
    /// <summary>Opens a session, ready for messages.</summary>
    /// <exception cref="OpeningFailedException">It could not be opened; nothing was sent.</exception>
    Task<ITransportSession> OpenAsync(CancellationToken cancellation = default);

    /// <summary>Where messages go, for people.</summary>
    string Describe();
}

/// <summary>A session that takes one message after the other; never two at once.</summary>
public interface ITransportSession : IAsyncDisposable
{
    /// <summary>Whether another message may be submitted here. False once the connection broke or the server said 421.</summary>
    bool Usable { get; }

    /// <summary>Submits one message.</summary>
    /// <param name="envelope">Between whom.</param>
    /// <param name="message">All its bytes, with CRLF line ends.</param>
    /// <param name="cancellation">
    /// Ends the submission and the session while nothing can have been accepted yet. After the final dot the answer is still
    /// waited for a few seconds, then the outcome is uncertain.
    /// </param>
    /// <exception cref="HeaderException">An address of the envelope cannot stand in a command; nothing was sent.</exception>
    /// <exception cref="ArgumentException">The message is empty or has a line end other than CRLF; nothing was sent.</exception>
    Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default);

    /// <summary>Submits one message whose end waits for something, and which another may follow closely.</summary>
    /// <param name="submission">What is sent. Who was announced as the next must be submitted next, or the session be ended.</param>
    /// <param name="cancellation">As above.</param>
    /// <returns>The outcome; null: the message was withdrawn before its end, nobody gets it.</returns>
    /// <exception cref="HeaderException">An address of the envelope cannot stand in a command; nothing was sent.</exception>
    /// <exception cref="ArgumentException">The message is empty or has a line end other than CRLF; nothing was sent.</exception>
    async Task<SubmissionOutcome?> SubmitAsync(Submission submission, CancellationToken cancellation = default) =>
        await submission.MayComplete() ? await SubmitAsync(submission.Envelope, submission.Message, cancellation) : null;
}
