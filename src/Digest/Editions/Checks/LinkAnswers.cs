using System.Security.Cryptography;
using System.Text;

namespace Digest.Editions.Checks;

/// <summary>What lies behind addresses, as far as it was asked for within the hour.</summary>
/// <param name="Known">By address; only what is <see cref="GoodFor"/> still.</param>
/// <param name="Asked">How many of the addresses these are.</param>
/// <param name="All">How many addresses there are.</param>
/// <param name="LastAt">When one of them was asked for last; null: none ever was.</param>
public sealed record LinkAnswers(IReadOnlyDictionary<string, LinkAnswer> Known, int Asked, int All, DateTimeOffset? LastAt)
{
    /// <summary>For how long an answer is taken to be true.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);

    public static LinkAnswers None { get; } = new(new Dictionary<string, LinkAnswer>(StringComparer.Ordinal), 0, 0, LastAt: null);

    public bool AreComplete => Asked == All;
}

/// <summary>A row of <c>link_checks</c>.</summary>
public sealed record LinkAnswer
{
    public string Url { get; init; } = "";

    /// <summary>Milliseconds.</summary>
    public long CheckedAt { get; init; }

    /// <summary>The status code; 0: there was no answer, or nobody asked.</summary>
    public int Status { get; init; }

    /// <summary>What is wrong, as part of a sentence; null: nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>By which the row is found: addresses may be longer than an index takes.</summary>
    public string UrlKey => KeyOf(Url);

    internal static string KeyOf(string url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)));
}
