using System.ComponentModel.DataAnnotations;

namespace Digest.Net;

/// <summary>What the guarded client may reach, and who knows names (settings section <c>Net</c>).</summary>
public sealed class NetOptions : IValidatableObject
{
    /// <summary>
    /// Whether feeds may lie at loopback, private and other special addresses. Default: false; for development and for
    /// a site whose feed is only reachable from inside.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>
    /// The DNS resolvers that are asked whether a mail domain exists, separated by commas: addresses, with a port where it is not 53. Empty
    /// (the default): those of this machine (/etc/resolv.conf).
    /// </summary>
    [Display(Prompt = "192.0.2.1, 192.0.2.2:5353")]
    public string DnsServers { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string? problem = null;
        try
        {
            _ = Names.DnsServers.Read(DnsServers);
        }
        catch (FormatException wrong)
        {
            problem = wrong.Message;
        }
        return problem is null ? [] : [new ValidationResult(problem, [nameof(DnsServers)])];
    }
}
