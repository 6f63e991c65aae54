using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Polly;
using Polly.Retry;

namespace Digest.Net;

/// <summary>
/// The one way to fetch something from an address that somebody else chose. http and https only, to public addresses only,
/// within bounds of size, time and redirects; redirects are followed by hand and every hop is checked like the first.
/// </summary>
public sealed partial class GuardedClient : IDisposable
{
    private const string FeedsAccepted = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5";
    private static readonly TimeSpan PooledLifetime = TimeSpan.FromMinutes(2);
    private readonly AddressRules rules;
    private readonly TimeProvider clock;
    private readonly FetchLimits limits;
    private readonly HttpMessageInvoker client;
    private readonly ResiliencePipeline<HttpResponseMessage> retries;
    private readonly SiteOptions site;

    public GuardedClient(NetOptions options, SiteOptions site, TimeProvider clock)
        : this(new AddressRules(options), site, clock, new FetchLimits())
    {
    }

    internal GuardedClient(AddressRules rules, SiteOptions site, TimeProvider clock, FetchLimits limits, GuardedConnection.Resolver? resolver = null)
    {
        this.rules = rules;
        this.clock = clock;
        this.limits = limits;
        this.site = site;
        var connection = new GuardedConnection(rules, resolver);
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli | DecompressionMethods.Deflate,
            ConnectCallback = (context, cancellation) => connection.OpenAsync(context.DnsEndPoint, cancellation),
            PooledConnectionLifetime = PooledLifetime,
            UseCookies = false,
            UseProxy = false,
        });
        retries = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>(IsPassing),
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>Fetches what lies at an address.</summary>
    /// <param name="address">Absolute.</param>
    /// <param name="etag">What the last answer gave (RFC 9110 §13.1.2).</param>
    /// <param name="lastModified">Likewise (RFC 9110 §13.1.3).</param>
    /// <exception cref="OperationCanceledException">The caller gave up; running out of time is <see cref="FetchResult.Failed"/>.</exception>
    public Task<FetchResult> GetAsync(Uri address, string? etag = null, string? lastModified = null, CancellationToken cancellation = default) =>
        GetAsync(address, FeedsAccepted, limits, objection: null, etag, lastModified, cancellation);

    /// <summary>Fetches something else than a feed.</summary>
    /// <param name="address">Absolute.</param>
    /// <param name="terms">What is wanted, and how much of the client's own bounds it may take up.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up; running out of time is <see cref="FetchResult.Failed"/>.</exception>
    public Task<FetchResult> GetAsync(Uri address, FetchTerms terms, CancellationToken cancellation = default) => GetAsync(
        address, terms.Accept, limits with { MaxBytes = Math.Min(terms.MaxBytes, limits.MaxBytes), Time = terms.Time < limits.Time ? terms.Time : limits.Time }, terms.Objection, etag: null, lastModified: null, cancellation);

    private async Task<FetchResult> GetAsync(Uri address, string accept, FetchLimits bounds, Func<Uri, CancellationToken, Task<string?>>? objection, string? etag, string? lastModified, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(bounds.Time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await FollowAsync(address, accept, bounds, objection, etag, lastModified, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new FetchResult.Failed(string.Create(CultureInfo.InvariantCulture, $"it took longer than {bounds.Time.TotalSeconds:0.#} seconds"));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or InvalidDataException or SocketException or UriFormatException)
        {
            return problem.InnerException is AddressRefusedException refused ? new FetchResult.Refused(refused.Message) : new FetchResult.Failed(Reason(problem));
        }
    }

    public void Dispose() => client.Dispose();

    private string UserAgent => $"Digest/1.0 (+{(Uri.TryCreate(site.Url, UriKind.Absolute, out var url) ? url.AbsoluteUri : "")}; {Plain(site.Name)})";

    private async Task<FetchResult> FollowAsync(Uri address, string accept, FetchLimits bounds, Func<Uri, CancellationToken, Task<string?>>? objection, string? etag, string? lastModified, CancellationToken cancellation)
    {
        Uri? permanent = null;
        var isPermanent = true;
        for (var hop = 0; hop <= bounds.Redirects; hop++)
        {
            if (rules.Objection(address) is { } reason)
                return new FetchResult.Refused(reason);
            if (hop > 0 && objection is not null && await objection(address, cancellation) is { } wish)
                return new FetchResult.Refused(wish);
            using var response = await SendAsync(address, accept, etag, lastModified, cancellation);
            if (Target(response, address) is not { } next)
                return await ReadAsync(response, address, permanent, bounds, cancellation);
            isPermanent &= response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            permanent = isPermanent ? next : permanent;
            address = next;
        }
        return new FetchResult.Refused($"it redirects more than {bounds.Redirects} times");
    }

    private async Task<HttpResponseMessage> SendAsync(Uri address, string accept, string? etag, string? lastModified, CancellationToken cancellation) =>
        await retries.ExecuteAsync(async token =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            if (etag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (lastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            return await client.SendAsync(request, token);
        }, cancellation);

    private static Uri? Target(HttpResponseMessage response, Uri address) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location && Uri.TryCreate(address, location, out var target)
            ? target
            : null;

    private async Task<FetchResult> ReadAsync(HttpResponseMessage response, Uri address, Uri? permanent, FetchLimits bounds, CancellationToken cancellation)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.NotModified:
                return new FetchResult.NotModified(permanent);
            case HttpStatusCode.Gone:
                return new FetchResult.Gone();
            default:
                var why = $"the server answered {(int)response.StatusCode} {Plain(response.ReasonPhrase ?? "")}".TrimEnd();
                return After(response.Headers.RetryAfter) is { } after ? new FetchResult.RetryLater(after, why, (int)response.StatusCode) : new FetchResult.Failed(why, (int)response.StatusCode);
        }
        if (await BodyAsync(response.Content, bounds.MaxBytes, cancellation) is not { } bytes)
            return new FetchResult.Refused(string.Create(CultureInfo.InvariantCulture, $"it is larger than {bounds.MaxBytes / (1024.0 * 1024.0):0.##} MB"));
        return new FetchResult.Fetched(bytes, First(response.Content.Headers, "Content-Type"), First(response.Headers, "ETag"), First(response.Content.Headers, "Last-Modified"), address, permanent);
    }

    /// <summary>Reads as much as is allowed; what a small body swells to is cut off while it swells. Null: too much.</summary>
    private static async Task<byte[]?> BodyAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > maxBytes)
            return null;
        await using var body = await content.ReadAsStreamAsync(cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            if (bytes.Length + read > maxBytes)
                return null;
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private TimeSpan? After(RetryConditionHeaderValue? header)
    {
        var after = header?.Delta ?? (header?.Date is { } date ? date - clock.GetUtcNow() : null);
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    private static bool IsPassing(HttpRequestException problem) =>
        problem.InnerException is not AddressRefusedException
        && problem.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded
        && (problem.InnerException as SocketException)?.SocketErrorCode is not SocketError.HostNotFound;

    private static string Reason(Exception problem) => problem switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the host's name cannot be resolved",
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } } => "the host's name cannot be resolved",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "the server refuses the connection",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "the server's certificate or encryption cannot be accepted",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "the server cannot be reached",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "the server's answer has too many headers",
        UriFormatException => "the host's name is none",
        InvalidDataException => "the answer's compression is broken",
        _ => "the connection was lost, or the answer is not HTTP",
    };

    private static string? First(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>Text that can stand in a header or in a log.</summary>
    private static string Plain(string text) => string.Concat(text.Where(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '.' or '-' or '\'')).Trim();
}
