using Digest.Web.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages;

/// <summary>What is shown when something did not work: what happened and what to do, never how the program looks inside.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel : PageModel
{
    /// <summary>What happened, and what to do.</summary>
    public (string Title, string Advice) Words => Response.StatusCode switch
    {
        404 when AskedFor.StartsWithSegments("/confirm", StringComparison.OrdinalIgnoreCase) => ("This link does not work", "A link to confirm works for 30 days; after that, please sign up again. If it is newer, perhaps it lost its end on the way: open it from the message once more."),
        404 when SecurityHeaders.IsTokened(AskedFor) => ("This link does not work", "Perhaps it lost its end on the way: open it from the message once more, or take the link in another of our messages."),
        404 => ("There is no such page", "Perhaps there is a typing mistake in the address, or the page is gone."),
        405 => ("That is not possible here", "The page exists, but not for what your program asked of it."),
        413 => ("That was too much", "What was sent is larger than anything this page can use."),
        415 => ("We cannot read this", "Please send a form, or JSON where it is offered."),
        >= 500 => ("Something is broken on our side", "It was not your fault. Please try again in a few minutes."),
        _ => ("We did not understand that", "What was sent is incomplete or damaged. Please go back and try again."),
    };

    private PathString AskedFor => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;

    /// <summary>Runs for every method, as the page stands in for any other.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!AskedFor.HasValue)
            Response.StatusCode = StatusCodes.Status404NotFound;
        if (Request.AsksForJson())
        {
            context.Result = new JsonResult(new { status = Response.StatusCode, title = Words.Title, detail = Words.Advice })
            {
                StatusCode = Response.StatusCode,
                ContentType = "application/problem+json",
            };
        }
    }
}
