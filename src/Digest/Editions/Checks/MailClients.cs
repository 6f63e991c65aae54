using System.Text.Json;
using System.Text.RegularExpressions;

namespace Digest.Editions.Checks;

/// <summary>What major mail programs do not know: <c>mail-clients.json</c>.</summary>
internal sealed class MailClients
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<MailClients> Known = new(Load);

    private MailClients(Data data)
    {
        Clients = data.Clients;
        Features = data.Features;
        Accepted = data.Accepted.ToLookup(one => one.Feature, StringComparer.Ordinal);
    }

    public static MailClients All => Known.Value;

    /// <summary>Programs by the words that features name them with.</summary>
    public IReadOnlyDictionary<string, string> Clients { get; }

    public IReadOnlyList<ClientFeature> Features { get; }

    /// <summary>What may be used all the same, by feature.</summary>
    public ILookup<string, AcceptedFeature> Accepted { get; }

    /// <summary>A pattern of the file; it is matched whatever the case.</summary>
    public static Regex Pattern(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static MailClients Load()
    {
        using var stream = typeof(MailClients).Assembly.GetManifestResourceStream("Checks/mail-clients.json")!;
        return new MailClients(JsonSerializer.Deserialize<Data>(stream, Reading)!);
    }

    private sealed record Data(IReadOnlyDictionary<string, string> Clients, IReadOnlyList<ClientFeature> Features, IReadOnlyList<AcceptedFeature> Accepted);
}

/// <summary>Something of HTML or CSS that not every mail program knows.</summary>
/// <param name="Code">Its name.</param>
/// <param name="What">The same for people, as the beginning of a sentence.</param>
/// <param name="Effect">What comes of it where it is not known, as part of a sentence.</param>
/// <param name="Remedy">What helps, one sentence.</param>
/// <param name="Severity"><c>broken</c>: something is lost; <c>poor</c>: it looks worse.</param>
/// <param name="Year">When this was last known to be so.</param>
/// <param name="Clients">Which programs do not know it.</param>
/// <param name="Find">How it is found.</param>
/// <param name="Fallback">What makes up for it; null: nothing.</param>
internal sealed record ClientFeature(string Code, string What, string Effect, string Remedy, string Severity, int Year, IReadOnlyList<string> Clients, FeatureSearch Find, FeatureFallback? Fallback);

/// <summary>How a feature is found; what is not named is not looked at.</summary>
internal sealed record FeatureSearch
{
    /// <summary>A selector of elements; beside <see cref="Properties"/>: only on these.</summary>
    public string? Elements { get; init; }

    /// <summary>Of these elements an attribute whose value <see cref="Matches"/>.</summary>
    public string? Attribute { get; init; }

    public string? Matches { get; init; }

    /// <summary>Properties in styles; <c>*</c>: any.</summary>
    public IReadOnlyList<string>? Properties { get; init; }

    /// <summary>A pattern of their values; null: any.</summary>
    public string? Values { get; init; }

    /// <summary>Rules of the style sheet that begin with an at sign.</summary>
    public IReadOnlyList<string>? AtRules { get; init; }

    /// <summary>A pattern of the style sheet's selectors.</summary>
    public string? Selector { get; init; }

    /// <summary>More bytes than this in one style element.</summary>
    public int? StyleBytes { get; init; }

    /// <summary>Conditions within conditions.</summary>
    public bool NestedConditions { get; init; }
}

/// <summary>What makes up for a feature where it is not known; any of those that are named will do.</summary>
internal sealed record FeatureFallback
{
    /// <summary>An attribute of the element, whose value matches <see cref="AttributeMatches"/>.</summary>
    public string? Attribute { get; init; }

    public string? AttributeMatches { get; init; }

    /// <summary>Another property beside it.</summary>
    public string? Property { get; init; }

    /// <summary>A property of the element around it.</summary>
    public string? ParentProperty { get; init; }

    /// <summary>A selector of something within the element.</summary>
    public string? Child { get; init; }

    /// <summary>A selector that the element itself answers to.</summary>
    public string? Self { get; init; }

    /// <summary>A pattern of what only Outlook on Windows reads (conditional comments).</summary>
    public string? Conditional { get; init; }
}

/// <summary>A feature that may be used all the same.</summary>
/// <param name="Feature">Its code.</param>
/// <param name="Values">A pattern of the value, address or rule for which this holds; null: any.</param>
/// <param name="Because">Why.</param>
internal sealed record AcceptedFeature(string Feature, string? Values, string Because);
