using System.Globalization;
using System.Security.Cryptography;
using Digest.Editions;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.AspNetCore.DataProtection;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>
/// What an admin looks for, as it stands in the page's address. What was typed is mostly somebody's address, and addresses of
/// pages land in proxies' logs and browsers' histories: it is posted, and then stands there sealed. So going back and loading
/// the page anew work as everywhere.
/// </summary>
internal sealed class SubscriberSearches(IDataProtectionProvider protection, EditionClock calendar)
{
    private const int LongestText = 254;
    private readonly IDataProtector protector = protection.CreateProtector("subscriber-search");

    /// <summary>Reads a query or a posted form; what is no choice counts as none.</summary>
    public SubscriberSearch Read(Func<string, string?> field)
    {
        var text = (field("q") ?? Unseal(field("find")))?.Trim();
        return new SubscriberSearch(
            new SubscriberFilter(
                One<SubscriberStatus>(field("state")),
                One<Cadence>(field("cadence")),
                field("topic") is { Length: > 0 and <= 100 } topic ? topic : null,
                Since(field("since")),
                text is { Length: > 0 and <= LongestText } ? text : null),
            Since(field("since")) is null ? "" : field("since")!);
    }

    /// <summary>The page's address without a way to go on.</summary>
    public string Query(SubscriberSearch search)
    {
        var filter = search.Filter;
        return QueryString.Create(new[]
        {
            KeyValuePair.Create("state", filter.Status?.ToString()),
            KeyValuePair.Create("cadence", filter.Cadence?.ToString()),
            KeyValuePair.Create("topic", filter.Topic),
            KeyValuePair.Create("since", search.Since.Length > 0 ? search.Since : null),
            KeyValuePair.Create("find", filter.Text is null ? null : protector.Protect(filter.Text)),
        }.Where(pair => pair.Value is not null)).ToString();
    }

    private string? Unseal(string? sealedText)
    {
        if (string.IsNullOrEmpty(sealedText))
            return null;
        try
        {
            return protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static T? One<T>(string? text)
        where T : struct, Enum => Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<T>(text!) : null;

    private long? Since(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year > 1970
            ? calendar.BeginningOf(date).ToMilliseconds()
            : null;
}

/// <summary>A search.</summary>
/// <param name="Filter">Who is meant.</param>
/// <param name="Since">The day since which they joined, as the form has it; empty: any.</param>
internal sealed record SubscriberSearch(SubscriberFilter Filter, string Since);
