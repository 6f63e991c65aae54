namespace Digest.Subscribers;

/// <summary>
/// Keeps the cells of a table from being formulas: a spreadsheet runs what begins with = + - @, a tab or a line end, and readers
/// type their own names, addresses and topics. An apostrophe in front makes it text, here and there; reading takes it away again.
/// </summary>
public static class SafeCell
{
    private const string Dangerous = "=+-@\t\r\n";

    public static string Write(string? text) => text is not null && IsToBeMarked(text) ? "'" + text : text ?? "";

    /// <summary>What was written, without the apostrophe that <see cref="Write"/> put in front.</summary>
    public static string Read(string cell) => cell.StartsWith('\'') && IsToBeMarked(cell) ? cell[1..] : cell;

    // What is marked already gets one more mark, so that each cell is read as what it was.
    private static bool IsToBeMarked(string text)
    {
        var plain = text.AsSpan().TrimStart('\'');
        return plain.Length > 0 && Dangerous.Contains(plain[0], StringComparison.Ordinal);
    }
}
