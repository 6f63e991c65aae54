using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Digest.Mail;
using Digest.Mail.Smtp;

namespace Digest.Tests.Mail;

public sealed class SmtpOpeningTests
{
    private const string Offers = "S: 220 mail.example ready\nC: EHLO \nS: 250-mail.example\n";

    [Fact]
    public async Task A_server_that_only_knows_HELO_is_good_enough()
    {
        await using var server = new ScriptedServer("S: 220 old\nC: EHLO \nS: 502 what?\nC: HELO \nS: 250 old\nC: MAIL FROM:<bounces@courier.example>\nS: 250 ok\nC: RCPT\nS: 250 ok\nC: DATA\nS: 354 ok\nmessage\nS: 250 ok");
        (await server.SubmitAsync()).ShouldBeOfType<SubmissionOutcome.Submitted>();
    }

    [Fact]
    public async Task A_client_without_a_full_name_says_its_address()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO \nS: 250 x");
        await using var session = await server.Transport().OpenAsync();
        (Dns.GetHostName().Contains('.', StringComparison.Ordinal) ? $"EHLO {Dns.GetHostName()}" : "EHLO [127.0.0.1]").ShouldBe(server.Heard[0]);
    }

    [Theory]
    [InlineData("S: 421 4.3.2 too busy", 421)]
    [InlineData("S: 554 5.3.2 no mail here", 554)]
    [InlineData("S: SSH-2.0-OpenSSH", null)]
    [InlineData("S: 220 x\nC: EHLO\nS: 421 closing", 421)]
    [InlineData("S: 220 x\nC: EHLO\nS: 550 who?\nC: HELO\nS: 550 who?", 550)]
    [InlineData("drop", null)]
    public async Task A_server_that_takes_no_mail_now_is_unreachable(string script, int? code)
    {
        await using var server = new ScriptedServer(script);
        var failure = await FailureAsync(server.Transport());
        failure.Failure.ShouldBe(OpeningFailure.Unreachable);
        (failure.Answer?.Code).ShouldBe(code);
        failure.Message.ShouldStartWith($"127.0.0.1:{server.Port}: ");
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        (await FailureAsync(new SmtpTransport(new SmtpOptions { Host = "127.0.0.1", Port = port }))).Failure.ShouldBe(OpeningFailure.Unreachable);
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("0.0.0.0")]
    [InlineData("not a name")]
    public async Task A_name_without_an_address_is_unreachable(string host) =>
        (await FailureAsync(new SmtpTransport(new SmtpOptions { Host = host }))).Failure.ShouldBe(OpeningFailure.Unreachable);

    [Fact]
    public async Task A_server_that_does_not_greet_is_left_after_the_time_out()
    {
        await using var server = new ScriptedServer("stall");
        var transport = new SmtpTransport(server.Options(), new SmtpTimeouts { Greeting = TimeSpan.FromMilliseconds(100) });
        (await FailureAsync(transport)).Message.ShouldEndWith("nothing happened for 0.1 s");
    }

    [Fact]
    public async Task PLAIN_is_preferred_to_LOGIN()
    {
        await using var server = new ScriptedServer(Offers + $"S: 250 AUTH LOGIN PLAIN XOAUTH2\nC: AUTH PLAIN {Base64("\0ada\0sécret")}\nS: 235 2.7.0 welcome\nC: QUIT\nS: 221 bye");
        await (await OpenAsync(server, "ada", "sécret")).DisposeAsync();
        await server.FinishedAsync();
    }

    [Fact]
    public async Task LOGIN_is_spoken_where_PLAIN_is_not_offered()
    {
        await using var server = new ScriptedServer(Offers + $"S: 250 AUTH=LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: {Base64("ada")}\nS: 334 UGFzc3dvcmQ6\nC: {Base64("secret")}\nS: 235 welcome\nC: QUIT\nS: 221 bye");
        await (await OpenAsync(server, "ada", "secret")).DisposeAsync();
        await server.FinishedAsync();
    }

    [Fact]
    public async Task A_password_too_long_for_a_command_line_goes_on_a_line_of_its_own()
    {
        var password = new string('x', 900);
        await using var server = new ScriptedServer(Offers + $"S: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 334 \nC: {Base64($"\0ada\0{password}")}\nS: 235 welcome");
        await using var session = await OpenAsync(server, "ada", password);
        server.Heard[1].ShouldBe("AUTH PLAIN");
    }

    [Theory]
    [InlineData("S: 250 AUTH PLAIN\nC: AUTH\nS: 535 5.7.8 bad password", OpeningFailure.SignInRefused)]
    [InlineData("S: 250 AUTH LOGIN\nC: AUTH\nS: 334 \nC: \nS: 334 \nC: \nS: 535 5.7.8 bad password", OpeningFailure.SignInRefused)]
    [InlineData("S: 250 AUTH PLAIN\nC: AUTH\nS: 334 more?", OpeningFailure.SignInRefused)]
    [InlineData("S: 250 AUTH CRAM-MD5", OpeningFailure.SignInRefused)]
    [InlineData("S: 250 8BITMIME", OpeningFailure.SignInRefused)]
    [InlineData("S: 250 AUTH PLAIN\nC: AUTH\nS: 454 4.7.0 ask again later", OpeningFailure.Unreachable)]
    [InlineData("S: 250 AUTH PLAIN\nC: AUTH\nS: 421 closing", OpeningFailure.Unreachable)]
    [InlineData("S: 250 AUTH PLAIN\nC: AUTH\ndrop", OpeningFailure.Unreachable)]
    public async Task A_sign_in_that_fails_says_whether_to_try_again(string script, OpeningFailure expected)
    {
        await using var server = new ScriptedServer(Offers + script);
        var failure = await Should.ThrowAsync<OpeningFailedException>(() => OpenAsync(server, "ada", "topsecret"));
        failure.Failure.ShouldBe(expected);
        failure.Message.ShouldNotContain("topsecret");
    }

    [ForeignAddressFact]
    public async Task A_password_is_not_sent_in_clear_text_to_another_machine()
    {
        await using var server = new ScriptedServer(Offers + "S: 250 AUTH PLAIN\nstall", address: ForeignAddressFactAttribute.Address);
        var failure = await Should.ThrowAsync<OpeningFailedException>(() => OpenAsync(server, "ada", "secret"));
        failure.Failure.ShouldBe(OpeningFailure.SignInRefused);
        failure.Message.ShouldContain("clear text");
        server.Heard.Count.ShouldBe(1);
    }

    [ForeignAddressFact]
    public async Task When_STARTTLS_is_wished_and_not_there_nobody_signs_in()
    {
        await using var server = new ScriptedServer(Offers + "S: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye", address: ForeignAddressFactAttribute.Address);
        await (await OpenAsync(server, "ada", "secret", SmtpSecurity.StartTlsWhenAvailable)).DisposeAsync();
        await server.FinishedAsync();
    }

    [Theory]
    [InlineData(SmtpSecurity.None, "mail.example:587 (clear text)")]
    [InlineData(SmtpSecurity.StartTls, "mail.example:587 (STARTTLS)")]
    [InlineData(SmtpSecurity.StartTlsWhenAvailable, "mail.example:587 (STARTTLS where offered)")]
    [InlineData(SmtpSecurity.Tls, "mail.example:587 (TLS)")]
    public void A_transport_describes_itself(SmtpSecurity security, string expected) =>
        new SmtpTransport(new SmtpOptions { Host = "mail.example", Security = security }).Describe().ShouldBe(expected);

    private static Task<ITransportSession> OpenAsync(ScriptedServer server, string userName, string password, SmtpSecurity security = SmtpSecurity.None)
    {
        var options = server.Options(security);
        (options.UserName, options.Password) = (userName, password);
        return new SmtpTransport(options).OpenAsync();
    }

    private static Task<OpeningFailedException> FailureAsync(SmtpTransport transport) => Should.ThrowAsync<OpeningFailedException>(() => transport.OpenAsync());

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>A fact that needs an address of this machine other than loopback.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ForeignAddressFactAttribute : FactAttribute
{
    public ForeignAddressFactAttribute()
    {
        if (Address is null)
            Skip = "This machine has no address but loopback.";
    }

    public static IPAddress? Address { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up)
        .SelectMany(one => one.GetIPProperties().UnicastAddresses)
        .Select(one => one.Address)
        .FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one));
}
