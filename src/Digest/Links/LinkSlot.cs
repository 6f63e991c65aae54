namespace Digest.Links;

/// <summary>The links that differ from reader to reader, by the name under which a prepared message leaves room for them.</summary>
public static class LinkSlot
{
    public const string Confirm = "confirm";

    public const string Preferences = "preferences";

    public const string Unsubscribe = "unsubscribe";

    /// <summary>The preferences, asked for fewer stories like one; the story's number stands behind it.</summary>
    public const string Fewer = "fewer";

    /// <summary>Beside the appeal.</summary>
    public const string NotNow = "notnow";

    public const string Data = "data";

    public const string AddressOld = "addressold";

    public const string AddressNew = "addressnew";
}
