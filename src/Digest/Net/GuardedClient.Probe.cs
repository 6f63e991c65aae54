using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Digest.Net;

/// <summary>Asking whether something is there, without fetching it; apart from the fetching because it reads no body and judges every status.</summary>
public sealed partial class GuardedClient
{
    private const int FirstBytes = 1024;

    /// <summary>Asks what lies at an address: by HEAD, and where that does not do by a GET of the first bytes. Redirects are followed within the same bounds.</summary>
    /// <param name="address">Absolute.</param>
    /// <param name="accept">What is wanted, as the header says it.</param>
    /// <param name="time">From the first question to the last answer.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<ProbeResult> ProbeAsync(Uri address, string accept, TimeSpan time, CancellationToken cancellation = default)
    {
        var most = time < limits.Time ? time : limits.Time;
        using var deadline = new CancellationTokenSource(most, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await ProbeHopsAsync(address, accept, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ProbeResult(0, string.Create(CultureInfo.InvariantCulture, $"there was no answer within {most.TotalSeconds:0.#} seconds"));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or InvalidDataException or SocketException or UriFormatException)
        {
            return problem.InnerException is AddressRefusedException ? new ProbeResult(0, Why: null) { Refusal = ProbeRefusal.PrivateAddress } : new ProbeResult(0, Reason(problem));
        }
    }

    private async Task<ProbeResult> ProbeHopsAsync(Uri address, string accept, CancellationToken cancellation)
    {
        for (var hop = 0; hop <= limits.Redirects; hop++)
        {
            if (rules.Objection(address) is not null)
                return new ProbeResult(0, Why: null) { Refusal = ProbeRefusal.Rules };
            using var response = await AskAsync(address, accept, cancellation);
            if (Target(response, address) is { } next)
            {
                address = next;
                continue;
            }
            var status = (int)response.StatusCode;
            return new ProbeResult(status, status < 400 ? null : $"the server answered {status} {Plain(response.ReasonPhrase ?? "")}".TrimEnd())
            {
                ContentType = response.Content.Headers.ContentType?.MediaType,
                Length = response.Content.Headers.ContentRange?.Length ?? (response.StatusCode is HttpStatusCode.PartialContent ? null : response.Content.Headers.ContentLength),
            };
        }
        return new ProbeResult(0, $"it redirects more than {limits.Redirects} times");
    }

    // Some servers know no HEAD, and say so in many ways.
    private async Task<HttpResponseMessage> AskAsync(Uri address, string accept, CancellationToken cancellation)
    {
        try
        {
            var response = await AskAsync(HttpMethod.Head, address, accept, cancellation);
            if ((int)response.StatusCode < 400)
                return response;
            response.Dispose();
        }
        catch (HttpRequestException problem) when (problem.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse)
        {
            // The same question follows as a GET.
        }
        return await AskAsync(HttpMethod.Get, address, accept, cancellation);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, Uri address, string accept, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (method == HttpMethod.Get)
            request.Headers.Range = new RangeHeaderValue(0, FirstBytes - 1);
        return await client.SendAsync(request, cancellation);
    }
}
