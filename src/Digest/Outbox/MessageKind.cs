namespace Digest.Outbox;

/// <summary>What a message is for. Everything a reader waits for overtakes digests.</summary>
public enum MessageKind
{
    Digest,
    Confirmation,
    Reminder,
    Welcome,
    AlreadyReading,

    /// <summary>The link to what is known about its reader.</summary>
    DataLink,

    /// <summary>The link to the preferences, for those who lost it.</summary>
    PreferencesLink,

    /// <summary>Asks the present address to agree to a new one.</summary>
    AddressOld,

    /// <summary>Asks the new address.</summary>
    AddressNew,
}
