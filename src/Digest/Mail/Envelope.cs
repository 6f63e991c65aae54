using System.Text;

namespace Digest.Mail;

/// <summary>Between whom a message travels (RFC 5321 §2.3.1), whatever its headers say.</summary>
/// <param name="From">Where a report of failure goes; empty: nowhere.</param>
/// <param name="To">The one recipient.</param>
public sealed record Envelope(string From, string To)
{
    /// <summary>Whether the server must offer SMTPUTF8 (RFC 6531): an address has characters other than ASCII.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(From) || !Ascii.IsValid(To);
}
