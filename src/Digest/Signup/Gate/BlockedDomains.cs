using Digest.Subscribers;

namespace Digest.Signup.Gate;

/// <summary>Mail domains, with all below them, from which nobody signs up: mailboxes for ten minutes and their like.</summary>
public sealed class BlockedDomains
{
    private readonly HashSet<string> domains = new(StringComparer.Ordinal);

    private BlockedDomains()
    {
    }

    /// <summary>No domain at all.</summary>
    public static BlockedDomains None { get; } = new();

    /// <summary>Reads a file with one domain a line; what stands behind a # is a comment.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="FormatException">A line is no domain.</exception>
    public static BlockedDomains Read(string file)
    {
        var (blocked, number) = (new BlockedDomains(), 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            var domain = line.Split('#')[0].Trim();
            if (domain.Length == 0)
                continue;
            if (!EmailAddress.TryParse($"a@{domain}", out var address, out _))
                throw new FormatException($"line {number} of {file} is not a domain such as mail.example");
            blocked.domains.Add(address.Domain);
        }
        return blocked;
    }

    /// <summary>Whether a domain, or one above it, is blocked.</summary>
    public bool Contains(string domain)
    {
        for (var rest = domain; rest.Length > 0; rest = rest.Contains('.', StringComparison.Ordinal) ? rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..] : "")
        {
            if (domains.Contains(rest))
                return true;
        }
        return false;
    }
}
