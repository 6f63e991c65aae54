using System.Text;

namespace Digest.Tests.Safety.Server;

/// <summary>Reads what a client sends: command lines and messages, in whatever packets they come.</summary>
internal sealed class WireReader(Stream wire)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// <summary>Whether a client that sends commands together has been heard out: nothing of it waits to be read.</summary>
    public bool IsDry => start == end;

    /// <summary>The next line without its end; null: the client has gone.</summary>
    public async Task<string?> LineAsync()
    {
        var length = await UntilAsync("\n"u8.ToArray());
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length)).TrimEnd('\n').TrimEnd('\r');
    }

    /// <summary>A message up to its final dot, which is left out; null: the client has gone.</summary>
    public async Task<byte[]?> MessageAsync()
    {
        if (await UntilAsync(".\r\n"u8.ToArray(), atOnce: true) == 3)
            return Take(3)[..0];
        var length = await UntilAsync("\r\n.\r\n"u8.ToArray());
        return length < 0 ? null : Take(length)[..^3];
    }

    private byte[] Take(int length)
    {
        var taken = buffer.AsSpan(start, length).ToArray();
        start += length;
        return taken;
    }

    /// <summary>How many bytes there are up to and with the mark; less than 0: the client has gone before, or others come first.</summary>
    private async Task<int> UntilAsync(byte[] mark, bool atOnce = false)
    {
        var searched = start;
        while (true)
        {
            if (atOnce && end - start >= mark.Length)
                return buffer.AsSpan(start, mark.Length).SequenceEqual(mark) ? mark.Length : -1;
            var found = buffer.AsSpan(searched, end - searched).IndexOf(mark);
            if (found >= 0)
                return searched + found + mark.Length - start;
            var offset = Math.Max(0, end - start - mark.Length);
            if (!await FillAsync())
                return -1;
            searched = start + offset;
        }
    }

    private async Task<bool> FillAsync()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await wire.ReadAsync(buffer.AsMemory(end));
        end += read;
        return read > 0;
    }
}
