namespace Digest.Browser.Tests;

/// <summary>How a page is looked at.</summary>
public sealed record Look(string Name, int Width, int Height, bool Dark)
{
    public static Look PhoneLight { get; } = new("phone-light", 390, 844, Dark: false);

    public static Look PhoneDark { get; } = new("phone-dark", 390, 844, Dark: true);

    public static Look DesktopLight { get; } = new("desktop-light", 1280, 900, Dark: false);

    public static Look DesktopDark { get; } = new("desktop-dark", 1280, 900, Dark: true);

    /// <summary>Phone and desktop, light and dark.</summary>
    public static IReadOnlyList<Look> All { get; } = [PhoneLight, PhoneDark, DesktopLight, DesktopDark];
}
