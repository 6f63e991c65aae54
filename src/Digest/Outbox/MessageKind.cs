namespace Digest.Outbox;

/// <summary>What a message is for. Everything a reader waits for overtakes digests.</summary>
public enum MessageKind
{
    Digest,
    Confirmation,
    Reminder,
    Welcome,
    AlreadyReading,
}
