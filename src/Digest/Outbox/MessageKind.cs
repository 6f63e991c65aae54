namespace Digest.Outbox;

/// <summary>What a message is for. Everything a reader waits for overtakes digests.</summary>
public enum MessageKind
{
    Digest,
    Confirmation,
    Reminder,
    Welcome,
    AlreadyReading,

    /// <summary>The link to the preferences, for a reader who lost it.</summary>
    PreferencesLink,
}
