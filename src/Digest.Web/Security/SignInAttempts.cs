using System.Net;
using System.Net.Sockets;

namespace Digest.Web.Security;

/// <summary>Judges names and passwords, with everything that failing costs. What is known and what is not is answered alike.</summary>
internal sealed class SignInAttempts(Admins admins, LockOut lockOut, KnownBrowsers browsers)
{
    /// <summary>Of one name from one network, or of one name from a browser that had signed in as it before.</summary>
    public const int FreeForName = 5;

    /// <summary>Of one network, whatever the names.</summary>
    public const int FreeForNetwork = 20;

    /// <summary>Of one name, from wherever: guessing from many networks at once.</summary>
    public const int FreeForNameAnywhere = 100;

    private const int Ipv6NetworkBytes = 8;

    /// <summary>Judges an attempt.</summary>
    public async Task<SignInOutcome> TryAsync(HttpContext http, string name, string password)
    {
        var keys = Keys(http, name);
        if (await lockOut.CountAsync(keys, http.RequestAborted) is { } until)
            return new SignInOutcome.Locked(until);
        if (await admins.CheckAsync(name, password, http.RequestAborted) is not { } admin)
            return new SignInOutcome.Wrong(await lockOut.UntilAsync(keys, http.RequestAborted));
        await lockOut.ForgetAsync(keys, http.RequestAborted);
        return new SignInOutcome.Right(admin);
    }

    /// <summary>Whoever came by a one-time link starts without failures.</summary>
    public Task ForgetAsync(HttpContext http, string name) => lockOut.ForgetAsync(Keys(http, name), http.RequestAborted);

    // A browser that has signed in before counts for itself, so that strangers cannot keep its admin out.
    private LockOutKey[] Keys(HttpContext http, string name)
    {
        var folded = name.ToUpperInvariant();
        if (browsers.Of(http, name) is { } browser)
            return [LockOutKey.Of("browser", $"{browser}\n{folded}", FreeForName)];
        var network = Network(http.Connection.RemoteIpAddress);
        return
        [
            LockOutKey.Of("name and network", $"{folded}\n{network}", FreeForName),
            LockOutKey.Of("network", network, FreeForNetwork),
            LockOutKey.Of("name", folded, FreeForNameAnywhere),
        ];
    }

    /// <summary>What one customer of a provider has: an IPv4 address, or the 2^64 addresses of an IPv6 network.</summary>
    internal static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes)),
        _ => address.ToString(),
    };
}

/// <summary>What came of an attempt to sign in.</summary>
internal abstract record SignInOutcome
{
    public sealed record Right(Admin Admin) : SignInOutcome;

    /// <summary>The two do not belong together.</summary>
    /// <param name="Until">When the next attempt is judged; null: at once.</param>
    public sealed record Wrong(DateTimeOffset? Until) : SignInOutcome;

    /// <summary>It was not judged.</summary>
    public sealed record Locked(DateTimeOffset Until) : SignInOutcome;
}
