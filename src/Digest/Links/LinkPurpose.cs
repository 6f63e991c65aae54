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

    /// <summary>Opens everything that is known about a subscriber; good for half an hour.</summary>
    Data = 20,

    /// <summary>Agrees to a change of address, from the present one; good for a day. The time of the link is the change's.</summary>
    AddressOld = 21,

    /// <summary>The same from the new address.</summary>
    AddressNew = 22,

    /// <summary>Keeps what a reader chooses on the page behind their confirmation; good for an hour.</summary>
    FirstChoices = 23,

    /// <summary>Lets the appeal rest for a subscriber.</summary>
    NotNow = 24,
}
