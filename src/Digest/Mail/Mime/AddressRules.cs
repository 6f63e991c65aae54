using System.Buffers;
using System.Globalization;
using System.Text;

namespace Digest.Mail.Mime;

/// <summary>What may stand between the angle brackets of a header or an SMTP command (RFC 5321 §4.1.2, RFC 6531 §3.3).</summary>
internal static class AddressRules
{
    /// <summary>Why a sender's address is refused that only servers with SMTPUTF8 take: no reader without it would get anything.</summary>
    public const string SenderIsAscii = "a sender's address has ASCII characters only before the @, so that every server takes it";

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");

    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

    /// <summary>Refuses an address that would not survive the wire.</summary>
    /// <param name="what">Names the address in the exception.</param>
    /// <param name="address">Its domain in A-labels.</param>
    public static void Refuse(string what, string address)
    {
        if (Problem(address) is { } problem)
            throw new HeaderException($"{what} '{HeaderRules.Squeeze(address)}' cannot be used: {problem}");
    }

    /// <summary>Why an address cannot be used, or null.</summary>
    public static string? Problem(string address)
    {
        // Nearly every address: letters, digits and single dots.
        if (address.Length <= 64 && address.AsSpan().IndexOfAnyExcept(PlainCharacters) == address.IndexOf('@', StringComparison.Ordinal) && IsPlain(address))
            return null;
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1)
            return "an address has a part on either side of an @";
        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (Encoding.UTF8.GetByteCount(local) > 64 || domain.Length > 253)
            return "it is too long";
        if (!IsDotAtom(local) && !IsQuoted(local))
            return "the part before the @ has characters that do not belong there";
        return IsDomain(domain) ? null : "the part after the @ is not a domain name";
    }

    /// <summary>The address with its domain in A-labels; unchanged when that cannot be done.</summary>
    public static string WithAsciiDomain(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 0 || Ascii.IsValid(address.AsSpan(at)))
            return address;
        try
        {
            return address[..(at + 1)] + new IdnMapping { UseStd3AsciiRules = true }.GetAscii(address[(at + 1)..]);
        }
        catch (ArgumentException)
        {
            return address;
        }
    }

    /// <summary>Whether every character may stand in an atom (RFC 5322 §3.2.3).</summary>
    public static bool IsAtom(string text) => text.Length > 0 && text.All(IsAtomCharacter);

    private static bool IsPlain(ReadOnlySpan<char> address)
    {
        var at = address.IndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address[(at + 1)..].IndexOfAnyExcept(PlainCharacters) >= 0)
            return false;
        for (var index = 0; index < address.Length; index++)
        {
            // A dot has a character on either side that is no dot and no @.
            if (address[index] == '.' && (index == 0 || index == address.Length - 1 || address[index - 1] is '.' or '@' || address[index + 1] is '.' or '@'))
                return false;
        }
        return true;
    }

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.EnumerateRunes().All(rune => rune.IsAscii ? IsAtomCharacter((char)rune.Value) : IsVisible(rune)));

    private static bool IsQuoted(string local)
    {
        if (local is not ['"', .., '"'] || !Ascii.IsValid(local))
            return false;
        for (var index = 1; index < local.Length - 1; index++)
        {
            if (local[index] is < ' ' or > '~' or '"')
                return false;
            if (local[index] == '\\' && (++index == local.Length - 1 || local[index] is < ' ' or > '~'))
                return false;
        }
        return true;
    }

    private static bool IsDomain(string domain) => domain.Split('.').All(label =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'));

    private static bool IsAtomCharacter(char character) => char.IsAsciiLetterOrDigit(character) || AtomMarks.Contains(character, StringComparison.Ordinal);

    // A lone surrogate is enumerated as U+FFFD, which no address has on purpose.
    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
