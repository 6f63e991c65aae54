using Digest.Editions.Specials;
using Digest.Jobs;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>When a special edition goes, and whether.</summary>
internal sealed partial class SpecialModel
{
    public async Task<IActionResult> OnPostSendAsync(long id, long seen, string? width, string? part, CancellationToken cancellation)
    {
        var result = await book.ScheduleAsync(id, seen, clock.GetUtcNow(), AdminName);
        if (result is SpecialResult.Done)
            await jobs.RunNowAsync(DigestTimetable.SpecialsJob, cancellation);
        return Say(id, result, "It goes now. This page shows what happens.", "", "when", width, part);
    }

    public async Task<IActionResult> OnPostScheduleAsync(long id, string? day, string? hour, long seen, string? width, string? part, CancellationToken cancellation)
    {
        if (!await FindAsync(id, width, part, cancellation))
            return Refused(IndexModel.Path, "That special edition was removed meanwhile.");
        if (time.Read(day, hour, out var at) is not { } problem)
            return Say(id, await book.ScheduleAsync(id, seen, at, AdminName), "It goes at that time unless somebody takes it back.", "", "when", width, part);
        (AtProblem, At) = (problem, (day ?? "", hour ?? ""));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await ShowAsync(find: null, cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostTakeBackAsync(long id, string? width, string? part) =>
        SayAsync(id, book.TakeBackAsync(id, AdminName), "It is a draft again, and goes nowhere.", "It is a draft already.", "when", null, width, part);

    public async Task<IActionResult> OnPostRemoveAsync(long id, string? width, string? part) => await book.RemoveAsync(id, AdminName) is var result and not SpecialResult.Done
        ? Say(id, result, "", "", "when", width, part)
        : Done(IndexModel.Path, "The special edition is removed.");
}
