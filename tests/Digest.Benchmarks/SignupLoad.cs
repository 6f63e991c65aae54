using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Digest.Benchmarks;

/// <summary>People who sign up, so many a second, each from an address of their own: they open the page, fill it in, and press the button.</summary>
internal sealed partial class SignupLoad(Uri site, int perSecond, TimeSpan lasts) : IDisposable
{
    private static readonly TimeSpan FillTime = TimeSpan.FromSeconds(2.5);
    private readonly ConcurrentBag<TimeSpan> presses = [];
    private readonly ConcurrentBag<string> failures = [];
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = site };

    /// <summary>Runs to the end.</summary>
    /// <returns>How many were taken, how long the press of the button took for 99 of 100 and for the slowest, and the first thing that went wrong.</returns>
    public async Task<(int Taken, TimeSpan P99, TimeSpan Slowest, string? Failure)> RunAsync(CancellationToken cancellation)
    {
        var began = Stopwatch.StartNew();
        var people = new List<Task>();
        for (var number = 0; began.Elapsed < lasts && !cancellation.IsCancellationRequested; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / perSecond);
            if (due > began.Elapsed)
                await Task.Delay(due - began.Elapsed, cancellation);
            people.Add(SignUpAsync(number, cancellation));
        }
        await Task.WhenAll(people);
        var sorted = presses.Order().ToList();
        return (sorted.Count, sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)(sorted.Count * 0.99)], sorted.LastOrDefault(), failures.FirstOrDefault());
    }

    public void Dispose() => http.Dispose();

    private async Task SignUpAsync(int number, CancellationToken cancellation)
    {
        try
        {
            var client = string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
            using var page = await SendAsync(HttpMethod.Get, "/", client, content: null, cancellation);
            var nonce = Nonce().Match(await page.Content.ReadAsStringAsync(cancellation)).Groups["nonce"].Value;
            await Task.Delay(FillTime, cancellation);
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", $"new{number}@mail{number}.example"), KeyValuePair.Create("nonce", nonce)]);
            var pressed = Stopwatch.GetTimestamp();
            using var answer = await SendAsync(HttpMethod.Post, "/subscribe", client, form, cancellation);
            var said = await answer.Content.ReadAsStringAsync(cancellation);
            var took = Stopwatch.GetElapsedTime(pressed);
            if (answer.StatusCode == HttpStatusCode.OK && !said.Contains("name=\"nonce\"", StringComparison.Ordinal))
                presses.Add(took);
            else
                failures.Add($"{(int)answer.StatusCode}");
        }
        catch (HttpRequestException problem)
        {
            failures.Add(problem.Message);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string client, HttpContent? content, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("X-Forwarded-For", client);
        return http.SendAsync(request, cancellation);
    }

    [GeneratedRegex("name=\"nonce\" value=\"(?<nonce>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Nonce();
}
