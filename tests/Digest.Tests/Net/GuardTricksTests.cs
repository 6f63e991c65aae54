using System.Net;
using System.Net.Sockets;
using Digest.Net;

namespace Digest.Tests.Net;

/// <summary>
/// Ways to make a program on a server knock at doors inside. A canary listens at all addresses of this machine; whatever the client makes of an address,
/// nobody may knock there. The addresses are what a feed, a page or a redirect would say.
/// </summary>
public sealed class GuardTricksTests
{
    private static readonly SiteOptions Site = new() { Name = "News", Url = "https://news.example" };

    /// <summary>PORT is the canary's.</summary>
    public static readonly TheoryData<string> Tricks =
    [
        "http://127.0.0.1:PORT/",
        "http://127.1:PORT/",
        "http://127.0.1:PORT/",
        "http://127.255.255.254:PORT/",
        "http://0:PORT/",
        "http://0.0.0.0:PORT/",
        "http://2130706433:PORT/",
        "http://0x7f000001:PORT/",
        "http://0x7f.0.0.1:PORT/",
        "http://0x7F.0x0.0x0.0x1:PORT/",
        "http://017700000001:PORT/",
        "http://0177.0.0.1:PORT/",
        "http://0177.0.0.01:PORT/",
        "http://00000177.0.0.1:PORT/",
        "http://127.0.0.1.:PORT/",
        "http://localhost:PORT/",
        "http://LOCALHOST:PORT/",
        "http://localhost.:PORT/",
        "http://localhost.localdomain:PORT/",
        "http://ip6-localhost:PORT/",
        "http://%6c%6f%63%61%6c%68%6f%73%74:PORT/",
        "http://%31%32%37.0.0.1:PORT/",
        "http://[::1]:PORT/",
        "http://[::]:PORT/",
        "http://[0:0:0:0:0:0:0:1]:PORT/",
        "http://[0000::0001]:PORT/",
        "http://[::1%251]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://[::ffff:7f00:1]:PORT/",
        "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
        "http://[::ffff:0:127.0.0.1]:PORT/",
        "http://[::127.0.0.1]:PORT/",
        "http://[64:ff9b::127.0.0.1]:PORT/",
        "http://[64:ff9b:1::7f00:1]:PORT/",
        "http://[2002:7f00:1::]:PORT/",
        "http://news.example@127.0.0.1:PORT/",
        "http://news.example:80@127.0.0.1:PORT/",
        "http://news.example%40127.0.0.1:PORT/",
        "http://127.0.0.1:PORT@127.0.0.1:PORT/",
        "http://127.0.0.1:PORT#@news.example/",
        "http://127.0.0.1:PORT?@news.example/",
        "http://127.0.0.1:PORT\\@news.example/",
        "http:\\\\127.0.0.1:PORT\\",
        "http:/127.0.0.1:PORT/",
        "http:127.0.0.1:PORT/",
        "http:///127.0.0.1:PORT/",
        "HTTP://127.0.0.1:PORT/",
        "//127.0.0.1:PORT/",
        "https://127.0.0.1:PORT/",
        "http://127.0.0.1:0PORT/",
        "http://\t127.0.0.1:PORT/",
        "ftp://127.0.0.1:PORT/",
        "gopher://127.0.0.1:PORT/_GET",
        "ws://127.0.0.1:PORT/",
        "file://127.0.0.1:PORT/etc/hostname",
        "http+unix://127.0.0.1:PORT/",
    ];

    /// <summary>What cannot stand in a header.</summary>
    public static readonly TheoryData<string> TricksOfLetters =
    [
        "http://\uFF11\uFF12\uFF17.0.0.1:PORT/",
        "http://\u2460\u2461\u2466.0.0.1:PORT/",
        "http://127\u30020\u30020\u30021:PORT/",
        "http://127\uFF0E0\uFF0E0\uFF0E1:PORT/",
        "http://\u24DB\u24DE\u24D2\u24D0\u24DB\u24D7\u24DE\u24E2\u24E3:PORT/",
        "http://local\u00ADhost:PORT/",
        "http://local\u200Bhost:PORT/",
        "http://127.0.0.1\u2044@news.example:PORT/",
    ];

