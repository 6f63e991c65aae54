using System.Text;
using Digest.Editions;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>Everybody who is meant, as a file; written while it is read, however many there are.</summary>
internal sealed class ExportModel(SubscriberExport export, SubscriberSearches searches, EditionClock calendar, TimeProvider clock) : AdminPage
{
    public async Task<IActionResult> OnGetAsync()
    {
        var filter = searches.Read(field => Request.Query[field]).Filter;
        Download.Begin(Response, $"subscribers-{calendar.DayOf(clock.GetUtcNow()):yyyy-MM-dd}.csv");
        await Response.Body.WriteAsync(Encoding.UTF8.Preamble.ToArray());
        await export.WriteAsync(Response.Body, filter);
        return new EmptyResult();
    }
}
