using System.Globalization;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Security;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>Everybody on the list: found, filtered, counted.</summary>
internal sealed class IndexModel(SubscriberList list, SubscriberSearches searches, ArchiveTopics topics, Shown shown, TimeProvider clock) : AdminPage
{
    public const string Path = "/admin/subscribers";

    public Shown Shown => shown;

    public TimeProvider Clock => clock;

    public SubscriberSearch Search { get; private set; } = null!;

    public SubscriberPage Found { get; private set; } = new([], HasMore: false);

    public IReadOnlyList<(SubscriberStatus Status, long Number)> Counts { get; private set; } = [];

    public IReadOnlyList<string> Topics { get; private set; } = [];

    /// <summary>What is looked for, for links that keep it.</summary>
    public string Query { get; private set; } = "";

    public bool IsFirst { get; private set; }

    public bool HasAnybody => Counts.Any(count => count.Number > 0);

    public string Next => Query + (Query.Length == 0 ? "?" : "&") + "before=" + Found.Rows[^1].Id.ToString(CultureInfo.InvariantCulture);

    public async Task OnGetAsync(long? before)
    {
        Search = searches.Read(field => Request.Query[field]);
        Query = searches.Query(Search);
        IsFirst = before is null;
        Found = await list.ReadAsync(Search.Filter, before);
        var counted = await list.CountAsync();
        Counts = [.. Enum.GetValues<SubscriberStatus>().Select(status => (status, counted.FirstOrDefault(count => count.Status == status)?.Number ?? 0))];
        Topics = [.. (await topics.ReadAsync()).Union(Search.Filter.Topic is { } topic ? [topic] : [], StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Changes nothing: what was typed is posted so that it stands in no address of a page (<see cref="SearchSeal"/>).</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var form = await Request.ReadFormAsync();
        Response.Headers.Location = Path + searches.Query(searches.Read(field => form[field]));
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
