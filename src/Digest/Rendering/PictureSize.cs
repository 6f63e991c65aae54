namespace Digest.Rendering;

/// <summary>The size in pixels at which a picture is shown, never higher than what leaves room for the story.</summary>
/// <param name="Width">At most the paper's, or its column's.</param>
/// <param name="Height">In proportion.</param>
/// <param name="IsBig">True above a story, across the paper; false beside it.</param>
internal readonly record struct PictureSize(int Width, int Height, bool IsBig)
{
    /// <summary>Three tenths of the paper less its margins: the column beside a story.</summary>
    private const int Beside = (MessageLook.Width - (2 * MessageLook.Margin)) * 3 / 10;

    private const int HighestBeside = 220;
    private const int HighestAbove = 640;

    // A smaller one would be a stamp on a wall; from the second on, a little enlarging is not seen.
    private const int SmallestAbove = 240;
    private const int NearlyAcross = 480;

    // A size that is not known is taken to be a photograph's; clients that honour styles keep the true proportion.
    private const int UnknownWidth = 1200;
    private const int UnknownHeight = 800;

    /// <summary>The size of a picture whose own may be unknown.</summary>
    public static PictureSize Of(int? ownWidth, int? ownHeight, bool isLead)
    {
        var (width, height) = ownWidth is > 0 && ownHeight is > 0 ? (ownWidth.Value, ownHeight.Value) : (UnknownWidth, UnknownHeight);
        var isBig = isLead && width >= SmallestAbove;
        double shown = isBig ? width >= NearlyAcross ? MessageLook.Width : width : Math.Min(width, Beside);
        shown = Math.Min(shown, (isBig ? HighestAbove : HighestBeside) * (double)width / height);
        return new PictureSize((int)Math.Max(1, Math.Round(shown)), (int)Math.Max(1, Math.Round(shown * height / width)), isBig);
    }
}
