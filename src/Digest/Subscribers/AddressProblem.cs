using Digest.Languages;

namespace Digest.Subscribers;

/// <summary>Why a text is no address: one sentence for the person who typed it.</summary>
public sealed record AddressProblem
{
    private readonly int most;

    private AddressProblem(string code, int most = 0)
    {
        Code = code;
        this.most = most;
    }

    public static AddressProblem Empty { get; } = new("address.empty");

    public static AddressProblem NoAt { get; } = new("address.no-at");

    public static AddressProblem TooLong { get; } = new("address.too-long", EmailAddress.LongestPath);

    public static AddressProblem LocalEmpty { get; } = new("address.local-empty");

    public static AddressProblem LocalQuotes { get; } = new("address.local-quotes");

    public static AddressProblem LocalDots { get; } = new("address.local-dots");

    public static AddressProblem LocalSpace { get; } = new("address.local-space");

    public static AddressProblem LocalSign { get; } = new("address.local-sign");

    public static AddressProblem LocalLong { get; } = new("address.local-long", LocalPart.LongestOctets);

    public static AddressProblem DomainEmpty { get; } = new("address.domain-empty");

    /// <summary>An address literal (RFC 5321 §4.1.3).</summary>
    public static AddressProblem DomainNumber { get; } = new("address.domain-number");

    public static AddressProblem DomainUnreadable { get; } = new("address.domain-unreadable");

    public static AddressProblem DomainDots { get; } = new("address.domain-dots");

    public static AddressProblem DomainLong { get; } = new("address.domain-long", DomainName.LongestLabel);

    public static AddressProblem DomainHyphen { get; } = new("address.domain-hyphen");

    public static AddressProblem DomainSign { get; } = new("address.domain-sign");

    public static AddressProblem DomainDotless { get; } = new("address.domain-dotless");

    /// <summary>The top domain is a number.</summary>
    public static AddressProblem DomainDigits { get; } = new("address.domain-digits");

    /// <summary>What it is called among the sentences.</summary>
    public string Code { get; }

    /// <summary>For admins and reports, whose language is English.</summary>
    public string English => Say(Words.In(ReaderLanguages.English));

    /// <summary>For readers.</summary>
    /// <param name="words">Their language.</param>
    public string Say(Words words) => words.Say(Code, ("most", most));
}
