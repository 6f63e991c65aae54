using Digest.Signup;
using Digest.Web.Security;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages;

/// <summary>What is shown when something did not work: what happened and what to do, never how the program looks inside.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ProblemModel(RequestLanguage language, RetentionOptions retention) : PageModel
{
    /// <summary>What happened, and what to do.</summary>
    public (string Title, string Advice) Shown
    {
        get
        {
            var words = language.Words;
            return Response.StatusCode switch
            {
                404 when AskedFor.StartsWithSegments("/confirm", StringComparison.OrdinalIgnoreCase) => (words["site.problem.link"], words.Say("site.problem.confirm.advice", ("days", retention.UnconfirmedDays))),
                404 when SecurityHeaders.IsTokened(AskedFor) => (words["site.problem.link"], words["site.problem.link.advice"]),
                404 => (words["site.problem.missing"], words["site.problem.missing.advice"]),
                405 => (words["site.problem.method"], words["site.problem.method.advice"]),
                413 => (words["site.problem.large"], words["site.problem.large.advice"]),
                415 => (words["site.problem.type"], words["site.problem.type.advice"]),
                >= 500 => (words["site.problem.broken"], words["site.problem.broken.advice"]),
                _ => (words["site.problem.bad"], words["site.problem.bad.advice"]),
            };
        }
    }

    private PathString AskedFor => IsReplacement ? LanguageLinks.AskedFor(HttpContext).Path : default;

    private bool IsReplacement => HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null || HttpContext.Features.Get<IExceptionHandlerPathFeature>() is not null;

    /// <summary>Runs for every method, as the page stands in for any other.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!IsReplacement)
            Response.StatusCode = StatusCodes.Status404NotFound;
        if (Request.AsksForJson())
        {
            context.Result = new JsonResult(new { status = Response.StatusCode, title = Shown.Title, detail = Shown.Advice })
            {
                StatusCode = Response.StatusCode,
                ContentType = "application/problem+json",
            };
        }
    }
}
