using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Digest.Web.Security;

/// <summary>
/// What an admin looks for, as it stands in a page's address. What was typed is mostly somebody's address, and addresses of pages
/// land in proxies' logs and browsers' histories: it is posted, and then stands there sealed. So going back and loading the page
/// anew work as everywhere.
/// </summary>
internal sealed class SearchSeal(IDataProtectionProvider protection)
{
    /// <summary>The name of the query's field that has the sealed text.</summary>
    public const string Field = "find";

    private const int LongestText = 254;
    private readonly IDataProtector protector = protection.CreateProtector("search");

    public string Seal(string text) => protector.Protect(text);

    /// <summary>What was sealed; null: nothing was, or it was not sealed here.</summary>
    public string? Open(string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText))
            return null;
        try
        {
            return Usable(protector.Unprotect(sealedText));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What was typed, trimmed; null: nothing, or more than an address can have.</summary>
    public static string? Usable(string? typed) => typed?.Trim() is { Length: > 0 and <= LongestText } text ? text : null;
}
