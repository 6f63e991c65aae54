using Digest.Outbox;
using Digest.Subscribers;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>The form that asks for a test of a message, for the partial <c>_Test</c>.</summary>
/// <param name="Action">Where it goes.</param>
/// <param name="Address">As it was typed, or the last one.</param>
/// <param name="Problem">What is wrong with it; null: nothing.</param>
internal sealed record TestForm(string Action, string Address, string? Problem)
{
    private const string AddressCookie = "digest-test-to";

    /// <summary>Whether an answer to a test is good, and what it says.</summary>
    public static (bool IsDone, string Words) Say(EmailAddress to, SampleAnswer? answer) => answer switch
    {
        null => (false, $"A test was submitted a moment ago. Wait {SampleSubmission.Rest.TotalSeconds:0} seconds and try again."),
        { IsSubmitted: true } taken => (true, $"The test for {to.Value} is submitted. The server answered: {taken.Words}"),
        { } refused => (false, $"The test for {to.Value} is not submitted: {refused.Words}{(refused.Meaning is null ? "" : $" — {refused.Meaning}")}"),
    };

    /// <summary>The address that was typed last in this browser; empty: none was.</summary>
    public static string LastAddress(HttpRequest request) => request.Cookies[AddressCookie] ?? "";

    /// <summary>Remembers an address in this browser.</summary>
    public static void Remember(HttpContext context, string address) =>
        context.Response.Cookies.Append(AddressCookie, address, new CookieOptions { Path = IndexModel.Path, HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
}
