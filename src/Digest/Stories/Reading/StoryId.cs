using System.Security.Cryptography;
using System.Text;

namespace Digest.Stories.Reading;

/// <summary>What a feed calls a story. One that is too long to be kept is told apart by its fingerprint.</summary>
internal static class StoryId
{
    private const int Longest = 1000;

    public static string? Of(string? written) => PlainText.Clean(written) switch
    {
        { Length: > Longest } id => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}",
        var id => id,
    };
}
