namespace Digest.Web.Settings;

/// <summary>An address to listen on, as the server understands it: a host name, an IP address, or <c>*</c> for all.</summary>
internal static class ListenAddress
{
    /// <summary>What is wrong with an address, to be put behind it; null: nothing.</summary>
    public static string? Problem(string url)
    {
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return "";
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Port is < 0 or > ushort.MaxValue ? ": the port is a number from 0 to 65535"
                : address.PathBase.Length > 0 ? ": it has a path"
                : null;
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
