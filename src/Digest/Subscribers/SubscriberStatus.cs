namespace Digest.Subscribers;

/// <summary>Where a subscriber stands: Pending → Active → Unsubscribed, Unreachable or Erased.</summary>
public enum SubscriberStatus
{
    /// <summary>Asked, not confirmed: gets nothing but the question.</summary>
    Pending,

    /// <summary>Confirmed: gets editions.</summary>
    Active,

    /// <summary>Has left.</summary>
    Unsubscribed,

    /// <summary>The address does not take mail.</summary>
    Unreachable,

    /// <summary>Asked to be forgotten; nothing personal is left in the row.</summary>
    Erased,
}
