using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Digest.Storage;

namespace Digest.Jobs.Alerts;

/// <summary>
/// Notices as JSON, posted to the address that the operator names. It is no guarded fetch: the operator may well mean a program
/// on an inside network. Bounded all the same: ten seconds, no redirects, no cookies, and the answer is not read.
/// </summary>
public sealed class NoticeByWebhook(AlertOptions options, SiteOptions site, NoticeWords words, TimeProvider clock) : INoticeWay, IDisposable
{
    /// <summary>The channel's name; the address itself may be a secret and stays out of rows and logs.</summary>
    public const string Channel = "webhook";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    });

    public IReadOnlyList<string> Channels => options.WebhookUrl.Length == 0 ? [] : [Channel];

    public async Task<NoticeOutcome> SendAsync(Alert alert, string channel, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.WebhookUrl) { Content = JsonContent.Create(Body(alert), options: JsonSerializerOptions.Web) };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Digest", "1.0"));
        try
        {
            // Some receivers do not take a body of unknown length.
            await request.Content.LoadIntoBufferAsync(either.Token);
            using var answer = await client.SendAsync(request, either.Token);
            return answer.IsSuccessStatusCode ? NoticeOutcome.Sent : NoticeOutcome.Unreachable;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or UriFormatException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return NoticeOutcome.Unreachable;
        }
    }

    private NoticeBody Body(Alert alert) => new(
        words.Lines(alert), site.Name, alert.EndedAt is null ? "open" : "over", alert.Key, alert.Severity.ToString().ToLowerInvariant(),
        alert.Problem, alert.Remedy, words.Link(alert), alert.OpenedAt.ToTime().UtcDateTime, alert.EndedAt.ToTime()?.UtcDateTime);

    public void Dispose() => client.Dispose();

    /// <summary>What is posted; camel case.</summary>
    /// <param name="Text">All of it in a few lines: what chats show.</param>
    /// <param name="Site">The publication's name.</param>
    /// <param name="State"><c>open</c> or <c>over</c>.</param>
    /// <param name="Key">The condition and what it is about; the same in every notice of it.</param>
    /// <param name="Severity"><c>serious</c> or <c>warning</c>.</param>
    /// <param name="Problem">What is wrong.</param>
    /// <param name="Remedy">What to do.</param>
    /// <param name="Link">Where.</param>
    /// <param name="Since">When it was found.</param>
    /// <param name="Ended">When it was found to be over.</param>
    private sealed record NoticeBody(string Text, string Site, string State, string Key, string Severity, string Problem, string Remedy, string Link, DateTime Since, DateTime? Ended);
}