    [Theory]
    [MemberData(nameof(Tricks))]
    [MemberData(nameof(TricksOfLetters))]
    public async Task No_way_of_writing_this_machines_address_leads_to_it(string trick)
    {
        using var canary = new WideCanary();
        var written = trick.Replace("PORT", $"{canary.Port}", StringComparison.Ordinal);
        if (!Uri.TryCreate(written, UriKind.Absolute, out var address))
            return; // It cannot even be asked for.
        using var client = Client(Rules(canary.Port));
        (await client.GetAsync(address)).ShouldNotBeOfType<FetchResult.Fetched>();
        canary.WasTouched.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Nor_does_it_in_a_redirect(string trick)
    {
        using var canary = new WideCanary();
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = trick.Replace("PORT", $"{canary.Port}", StringComparison.Ordinal).Replace("\t", "%09", StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        using var client = Client(Rules(canary.Port, server.EndPoint));
        (await client.GetAsync(server.At("/feed"))).ShouldNotBeOfType<FetchResult.Fetched>();
        canary.WasTouched.ShouldBeFalse();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task A_name_that_somebody_made_for_an_inner_address_leads_nowhere(string inner)
    {
        using var canary = new WideCanary();
        using var client = Client(Rules(canary.Port), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(inner)]));
        (await client.GetAsync(new Uri($"http://rebind.example:{canary.Port}/"))).ShouldBe(
            new FetchResult.Refused("rebind.example lies at a private or special address, and Net:AllowPrivateAddresses is off"));
        canary.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_with_addresses_of_both_kinds_is_asked_at_the_outer_one_alone()
    {
        using var canary = new Canary();
        // Nobody listens at the one that is allowed; the inner one would answer.
        var outer = new IPEndPoint(IPAddress.Parse("127.0.0.2"), canary.Port);
        using var client = Client(Rules(canary.Port, outer), (_, _) => Task.FromResult<IPAddress[]>([outer.Address, IPAddress.Loopback]));
        (await client.GetAsync(new Uri($"http://both.example:{canary.Port}/"))).ShouldBe(new FetchResult.Failed("the server refuses the connection"));
        canary.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_after_the_check_is_checked_again_before_each_connection()
    {
        using var canary = new WideCanary();
        await using var server = await LocalServer.StartAsync(context =>
        {
            // Each answer ends the connection, so that the next hop needs a new one.
            context.Response.Headers.Connection = "close";
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"http://rebind.example:{canary.Port}/inside";
            return Task.CompletedTask;
        });
        var asked = 0;
        Task<IPAddress[]> Resolve(string host, CancellationToken cancellation) => Task.FromResult<IPAddress[]>([++asked == 1 ? server.EndPoint.Address : IPAddress.Parse("127.0.0.3")]);
        using var client = Client(Rules(canary.Port, server.EndPoint), Resolve);
        (await client.GetAsync(new Uri($"http://rebind.example:{server.EndPoint.Port}/feed"))).ShouldBeOfType<FetchResult.Refused>();
        (asked, server.Requests.Count).ShouldBe((2, 1));
        canary.WasTouched.ShouldBeFalse();
    }

    [Fact]
    public async Task The_connection_goes_to_the_very_address_that_was_checked()
    {
        await using var server = await LocalServer.StartAsync(_ => Task.CompletedTask);
        var asked = 0;
        // Whoever asked twice, once to check and once to connect, would find the second answer.
        Task<IPAddress[]> Resolve(string host, CancellationToken cancellation) => Task.FromResult<IPAddress[]>([++asked == 1 ? server.EndPoint.Address : IPAddress.Parse("127.0.0.3")]);
        using var client = Client(Rules(server.EndPoint.Port, server.EndPoint), Resolve);
        (await client.GetAsync(new Uri($"http://once.example:{server.EndPoint.Port}/feed"))).ShouldBeOfType<FetchResult.Fetched>();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task This_machines_own_name_and_addresses_are_inner_ones()
    {
        using var canary = new WideCanary();
        var own = await Dns.GetHostAddressesAsync(Dns.GetHostName());
        using var client = Client(Rules(canary.Port));
        foreach (var host in own.Where(SpecialAddresses.Contain).Select(address => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}"))
            (await client.GetAsync(new Uri($"http://{host}:{canary.Port}/"))).ShouldBeOfType<FetchResult.Refused>();
        canary.WasTouched.ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://100.100.100.200/latest/meta-data/")]
    [InlineData("http://192.0.0.192/opc/v1/instance/")]
    [InlineData("http://168.63.129.16/metadata/")]
    public async Task The_metadata_of_clouds_is_refused(string address)
    {
        using var client = new GuardedClient(new NetOptions(), Site, new Clock());
        (await client.GetAsync(new Uri(address))).ShouldBeOfType<FetchResult.Refused>();
    }

    [Fact]
    public async Task The_canary_sees_whoever_knocks()
    {
        using var canary = new WideCanary();
        using var client = new GuardedClient(new AddressRules(new NetOptions { AllowPrivateAddresses = true }), Site, new Clock(), new FetchLimits { Time = TimeSpan.FromMilliseconds(300) });
        await client.GetAsync(new Uri($"http://[::1]:{canary.Port}/"));
        canary.WasTouched.ShouldBeTrue();
    }

    private static AddressRules Rules(int port, IPEndPoint? trusted = null) => new(new NetOptions()) { Ports = [port], Trusted = trusted };

    private static GuardedClient Client(AddressRules rules, GuardedConnection.Resolver? resolver = null) =>
        new(rules, Site, new Clock(), new FetchLimits { Time = TimeSpan.FromSeconds(5) }, resolver);
}
