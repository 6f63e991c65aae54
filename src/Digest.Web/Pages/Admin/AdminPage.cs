using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin;

/// <summary>
/// A page for those who run the site. It asks for a sign-in, every form carries the antiforgery token, and what a form did is
/// said on the page that the browser is sent to.
/// </summary>
[Authorize]
[ResponseCache(NoStore = true)]
internal abstract class AdminPage : PageModel
{
    private const string NoticeKey = "notice";
    private const string ProblemKey = "problem";

    /// <summary>The name of the admin who asks.</summary>
    protected string AdminName => User.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>What the last form did, shown once on top of the next page.</summary>
    public string? Notice => TempData[NoticeKey] as string;

    /// <summary>What the last form could not do, and what helps.</summary>
    public string? Problem => TempData[ProblemKey] as string;

    /// <summary>Pages answer the methods they have handlers for, HEAD like GET, and no others.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is null)
            context.Result = StatusCode(HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method) ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>After a change: the browser asks for a page anew, which says what was done (RFC 9110 §15.4.4).</summary>
    protected IActionResult Done(string path, string notice)
    {
        TempData[NoticeKey] = notice;
        return SeeOther(path);
    }

    /// <summary>Nothing was changed: the browser asks for a page anew, which says why.</summary>
    protected IActionResult Refused(string path, string problem)
    {
        TempData[ProblemKey] = problem;
        return SeeOther(path);
    }

    private StatusCodeResult SeeOther(string path)
    {
        Response.Headers.Location = path;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
