using System.Net;
using System.Text.RegularExpressions;

namespace Digest.Web.Tests;

/// <summary>Keeps cookies and sends the token of the form it saw last, as a browser does; follows no redirect.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;
    private string token = "";

    // The site under test is the only thing reached.
    public Browser(Uri address) => http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), UseProxy = false }) { BaseAddress = address };

    public async Task<PageAnswer> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await LookAsync(answer);
    }

    public async Task<PageAnswer> SubmitAsync(string path, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form);
        return await LookAsync(answer);
    }

    public void Dispose() => http.Dispose();

    private async Task<PageAnswer> LookAsync(HttpResponseMessage answer)
    {
        var page = await PageAnswer.ReadAsync(answer);
        if (Token().Match(page.Body) is { Success: true } found)
            token = found.Groups["token"].Value;
        return page;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
