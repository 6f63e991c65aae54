using System.Text.RegularExpressions;

namespace Digest.Web.Tests;

/// <summary>Keeps cookies and sends the token of the form it saw last, as a browser does; follows no redirect.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;
    private readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);
    private string token = "";

    /// <summary>Sent with every request, such as where a form stood (Sec-Fetch-Site).</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The token of the form that it saw last; another tab may have seen another.</summary>
    public string Token
    {
        get => token;
        set => token = value;
    }

    // The site under test is the only thing reached. Cookies are kept here: the site's clock stands, the platform's does not.
    public Browser(Uri address) => http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = address };

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public Task<PageAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public async Task<PageAnswer> SubmitAsync(string path, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await SendAsync(HttpMethod.Post, path, form);
    }

    public Task<PageAnswer> PostAsync(string path, HttpContent content) => SendAsync(HttpMethod.Post, path, content);

    /// <summary>Posts a form with a file in it.</summary>
    public async Task<PageAnswer> UploadAsync(string path, string field, string fileName, byte[] content)
    {
        using var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { new ByteArrayContent(content), field, fileName } };
        return await SendAsync(HttpMethod.Post, path, form);
    }

    public void Dispose() => http.Dispose();

    private async Task<PageAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie[..cookie.IndexOf(';', StringComparison.Ordinal)].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }
        var page = await PageAnswer.ReadAsync(answer);
        if (TokenField().Match(page.Body) is { Success: true } found)
            token = found.Groups["token"].Value;
        return page;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenField();
}
