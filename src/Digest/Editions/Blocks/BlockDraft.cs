using System.Globalization;
using Digest.Rendering;

namespace Digest.Editions.Blocks;

/// <summary>A block as somebody typed it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Where it stands; null: where its kind usually does.</param>
/// <param name="Text">Markdown.</param>
/// <param name="FirstDay">As typed; empty: from the beginning.</param>
/// <param name="LastDay">As typed; empty: for ever.</param>
/// <param name="Weekdays">The bits of the days.</param>
public sealed record BlockDraft(BlockKind Kind, BlockPlace? Place, string? Text, string? FirstDay, string? LastDay, int Weekdays)
{
    /// <summary>The longest text of a block: it is no story.</summary>
    public const int MostCharacters = 2_000;

    private const int EveryDay = 127;

    /// <summary>Where a block of a kind usually stands.</summary>
    public static BlockPlace PlaceOf(BlockKind kind) => kind is BlockKind.Sponsor ? BlockPlace.AfterFirst : BlockPlace.AfterStories;

    /// <summary>What is wrong with it: the field and a sentence; null: nothing.</summary>
    public (string Field, string Sentence)? Problem
    {
        get
        {
            if (!Enum.IsDefined(Kind))
                return ("kind", "Choose what kind of block it is.");
            if (Place is { } place && !Enum.IsDefined(place))
                return ("place", "Choose where it stands.");
            if (MarkdownText.Problem("The text", Text, MostCharacters) is { } tooLong)
                return ("text", tooLong);
            if (Kind is not BlockKind.YearAgo && MarkdownText.Read(Text).IsEmpty)
                return ("text", "Write what the block says: without a text there is nothing to show.");
            if (!TryDay(FirstDay, out var first))
                return ("first", "The first day is no date. Write it like 2026-12-03, or leave it empty.");
            if (!TryDay(LastDay, out var last))
                return ("last", "The last day is no date. Write it like 2026-12-24, or leave it empty.");
            if (first is not null && string.CompareOrdinal(last, first) is < 0 && last is not null)
                return ("last", "The last day is before the first one.");
            return (Weekdays & EveryDay) == 0 || Weekdays > EveryDay ? ("weekdays", "Choose at least one day of the week.") : null;
        }
    }

    /// <summary>What a row keeps. Only where there is no <see cref="Problem"/>.</summary>
    internal object Row()
    {
        TryDay(FirstDay, out var first);
        TryDay(LastDay, out var last);
        return new { kind = Kind.ToString(), place = (Place ?? PlaceOf(Kind)).ToString(), text = MarkdownText.Read(Text).Source, first, last, weekdays = Weekdays };
    }

    private static bool TryDay(string? typed, out string? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(typed))
            return true;
        if (!DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known))
            return false;
        day = EditionRows.Name(known);
        return true;
    }
}
