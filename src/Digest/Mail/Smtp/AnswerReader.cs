using System.Text;

namespace Digest.Mail.Smtp;

/// <summary>Reads answers of one or more lines (RFC 5321 §4.2.1) in whatever bits they arrive, and no more than a bounded number of bytes.</summary>
internal sealed class AnswerReader(Stream stream)
{
    // RFC 5321 §4.5.3.1.5 allows 512; servers with much to tell exceed it.
    private const int LongestLine = 4096;
    private const int MostLines = 100;

    private readonly KnownAnswers known = new();
    private readonly byte[] buffer = new byte[LongestLine];
    private List<string> lines = [];
    private int? code;
    private int start;
    private int searched;
    private int end;

    /// <summary>Whether the server has said more than was asked for.</summary>
    public bool HasUnread => start < end;

    /// <summary>The next answer with its lines apart, waited for.</summary>
    /// <exception cref="ConnectionBrokenException">The connection ended, or this is no answer.</exception>
    public async ValueTask<(SmtpAnswer Answer, IReadOnlyList<string> Lines)> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryRead() is { } answer)
                return answer;
            await MoreAsync(cancellation);
        }
    }

    /// <summary>The next answer where all of it has arrived already; null: it has not.</summary>
    /// <exception cref="ConnectionBrokenException">What has arrived is no answer.</exception>
    public (SmtpAnswer Answer, IReadOnlyList<string> Lines)? TryRead()
    {
        while (true)
        {
            var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (found < 0)
            {
                searched = end;
                return null;
            }
            var line = buffer.AsSpan(start, searched + found - start).TrimEnd((byte)'\r');
            start = searched = searched + found + 1;
            if (lines.Count == 0 && known.Find(line) is { } same)
                return (same.Answer, same.Lines);
            if (Take(line) is { } answer)
                return answer;
        }
    }

    /// <summary>Takes a line; the answer when it is the last of it.</summary>
    private (SmtpAnswer Answer, IReadOnlyList<string> Lines)? Take(ReadOnlySpan<byte> raw)
    {
        var line = Encoding.UTF8.GetString(raw);
        if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), System.Globalization.NumberStyles.None, provider: null, out var lineCode)
            || lineCode is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')) || (code is not null && code != lineCode))
            throw new ConnectionBrokenException("the server said something that is no SMTP answer");
        code = lineCode;
        lines.Add(line.Length > 4 ? line[4..] : "");
        if (line.Length > 3 && line[3] == '-')
            return lines.Count < MostLines ? null : throw new ConnectionBrokenException("the server's answer does not end");
        var answer = (Answer: SmtpAnswer.FromLines(lineCode, lines), Lines: (IReadOnlyList<string>)lines);
        if (lines.Count == 1)
            known.Keep(raw, answer.Answer, answer.Lines);
        (lines, code) = ([], null);
        return answer;
    }

    private async ValueTask MoreAsync(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, searched, end) = (0, searched - start, end - start);
        }
        if (end == buffer.Length)
            throw new ConnectionBrokenException("the server's answer has a line without end");
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation);
        if (read == 0)
            throw new ConnectionBrokenException("the server closed the connection");
        end += read;
    }
}
