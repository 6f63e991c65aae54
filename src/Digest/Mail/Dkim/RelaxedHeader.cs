namespace Digest.Mail.Dkim;

/// <summary>Header fields in the form in which they are hashed: "relaxed" (RFC 6376 §3.4.2).</summary>
internal static class RelaxedHeader
{
    /// <summary>Writes a field: its name in lower case, the value unfolded, each run of white space one space, none at its ends; CRLF.</summary>
    /// <param name="field">The field with its line ends, the last included or not.</param>
    /// <param name="target">Needs no more room than the field has, and two bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> field, Span<byte> target)
    {
        var colon = field.IndexOf((byte)':');
        var written = 0;
        foreach (var one in field[..colon])
        {
            if (one is not ((byte)' ' or (byte)'\t'))
                target[written++] = one is >= (byte)'A' and <= (byte)'Z' ? (byte)(one | 0x20) : one;
        }
        target[written++] = (byte)':';
        var value = field[(colon + 1)..];
        var start = written;
        while (value.Length > 0)
        {
            var run = value.IndexOfAny(" \t\r\n"u8);
            var word = run < 0 ? value : value[..run];
            if (word.Length > 0)
            {
                if (written > start)
                    target[written++] = (byte)' ';
                word.CopyTo(target[written..]);
                written += word.Length;
            }
            value = run < 0 ? [] : value[(run + 1)..];
        }
        "\r\n"u8.CopyTo(target[written..]);
        return written + 2;
    }
}
