namespace Digest.Stories.Pages;

/// <summary>Names that no host will ever have (RFC 2606 §2): those of examples and of samples.</summary>
internal static class ReservedNames
{
    public static bool Contain(Uri address)
    {
        var name = address.Host.TrimEnd('.');
        return name.EndsWith(".example", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);
    }
}
