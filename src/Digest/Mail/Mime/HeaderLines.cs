using System.Text;

namespace Digest.Mail.Mime;

/// <summary>Reads headers back from a message's bytes.</summary>
internal static class HeaderLines
{
    /// <summary>The first field of a name, unfolded; null when there is none.</summary>
    public static string? Find(ReadOnlySpan<byte> message, string name)
    {
        StringBuilder? value = null;
        while (message.IndexOf("\r\n"u8) is > 0 and var end)
        {
            var line = Encoding.UTF8.GetString(message[..end]);
            message = message[(end + 2)..];
            if (value is not null && line[0] is not (' ' or '\t'))
                break;
            if (value is not null)
                value.Append(line);
            else if (line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                value = new StringBuilder(line[(name.Length + 1)..]);
        }
        return value?.ToString().Trim();
    }
}
