using System.Buffers;
using System.Text;

namespace Digest.Mail.Mime;

/// <summary>What may stand in a header: one line of whole characters (RFC 5322 §2.2).</summary>
internal static class HeaderRules
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Bcc", "Sender", "Subject", "Date", "Message-ID", "MIME-Version",
    };

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Except("<>()\"\\,;:[]")]);
    private static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(IsControl)]);

    /// <summary>Whether a character could end a line for some reader of the message, or cannot be seen at all.</summary>
    public static bool IsControl(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    /// <summary>Text for people, on one line: control characters become spaces, runs of spaces one, lone surrogates U+FFFD.</summary>
    public static string Squeeze(string? text)
    {
        var squeezed = new StringBuilder(text?.Length ?? 0);
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (rune.Value != ' ' && !(rune.IsBmp && IsControl((char)rune.Value)))
                squeezed.Append(rune.ToString());
            else if (squeezed.Length > 0 && squeezed[^1] != ' ')
                squeezed.Append(' ');
        }
        return squeezed.ToString().TrimEnd(' ');
    }

    /// <summary>Refuses a value meant for machines that is not one line of whole characters.</summary>
    public static void RefuseControls(string what, string value)
    {
        if (value.AsSpan().IndexOfAny(Controls) >= 0)
            throw new HeaderException($"{what} contains a line break or another control character");
        if (HasLoneSurrogate(value))
            throw new HeaderException($"{what} contains half a character");
    }

    /// <summary>Refuses a field name that is malformed or that every message has already.</summary>
    public static void RefuseName(string name)
    {
        if (name.Length is 0 or > 70 || !char.IsAsciiLetter(name[0]) || !name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
            throw new HeaderException($"'{Squeeze(name)}' is not a header name");
        if (Reserved.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
            throw new HeaderException($"{name} is written by every message itself");
    }

    /// <summary>A Message-ID without its brackets, refused unless it is <c>left@right</c> of visible ASCII.</summary>
    public static string MessageId(string value)
    {
        var id = value is ['<', .., '>'] ? value[1..^1] : value;
        if (id.Length > 250 || id.IndexOf('@', StringComparison.Ordinal) is var at && (at <= 0 || at == id.Length - 1 || at != id.LastIndexOf('@'))
            || id.AsSpan().IndexOfAnyExcept(IdCharacters) >= 0)
            throw new HeaderException($"'{Squeeze(value)}' is not a Message-ID such as <left@right.example>");
        return id;
    }

    private static bool HasLoneSurrogate(string value)
    {
        if (value.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return false;
        for (var index = 0; index < value.Length; index++)
        {
            if (!char.IsSurrogate(value[index]))
                continue;
            if (!char.IsHighSurrogate(value[index]) || index + 1 == value.Length || !char.IsLowSurrogate(value[index + 1]))
                return true;
            index++;
        }
        return false;
    }
}
