using System.Security.Cryptography;
using System.Text.Json;
using Digest.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Digest.Web.Security.Kept;

/// <summary>Carries posted forms through a sign-in, in a hidden field that nobody can read or make.</summary>
internal sealed class KeptForms(IDataProtectionProvider protection, IOptions<AntiforgeryOptions> antiforgery, TimeProvider clock)
{
    /// <summary>The hidden field on the sign-in page.</summary>
    public const string Field = "kept";

    /// <summary>The most that the sign-in page takes back.</summary>
    public const int LargestPost = 256 * 1024;

    private const int Largest = LargestPost - (16 * 1024);
    private static readonly TimeSpan Validity = TimeSpan.FromHours(24);
    private static readonly string[] SecretNames = ["password", "passwd", "passphrase", "secret", "privatekey"];
    private readonly IDataProtector protector = protection.CreateProtector("Digest.Web.KeptForms");

    /// <summary>The request's form; null: there is none that can be read.</summary>
    public async Task<KeptForm?> ReadAsync(HttpRequest request)
    {
        // Nobody is signed in: what a stranger may have read is what the sign-in page would carry.
        if (request.HttpContext.User.Identity?.IsAuthenticated != true)
        {
            if (request.ContentLength is null or > LargestPost)
                return null;
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = LargestPost;
        }
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            // Too large, cut short or no form at all: there is nothing to keep.
            return null;
        }
        var fields = form.Where(field => field.Key != antiforgery.Value.FormFieldName).SelectMany(field => field.Value, (field, value) => new KeptField(field.Key, value ?? "")).ToList();
        return new KeptForm
        {
            Path = $"{request.PathBase}{request.Path}{request.QueryString}",
            Fields = [.. fields.Where(field => !IsSecret(field))],
            Secrets = [.. fields.Where(IsSecret).Select(field => field.Name).Distinct(StringComparer.Ordinal)],
            Files = [.. form.Files.Where(file => file.FileName.Length > 0).Select(file => file.Name).Distinct(StringComparer.Ordinal)],
            IsMultipart = request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true,
            KeptAt = clock.Milliseconds(),
        };
    }

    /// <summary>The hidden field's content; null: the form is too large to be carried.</summary>
    public string? Close(KeptForm form)
    {
        var closed = WebEncoders.Base64UrlEncode(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(form)));
        return closed.Length <= Largest ? closed : null;
    }

    /// <summary>The form again; null: this was not made here, or too long ago.</summary>
    public KeptForm? Open(string? closed)
    {
        if (closed is not { Length: > 0 and <= Largest })
            return null;
        try
        {
            var form = JsonSerializer.Deserialize<KeptForm>(protector.Unprotect(WebEncoders.Base64UrlDecode(closed)))!;
            return form.KeptAt.ToTime() + Validity > clock.GetUtcNow() ? form : null;
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }
    }

    // A secret that was left empty ("as it is") says nothing and stays empty.
    private static bool IsSecret(KeptField field) =>
        field.Value.Length > 0 && !field.Name.StartsWith("clear:", StringComparison.Ordinal) && Array.Exists(SecretNames, name => field.Name.Replace("_", "", StringComparison.Ordinal).Contains(name, StringComparison.OrdinalIgnoreCase));
}
