namespace Digest.Net.Names;

/// <summary>What a resolver said.</summary>
/// <param name="Code">The response code.</param>
/// <param name="IsCut">There is more, over TCP.</param>
/// <param name="Answers">The records, aliases among them.</param>
internal sealed record DnsReply(int Code, bool IsCut, IReadOnlyList<DnsRecord> Answers)
{
    public const int NoError = 0;

    public const int NoSuchName = 3;
}

/// <summary>One record of an answer.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Exchange">Of an MX record: the mail server; empty: the root, which means that there is none (RFC 7505).</param>
internal sealed record DnsRecord(DnsType Type, string Exchange);

/// <summary>Kinds of records that are asked for.</summary>
internal enum DnsType
{
    A = 1,
    Mx = 15,
    Aaaa = 28,
}
