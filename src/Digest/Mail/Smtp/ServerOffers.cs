namespace Digest.Mail.Smtp;

/// <summary>What a server offers in its answer to EHLO (RFC 5321 §4.1.1.1).</summary>
internal sealed record ServerOffers
{
    /// <summary>What a server that only knows HELO offers.</summary>
    public static ServerOffers None { get; } = new();

    /// <summary>RFC 3207.</summary>
    public bool StartTls { get; init; }

    /// <summary>RFC 2920.</summary>
    public bool Pipelining { get; init; }

    /// <summary>RFC 6152.</summary>
    public bool EightBitMime { get; init; }

    /// <summary>RFC 6531.</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RFC 1870: whether a size may be declared.</summary>
    public bool Size { get; init; }

    /// <summary>RFC 1870: the most octets that are taken; 0: not said.</summary>
    public long MaxSize { get; init; }

    /// <summary>RFC 4954: the names of the ways to sign in, in upper case.</summary>
    public IReadOnlyList<string> SignIns { get; init; } = [];

    /// <summary>Reads the lines of the answer; the first is the server's name.</summary>
    public static ServerOffers Read(IEnumerable<string> lines)
    {
        var offers = None;
        foreach (var line in lines.Skip(1))
        {
            // "AUTH=LOGIN" is how some servers spoke before the standard.
            var words = line.ToUpperInvariant().Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            offers = words switch
            {
                ["STARTTLS", ..] => offers with { StartTls = true },
                ["PIPELINING", ..] => offers with { Pipelining = true },
                ["8BITMIME", ..] => offers with { EightBitMime = true },
                ["SMTPUTF8", ..] => offers with { SmtpUtf8 = true },
                ["SIZE", var size, ..] => offers with { Size = true, MaxSize = long.TryParse(size, out var octets) ? octets : 0 },
                ["SIZE"] => offers with { Size = true },
                ["AUTH", .. var names] => offers with { SignIns = [.. offers.SignIns.Union(names)] },
                _ => offers,
            };
        }
        return offers;
    }
}
