using System.Buffers;
using System.Text;

namespace Digest.Mail.Mime;

/// <summary>One header field while it is written: words with folds between them where a line would pass 78 characters (RFC 5322 §2.1.1, §2.2.3).</summary>
internal sealed class HeaderField
{
    private const int LongestLine = 78;
    // A line with an encoded word is shorter (RFC 2047 §2).
    private const int LongestEncodedLine = 76;
    private const int LongestPossibleLine = 998;
    private const int LongestPlainWord = 60;
    private static readonly SearchValues<char> Specials = SearchValues.Create("<>@\"(),;:");

    private readonly StringBuilder text = new();
    private readonly string name;
    private int column;
    private bool empty = true;
    private int longestLine = LongestLine;

    public HeaderField(string name)
    {
        this.name = name;
        text.Append(name).Append(':');
        column = text.Length;
    }

    /// <summary>Text for people: whatever is not short plain ASCII is encoded.</summary>
    public HeaderField Prose(string value) => Words(HeaderRules.Squeeze(value), word => word.Length > LongestPlainWord);

    /// <summary>A value for machines, whose words are only separated by folds; other than ASCII is encoded where it is a word of a phrase.</summary>
    public HeaderField Structured(string value)
    {
        HeaderRules.RefuseControls(name, value);
        if (!Ascii.IsValid(value) && value.Split(' ').Any(word => !Ascii.IsValid(word) && word.AsSpan().IndexOfAny(Specials) >= 0))
            throw new HeaderException($"{name} has characters other than ASCII where they cannot be encoded");
        return Words(value, _ => false);
    }

    /// <summary>A mailbox: the name as atoms, quoted or encoded, then the address (RFC 5322 §3.4).</summary>
    public HeaderField Mailbox(string? displayName, string address)
    {
        AddressRules.Refuse(name, address);
        var squeezed = HeaderRules.Squeeze(displayName);
        if (squeezed.Length == 0)
            return Word(address);
        Phrase(squeezed);
        return Word($"<{address}>");
    }

    /// <summary>One word that is not cut.</summary>
    /// <exception cref="HeaderException">No line can hold it.</exception>
    public HeaderField Word(string word)
    {
        // No fold straight after the name: it is allowed, but some readers take such a field for empty.
        if (column + 1 + word.Length > longestLine && !empty)
            Fold();
        if (column + 1 + Encoding.UTF8.GetByteCount(word) > LongestPossibleLine)
            throw new HeaderException($"{name} is longer than a line can be");
        text.Append(' ').Append(word);
        column += 1 + word.Length;
        empty = false;
        return this;
    }

    public void WriteTo(IBufferWriter<byte> output) => Encoding.UTF8.GetBytes($"{text}\r\n", output);

    private void Phrase(string phrase)
    {
        var plain = Ascii.IsValid(phrase) && !phrase.Contains("=?", StringComparison.Ordinal);
        var quoted = $"\"{phrase.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        var words = phrase.Split(' ');
        if (plain && words.All(word => word.Length <= LongestPlainWord && AddressRules.IsAtom(word)))
            Array.ForEach(words, word => Word(word));
        else if (plain && quoted.Length <= LongestPlainWord)
            Word(quoted);
        else
            Encoded(phrase);
    }

    private HeaderField Words(string value, Func<string, bool> isTooLong)
    {
        var encoded = new List<string>();
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Ascii.IsValid(word) || word.Contains("=?", StringComparison.Ordinal) || isTooLong(word))
            {
                encoded.Add(word);
                continue;
            }
            Encoded(string.Join(' ', encoded));
            encoded.Clear();
            Word(word);
        }
        return Encoded(string.Join(' ', encoded));
    }

    // Space between two encoded words is dropped by who reads them, so neighbours are encoded together with the space between them.
    private HeaderField Encoded(string phrase)
    {
        if (phrase.Length == 0)
            return this;
        if (LongestEncodedLine - column - 1 < EncodedWords.Shortest)
            Fold();
        foreach (var word in EncodedWords.Encode(phrase, LongestEncodedLine - column - 1))
        {
            if (column + 1 + word.Length > LongestEncodedLine)
                Fold();
            longestLine = LongestEncodedLine;
            Word(word);
        }
        return this;
    }

    private void Fold()
    {
        text.Append("\r\n");
        column = 0;
        longestLine = LongestLine;
    }
}
