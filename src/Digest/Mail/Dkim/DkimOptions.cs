using System.ComponentModel.DataAnnotations;

namespace Digest.Mail.Dkim;

/// <summary>With which key messages are signed (settings section <c>Dkim</c>; RFC 6376). Without a key they are not.</summary>
public sealed class DkimOptions : IValidatableObject
{
    /// <summary>The signing domain, <c>d=</c>: the sender's own or one above or below it, so that the signature is aligned (RFC 7489 §3.1.1).</summary>
    [StringLength(253)]
    [Display(Prompt = "news.example")]
    public string Domain { get; set; } = "";

    /// <summary>The name below <c>_domainkey</c> under which the key is published, <c>s=</c>. Default: <c>digest</c>.</summary>
    [StringLength(63)]
    public string Selector { get; set; } = "digest";

    /// <summary>
    /// The private key as a PEM file, RSA with 2048 to 4096 bits (RFC 8301 §3.2); relative to the settings' folder. The command
    /// <c>dkim generate</c> makes one. Empty (the default): messages are not signed.
    /// </summary>
    [Display(Prompt = "data/dkim.pem")]
    public string PrivateKeyFile { get; set; } = "";

    /// <summary>Whether messages are signed.</summary>
    public bool IsUsed => PrivateKeyFile.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsUsed && Domain.Length == 0)
            yield return new ValidationResult("the key in Dkim:PrivateKeyFile needs a domain, such as news.example", [nameof(Domain)]);
        if (Domain.Length > 0 && !IsUsed)
            yield return new ValidationResult("the domain needs a key; the command 'dkim generate' makes one", [nameof(PrivateKeyFile)]);
        if (Domain.Length > 0 && !DkimNames.IsDomain(Domain))
            yield return new ValidationResult($"'{Domain}' is not a domain such as news.example", [nameof(Domain)]);
        if (!DkimNames.IsSelector(Selector))
            yield return new ValidationResult($"'{Selector}' is not a selector: letters, digits and hyphens, such as digest", [nameof(Selector)]);
    }
}
