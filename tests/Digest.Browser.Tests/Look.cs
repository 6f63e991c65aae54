namespace Digest.Browser.Tests;

/// <summary>How a page is looked at.</summary>
public sealed record Look(string Name, int Width, int Height, bool Dark)
{
    public static Look PhoneLight { get; } = new("phone-light", 390, 844, Dark: false);

    public static Look PhoneDark { get; } = new("phone-dark", 390, 844, Dark: true);

    public static Look DesktopLight { get; } = new("desktop-light", 1280, 900, Dark: false);

    public static Look DesktopDark { get; } = new("desktop-dark", 1280, 900, Dark: true);

    /// <summary>
    /// Both sizes and both kinds of colours; a fault of one is seen at one of two looks. Each with each where DIGEST_FULL is 1 and where
    /// pictures are kept for people (DIGEST_SCREENSHOTS).
    /// </summary>
    public static IReadOnlyList<Look> All { get; } = IsWanted("DIGEST_FULL") || IsWanted("DIGEST_SCREENSHOTS")
        ? [PhoneLight, PhoneDark, DesktopLight, DesktopDark]
        : [PhoneLight, DesktopDark];

    private static bool IsWanted(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
