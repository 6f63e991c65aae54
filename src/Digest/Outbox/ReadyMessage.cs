using Digest.Mail;

namespace Digest.Outbox;

/// <summary>A message that was taken, its bytes made.</summary>
/// <param name="message">The row.</param>
/// <param name="submission">What goes over the wire.</param>
internal sealed class ReadyMessage(ClaimedMessage message, Func<ReadyMessage, Submission> submission)
{
    private Submission? made;

    public ClaimedMessage Message => message;

    public Submission Submission => made ??= submission(this);

    /// <summary>Whether it goes over a connection that another went over before, or was announced with its final dot.</summary>
    public bool FollowedAnother { get; init; }

    /// <summary>Whether its final dot may be sent: known when the answer to the message before it is on disk.</summary>
    public Func<Task<bool>> MayComplete { get; set; } = () => Task.FromResult(false);
}
