namespace Digest.Links;

/// <summary>What a signed link allows. A token of one purpose is worthless for every other.</summary>
public enum LinkPurpose : byte
{
    /// <summary>Confirms a sign-up; the id is the subscriber's.</summary>
    Confirm = 1,

    /// <summary>Opens a subscriber's preferences.</summary>
    Preferences = 2,

    /// <summary>Ends a subscription; valid for ever.</summary>
    Unsubscribe = 3,
}
