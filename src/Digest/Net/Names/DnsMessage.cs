using System.Buffers.Binary;
using System.Text;

namespace Digest.Net.Names;

/// <summary>Questions and answers on the wire (RFC 1035 §4).</summary>
internal static class DnsMessage
{
    public const int HeaderBytes = 12;

    private const int RecursionDesired = 0x0100;
    private const int IsAnswer = 0x8000;
    private const int IsCut = 0x0200;
    private const int CodeBits = 0x000F;
    private const int InternetClass = 1;
    private const int PointerBits = 0xC0;
    private const int MostPointers = 32;

    /// <summary>A question to a resolver.</summary>
    public static byte[] Ask(ushort id, string name, DnsType type)
    {
        var message = new List<byte>(HeaderBytes + name.Length + 6);
        foreach (var number in new[] { id, RecursionDesired, 1, 0, 0, 0 })
            Add(message, number);
        foreach (var label in name.Split('.'))
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }
        message.Add(0);
        Add(message, (int)type);
        Add(message, InternetClass);
        return [.. message];
    }

    /// <summary>The answer to a question; null: it is none, or cannot be read.</summary>
    public static DnsReply? Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question)
    {
        try
        {
            var flags = Number(message, 2);
            // An answer repeats the question; one that does not is somebody else's.
            if (Number(message, 0) != Number(question, 0) || (flags & IsAnswer) == 0 || Number(message, 4) != 1 || !Asks(message, question))
                return null;
            var (answers, at) = (new List<DnsRecord>(), question.Length);
            for (var left = (flags & IsCut) == 0 ? Number(message, 6) : 0; left > 0; left--)
            {
                SkipName(message, ref at);
                var (type, length) = ((DnsType)Number(message, at), Number(message, at + 8));
                at += 10;
                if (at + length > message.Length)
                    return null;
                answers.Add(new DnsRecord(type, type == DnsType.Mx ? NameAt(message, at + 2) : ""));
                at += length;
            }
            return new DnsReply(flags & CodeBits, (flags & IsCut) != 0, answers);
        }
        catch (ArgumentOutOfRangeException)
        {
            // It ends too early.
            return null;
        }
    }

    private static bool Asks(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question) =>
        message.Length >= question.Length && Ascii.EqualsIgnoreCase(message[HeaderBytes..question.Length], question[HeaderBytes..]);

    private static string NameAt(ReadOnlySpan<byte> message, int at)
    {
        var name = new StringBuilder();
        for (var jumps = 0; jumps < MostPointers;)
        {
            int length = message.Slice(at, 1)[0];
            if (length == 0)
                return name.ToString();
            if ((length & PointerBits) == PointerBits)
            {
                at = Number(message, at) & ~(PointerBits << 8);
                jumps++;
                continue;
            }
            name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(message.Slice(at + 1, length)));
            at += 1 + length;
        }
        throw new ArgumentOutOfRangeException(nameof(at), at, "The name goes round in circles.");
    }

    private static void SkipName(ReadOnlySpan<byte> message, ref int at)
    {
        for (int length = message.Slice(at, 1)[0]; length != 0; length = message.Slice(at, 1)[0])
        {
            if ((length & PointerBits) == PointerBits)
            {
                at += 2;
                return;
            }
            at += 1 + length;
        }
        at++;
    }

    private static int Number(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(message.Slice(at, 2));

    private static void Add(List<byte> message, int number)
    {
        message.Add((byte)(number >> 8));
        message.Add((byte)number);
    }
}
