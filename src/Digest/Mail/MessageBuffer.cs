using System.Buffers;

namespace Digest.Mail;

/// <summary>
/// The bytes of one message after the other, in memory that is used again. What is signed grows at its front, so room is kept there.
/// Not safe for two threads.
/// </summary>
public sealed class MessageBuffer : IBufferWriter<byte>
{
    private const int RoomInFront = 4096;

    private byte[] bytes = new byte[64 * 1024];
    private int start = RoomInFront;
    private int end = RoomInFront;

    /// <summary>What was written, until it is cleared.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(start, end - start);

    /// <summary>Forgets the message.</summary>
    public void Clear() => start = end = RoomInFront;

    /// <summary>Writes before all that was written.</summary>
    public void Prepend(ReadOnlySpan<byte> front)
    {
        if (front.Length > start)
        {
            var larger = new byte[bytes.Length + front.Length + RoomInFront];
            var shift = front.Length + RoomInFront;
            bytes.AsSpan(start, end - start).CopyTo(larger.AsSpan(start + shift));
            (bytes, start, end) = (larger, start + shift, end + shift);
        }
        start -= front.Length;
        front.CopyTo(bytes.AsSpan(start));
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bytes.Length - end);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return bytes.AsMemory(end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void MakeRoom(int count)
    {
        if (bytes.Length - end < count)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, end + count));
    }
}
