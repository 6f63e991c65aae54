using System.Data;
using System.Text;
using Dapper;

namespace Digest.Storage;

/// <summary>
/// PostgreSQL keeps no text with a zero character or half a surrogate pair. What strangers say (feeds, mail servers) may hold
/// either, and must not keep an answer from being written: U+FFFD stands for it, in both databases.
/// </summary>
internal sealed class TextHandler : SqlMapper.ITypeHandler
{
    // A null has its type, too: a condition on it alone could not be understood otherwise.
    public void SetValue(IDbDataParameter parameter, object value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is string text ? Kept(text) : DBNull.Value;
    }

    public object Parse(Type destinationType, object value) => value;

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
