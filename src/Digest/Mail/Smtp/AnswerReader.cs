using System.Text;

namespace Digest.Mail.Smtp;

/// <summary>Reads answers of one or more lines (RFC 5321 §4.2.1) in whatever bits they arrive, and no more than a bounded number of bytes.</summary>
internal sealed class AnswerReader(Stream stream)
{
    // RFC 5321 §4.5.3.1.5 allows 512; servers with much to tell exceed it.
    private const int LongestLine = 4096;
    private const int MostLines = 100;

    private readonly byte[] buffer = new byte[LongestLine];
    private int start;
    private int end;

    /// <summary>Whether the server has said more than was asked for.</summary>
    public bool HasUnread => start < end;

    /// <summary>The next answer with its lines apart.</summary>
    /// <exception cref="ConnectionBrokenException">The connection ended, or this is no answer.</exception>
    public async Task<(SmtpAnswer Answer, IReadOnlyList<string> Lines)> ReadAsync(CancellationToken cancellation)
    {
        var lines = new List<string>();
        int? code = null;
        while (true)
        {
            var line = await ReadLineAsync(cancellation);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), System.Globalization.NumberStyles.None, provider: null, out var lineCode)
                || lineCode is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')) || (code is not null && code != lineCode))
                throw new ConnectionBrokenException("the server said something that is no SMTP answer");
            code = lineCode;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return (SmtpAnswer.FromLines(lineCode, lines), lines);
            if (lines.Count == MostLines)
                throw new ConnectionBrokenException("the server's answer does not end");
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        var searched = start;
        while (true)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = Encoding.UTF8.GetString(buffer.AsSpan(start, searched + found - start)).TrimEnd('\r');
                start = searched + found + 1;
                return line;
            }
            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            searched = end;
            if (end == buffer.Length)
                throw new ConnectionBrokenException("the server's answer has a line without end");
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation);
            if (read == 0)
                throw new ConnectionBrokenException("the server closed the connection");
            end += read;
        }
    }
}
