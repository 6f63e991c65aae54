namespace Digest.Outbox;

/// <summary>What became of one attempt, as the ledger keeps it.</summary>
/// <param name="Status">Submitted, Deferred, Failed or Uncertain.</param>
/// <param name="Code">The server's three digits, where it said something.</param>
/// <param name="Text">The server's words, or what happened instead.</param>
/// <param name="RetryAt">When something happens next; null: nothing more will.</param>
/// <param name="CountsAgainstAddress">Whether the pause before the next attempt grows.</param>
/// <param name="Broke">Whether the connection broke over this message while others' went.</param>
public sealed record Answer(MessageStatus Status, int? Code, string Text, DateTimeOffset? RetryAt, bool CountsAgainstAddress = true, bool Broke = false)
{
    /// <summary>False where the message was put off before the server had said anything to it.</summary>
    public bool IsAnswered => Status is not MessageStatus.Deferred || Code is not null;
}
