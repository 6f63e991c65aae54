namespace Digest.Outbox;

/// <summary>Where a message stands; the row's status says everything.</summary>
public enum MessageStatus
{
    /// <summary>Waits for its time and a connection.</summary>
    Prepared,

    /// <summary>On the wire now; its answer is not known yet.</summary>
    Submitting,

    /// <summary>The server answered 250 to the message.</summary>
    Submitted,

    /// <summary>The server said "not now"; it is tried again.</summary>
    Deferred,

    /// <summary>The server refused it for good, or it was deferred for too long.</summary>
    Failed,

    /// <summary>The connection was lost after the final dot: the answer is not known.</summary>
    Uncertain,

    /// <summary>Given up before it was submitted; its stories return to the choice.</summary>
    Superseded,
}
