using System.Text.Json;
using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Signup;

/// <summary>Takes a sign-up, from the form or as JSON. The answer is the same whatever is known about the address.</summary>
internal sealed class SubscribeModel(Asking asking) : ReaderPage
{
    private const string Accepted = "We have sent a message with one link to this address.";
    private const int LongestShown = 320;

    /// <summary>The form once more; null: the request is taken.</summary>
    public SignupForm? Form { get; private set; }

    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        var json = Request.HasJsonContentType();
        var typed = json ? await ReadJsonAsync() : (await ReadFormAsync())["email"].FirstOrDefault() ?? "";
        var problem = await asking.AskAsync(typed, json ? "json" : "form", Client);
        if (Request.AsksForJson())
            return problem is null ? new JsonResult(new { status = "accepted", message = Accepted }) { StatusCode = StatusCodes.Status202Accepted } : BadField(problem);
        if (problem is null)
            return Page();
        Form = new SignupForm(asking.FormText, typed.Length > LongestShown ? typed[..LongestShown] : typed, problem);
        return PageWith(StatusCodes.Status400BadRequest);
    }

    private static JsonResult BadField(string problem) => new(new { status = StatusCodes.Status400BadRequest, title = problem, field = "email" })
    {
        StatusCode = StatusCodes.Status400BadRequest,
        ContentType = "application/problem+json",
    };

    private async Task<string> ReadJsonAsync()
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(Request.Body, cancellationToken: HttpContext.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("email", out var email) && email.ValueKind == JsonValueKind.String ? email.GetString()! : "";
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status400BadRequest, broken);
        }
    }
}
