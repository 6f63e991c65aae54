using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace Digest.Tests.Safety.Server;

/// <summary>Says what a server has to say: together when flushed, or byte by byte.</summary>
internal sealed class WireWriter(Stream wire, bool byteByByte)
{
    private readonly ArrayBufferWriter<byte> held = new();

    /// <summary>Does what the deed says; ends the conversation where it says so.</summary>
    /// <exception cref="EndOfStreamException">The conversation is over.</exception>
    public async Task SayAsync(Deed deed)
    {
        if (deed.Words is { } words)
            held.Write(Encoding.UTF8.GetBytes(words.Replace("\n", "\r\n", StringComparison.Ordinal) + (deed.IsHalf ? "" : "\r\n")));
        if (deed.PerByte is { } pause)
            await TrickleAsync(pause);
        if (!deed.IsSilent && !deed.HangsUp)
            return;
        await FlushAsync();
        // Closed with unread bytes in it a connection is reset, and the last words are lost with it: they are let arrive.
        if (deed is { HangsUp: true, Words: not null } && wire is NetworkStream { Socket: var socket })
            socket.Shutdown(SocketShutdown.Send);
        if (deed.IsSilent || deed.Words is not null)
            await wire.CopyToAsync(Stream.Null);
        throw new EndOfStreamException("The server hangs up.");
    }

    /// <summary>Sends what was said.</summary>
    public async Task FlushAsync()
    {
        if (byteByByte)
            await TrickleAsync(TimeSpan.Zero);
        else
            await wire.WriteAsync(held.WrittenMemory);
        held.ResetWrittenCount();
    }

    private async Task TrickleAsync(TimeSpan pause)
    {
        var bytes = held.WrittenSpan.ToArray();
        held.ResetWrittenCount();
        foreach (var one in bytes)
        {
            await wire.WriteAsync(new[] { one });
            await Task.Delay(pause);
        }
    }
}
