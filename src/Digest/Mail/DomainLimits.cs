using System.Globalization;

namespace Digest.Mail;

/// <summary>
/// How many messages may begin in a time to addresses of certain domains, as <c>Smtp:DomainLimits</c> lists them:
/// <c>gmail.com 20/s, web.de 600/min, mail.example 2000/h</c>.
/// </summary>
public static class DomainLimits
{
    /// <summary>What an entry looks like, for people.</summary>
    public const string Form = "gmail.com 20/s, web.de 600/min, mail.example 2000/h";

    private static readonly Dictionary<string, double> Units = new(StringComparer.OrdinalIgnoreCase) { ["s"] = 1, ["min"] = 60, ["h"] = 3600 };

    /// <summary>Reads the list: domains in A-labels and lower case, with messages per second. Empty: no limits.</summary>
    /// <exception cref="FormatException">An entry is not understood; the message names it.</exception>
    public static IReadOnlyDictionary<string, double> Read(string list)
    {
        var limits = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in list.Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is not [var domain, var rate] || Domain(domain) is not { } name || PerSecond(rate) is not { } perSecond)
                throw new FormatException($"'{Mime.HeaderRules.Squeeze(entry)}' is not a domain with a rate; the form is {Form}");
            if (!limits.TryAdd(name, perSecond))
                throw new FormatException($"{name} stands there twice");
        }
        return limits;
    }

    private static string? Domain(string domain)
    {
        var address = Mime.AddressRules.WithAsciiDomain($"postmaster@{domain}");
        return Mime.AddressRules.Problem(address) is null ? address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..].ToLowerInvariant() : null;
    }

    private static double? PerSecond(string rate) =>
        rate.Split('/') is [var number, var unit] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var messages) && messages is > 0 and <= 1_000_000
        && Units.TryGetValue(unit, out var seconds)
            ? messages / seconds
            : null;
}
