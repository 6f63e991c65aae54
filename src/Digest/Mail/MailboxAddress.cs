using System.Text;
using Digest.Mail.Mime;

namespace Digest.Mail;

/// <summary>A name and an address: a mailbox of RFC 5322 §3.4.</summary>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="Address">The address, its domain in A-labels.</param>
public sealed record MailboxAddress(string Name, string Address)
{
    /// <summary>What follows the last @.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Reads a sender: <c>Name &lt;a@b&gt;</c>, <c>"Name, with comma" &lt;a@b&gt;</c> or a bare address. A domain in Unicode becomes A-labels.</summary>
    /// <exception cref="HeaderException">It is none of them; the message says what is expected.</exception>
    public static MailboxAddress Parse(string text)
    {
        var trimmed = text.Trim();
        var open = trimmed.EndsWith('>') ? trimmed.LastIndexOf('<') : -1;
        var address = AddressRules.WithAsciiDomain(open < 0 ? trimmed : trimmed[(open + 1)..^1].Trim());
        if (AddressRules.Problem(address) is { } problem)
            throw Refusal(text, problem);
        if (!Ascii.IsValid(address))
            throw Refusal(text, AddressRules.SenderIsAscii);
        return new MailboxAddress(open < 0 ? "" : ParseName(text, trimmed[..open].Trim()), address);
    }

    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";

    private static string ParseName(string text, string name)
    {
        if (name.Any(HeaderRules.IsControl))
            throw Refusal(text, "the name contains a control character");
        if (!name.StartsWith('"'))
            return name.AsSpan().IndexOfAny("<>\"") < 0 ? name : throw Refusal(text, "a name with < or > stands in quotation marks");
        if (name.Length < 2 || !name.EndsWith('"'))
            throw Refusal(text, "a quotation mark is not closed");
        return name[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
    }

    private static HeaderException Refusal(string text, string problem) =>
        new($"'{HeaderRules.Squeeze(text)}' is not a mailbox such as The Courier <news@courier.example>: {problem}");
}
