using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Signup.Gate;

/// <summary>
/// The proof of work: a number that makes SHA-256 of <c>NONCE.NUMBER</c> begin with so many zero bits. Looking for it takes a
/// computer a moment; checking it takes nothing. wwwroot/signup.js looks for it in browsers, with a SHA-256 of its own: the browser's
/// is there on https only, and slower for so many short texts.
/// </summary>
public static class Work
{
    private const int LongestNumber = 20;

    /// <summary>Whether a number is such a proof.</summary>
    public static bool IsDone(FormNonce nonce, string number, int bits) =>
        number.Length is > 0 and <= LongestNumber && number.All(char.IsAsciiDigit) && LeadingZeros($"{nonce.Text}.{number}") >= bits;

    /// <summary>Looks for the lowest number.</summary>
    public static string Do(string nonce, int bits)
    {
        for (var number = 0L; ; number++)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            if (LeadingZeros($"{nonce}.{text}") >= bits)
                return text;
        }
    }

    private static int LeadingZeros(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(text), hash);
        return BitOperations.LeadingZeroCount(BinaryPrimitives.ReadUInt32BigEndian(hash));
    }
}
