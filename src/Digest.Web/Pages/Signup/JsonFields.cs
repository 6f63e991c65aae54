using System.Text.Json;

namespace Digest.Web.Pages.Signup;

/// <summary>The fields of a JSON object, as a form would have them: what is neither text nor number is empty.</summary>
internal static class JsonFields
{
    /// <summary>Reads the body of a request.</summary>
    /// <returns>Gives the text of a field.</returns>
    /// <exception cref="BadHttpRequestException">It is not JSON.</exception>
    public static async Task<Func<string, string>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellation);
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in document.RootElement.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number))
                    texts[field.Name] = field.Value.ToString();
            }
            return name => texts.GetValueOrDefault(name, "");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status400BadRequest, broken);
        }
    }
}
