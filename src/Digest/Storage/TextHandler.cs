using System.Data;
using System.Text;
using Dapper;

namespace Digest.Storage;

/// <summary>
/// PostgreSQL keeps no text with a zero character or half a surrogate pair. What strangers say (feeds, mail servers) may hold
/// either, and must not keep an answer from being written: U+FFFD stands for it, in both databases.
/// </summary>
internal sealed class TextHandler : SqlMapper.TypeHandler<string>
{
    public override void SetValue(IDbDataParameter parameter, string? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is null ? DBNull.Value : Kept(value);
    }

    public override string? Parse(object value) => (string)value;

    /// <summary>The text as it is kept.</summary>
    public static string Kept(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            kept.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        return kept.ToString();
    }
}
