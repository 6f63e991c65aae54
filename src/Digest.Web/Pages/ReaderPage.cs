using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages;

/// <summary>
/// A page for readers. The framework's antiforgery check is off: it protects those who are signed in against forms on other
/// sites that use their cookie. Here nobody is signed in and there is no cookie; a token in the path is all the right there is
/// (RFC 8058 §3.1 demands as much of one-click), and a sign-up asks by mail before it does anything.
/// </summary>
[IgnoreAntiforgeryToken]
internal abstract class ReaderPage : PageModel
{
    /// <summary>The network address that a consent is recorded with.</summary>
    protected string? Client
    {
        get
        {
            var address = HttpContext.Connection.RemoteIpAddress;
            return (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString();
        }
    }

    /// <summary>The token in the path, as it stands there.</summary>
    protected string RouteToken() => RouteData.Values["token"] as string ?? "";

    /// <summary>Pages answer the methods they have handlers for, HEAD like GET, and no others.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (context.HandlerMethod is not null)
            return;
        var methods = context.ActionDescriptor.HandlerMethods.Select(handler => handler.HttpMethod?.ToUpperInvariant()).SelectMany(method => method == "GET" ? ["GET", "HEAD"] : new[] { method });
        Response.Headers.Allow = string.Join(", ", methods);
        context.Result = StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>The posted fields.</summary>
    /// <exception cref="BadHttpRequestException">The body is no form, is too large or was cut short.</exception>
    protected async Task<IFormCollection> ReadFormAsync()
    {
        if (!Request.HasFormContentType)
            throw new BadHttpRequestException("The body is no form.", StatusCodes.Status415UnsupportedMediaType);
        try
        {
            return await Request.ReadFormAsync(HttpContext.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form cannot be read.", StatusCodes.Status400BadRequest, broken);
        }
    }

    /// <summary>The page, with a status that is not 200.</summary>
    protected IActionResult PageWith(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>After a change: the browser asks for the page anew, so that reloading repeats nothing (RFC 9110 §15.4.4).</summary>
    protected IActionResult SeeOther(string path)
    {
        Response.Headers.Location = path;
        return StatusCode(StatusCodes.Status303SeeOther);
    }
}
