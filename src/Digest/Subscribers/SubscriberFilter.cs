using System.Text.Json;

namespace Digest.Subscribers;

/// <summary>Which subscribers are meant; null: any.</summary>
/// <param name="Status">Where they stand; null: anywhere but Erased.</param>
/// <param name="Cadence">How often they want to hear.</param>
/// <param name="Topic">A topic they follow by name; those who follow everything are not among them.</param>
/// <param name="Since">Joined at this time or later, UTC milliseconds.</param>
/// <param name="Text">A part of the address or the name.</param>
public sealed record SubscriberFilter(SubscriberStatus? Status = null, Cadence? Cadence = null, string? Topic = null, long? Since = null, string? Text = null)
{
    public static SubscriberFilter Everybody { get; } = new();

    /// <summary>Whether nothing but the text or nothing at all is asked for.</summary>
    public bool IsEverybody => this == Everybody;

    /// <summary>The conditions on a row <c>s</c>, apart from the text.</summary>
    internal string Where => string.Join(" AND ", Conditions());

    /// <summary>The condition on a row <c>s</c> that the text stands in the address or the name; 1 = 1 without a text.</summary>
    internal string Contains => Text is null
        ? "1 = 1"
        : @"(s.address_key LIKE @like ESCAPE '\' OR s.address_key LIKE @likeDomain ESCAPE '\' OR LOWER(s.name) LIKE @like ESCAPE '\' OR s.name LIKE @likeTyped ESCAPE '\' OR s.name LIKE @likeCapital ESCAPE '\')";

    /// <summary>What the conditions refer to, with the bounds of the caller's page.</summary>
    internal object Parameters(long at = 0, int most = 0)
    {
        var typed = (Text ?? "").Trim();
        // A whole address is found however its domain was typed.
        var key = EmailAddress.TryParse(typed, out var address, out _) ? address.Key : typed.ToLowerInvariant();
        var host = key.LastIndexOf('@') + 1;
        return new
        {
            at,
            most,
            status = Status?.ToString(),
            cadence = Cadence?.ToString(),
            topic = Topic is null ? null : $"%{Escape(JsonSerializer.Serialize(Topic))}%",
            Since,
            from = key,
            // Behind everything that begins so, as both databases compare texts byte by byte.
            to = key + "\U0010FFFF",
            like = $"%{Escape(key)}%",
            // Domains in letters of their own are kept as A-labels; whole words of them are found.
            likeDomain = $"%{Escape(DomainName.TryEncode(key[host..], out var domain) ? key[..host] + domain : key)}%",
            // The database knows upper and lower case of a to z only.
            likeTyped = $"%{Escape(typed)}%",
            likeCapital = typed.Length == 0 ? "%" : $"%{Escape(char.ToUpperInvariant(key[0]) + key[1..])}%",
        };
    }

    private IEnumerable<string> Conditions()
    {
        yield return Status is null ? "s.status <> 'Erased'" : "s.status = @status";
        if (Cadence is not null)
            yield return "s.cadence = @cadence";
        if (Topic is not null)
            yield return @"s.topics LIKE @topic ESCAPE '\'";
        if (Since is not null)
            yield return "s.created_at >= @Since";
    }

    private static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
