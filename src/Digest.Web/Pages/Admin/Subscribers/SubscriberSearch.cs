using System.Globalization;
using Digest.Editions;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Web.Security;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>What an admin looks for, between the page's form and its address.</summary>
internal sealed class SubscriberSearches(SearchSeal seal, EditionClock calendar)
{
    /// <summary>Reads a query or a posted form; what is no choice counts as none.</summary>
    public SubscriberSearch Read(Func<string, string?> field)
    {
        var text = SearchSeal.Usable(field("q")) ?? seal.Open(field(SearchSeal.Field));
        return new SubscriberSearch(
            new SubscriberFilter(
                One<SubscriberStatus>(field("state")),
                One<Cadence>(field("cadence")),
                field("topic") is { Length: > 0 and <= 100 } topic ? topic : null,
                Since(field("since")),
                text),
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
            KeyValuePair.Create(SearchSeal.Field, filter.Text is null ? null : seal.Seal(filter.Text)),
        }.Where(pair => pair.Value is not null)).ToString();
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
