using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Digest.Web.Settings;

/// <summary>How the site is reached (settings section <c>Web</c>).</summary>
internal sealed class WebOptions : IValidatableObject
{
    /// <summary>
    /// The addresses of the proxies before this program, separated by commas or spaces. Only they are believed about the
    /// client's address and scheme (X-Forwarded-For, X-Forwarded-Proto). Empty (the default): such headers are ignored.
    /// </summary>
    [Display(Prompt = "10.0.0.1, 10.0.0.2")]
    public string TrustedProxies { get; set; } = "";

    public IReadOnlyList<IPAddress> ProxyAddresses => [.. Names.Select(IPAddress.Parse)];

    private string[] Names => TrustedProxies.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Names
        .Where(name => !IPAddress.TryParse(name, out _))
        .Select(name => new ValidationResult($"'{name}' is not an IP address", [nameof(TrustedProxies)]));
}
