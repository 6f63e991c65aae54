using System.Net;

namespace Digest.Web.Tests;

/// <summary>An answer with its body read.</summary>
internal sealed record PageAnswer(HttpStatusCode Status, string Type, string Body, IDictionary<string, string> Headers)
{
    public static async Task<PageAnswer> ReadAsync(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new PageAnswer(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType ?? "", await answer.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>What is an error page: of this status, for people, and with nothing of the program's inside.</summary>
    public void ShouldBeClearPage(HttpStatusCode status)
    {
        Status.ShouldBe(status);
        Type.ShouldBe("text/html");
        Body.ShouldContain("<h1>");
        Body.ShouldNotContain("Exception");
        Body.ShouldNotContain("   at ");
    }
}
