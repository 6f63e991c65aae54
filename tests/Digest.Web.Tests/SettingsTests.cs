using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Web.Tests;

/// <summary>What a person sees who wrote a setting wrong: one line that names it, and exit code 2.</summary>
public sealed class SettingsTests
{
    public SettingsTests() => TestStorage.Provider = StorageProvider.Sqlite;

    [Theory]
    [InlineData("Smtp__Port", "70000", "Smtp:Port")]
    [InlineData("Smtp__Port", "many", "Smtp:Port: 'many' is not a whole number")]
    [InlineData("Smtp__Security", "Maybe", "Smtp:Security: 'Maybe' is not one of None, StartTls, StartTlsWhenAvailable, Tls")]
    [InlineData("Smtp__Hots", "mail", "Smtp:Hots: there is no such setting")]
    [InlineData("Editions__SendAt", "7 o'clock", "Editions:SendAt: '7 o'clock' is not a time of day such as 07:00")]
    [InlineData("Editions__TimeZone", "Mars/Base", "Editions:TimeZone: 'Mars/Base' is not a time zone such as Europe/Madrid")]
    [InlineData("Editions__MaxStories", "0", "Editions:MaxStories")]
    [InlineData("Outbox__ResubmitUncertain", "perhaps", "Outbox:ResubmitUncertain: 'perhaps' is neither true nor false")]
    [InlineData("Site__From", "nobody", "Site:From")]
    [InlineData("Site__Url", "news", "Site:Url: 'news' is not an address such as https://news.example")]
    [InlineData("Feeds__0__PollMinutes", "5", "Feeds:0:Url")]
    [InlineData("Editions__Ranking__Variety", "1.5", "Editions:Ranking:Variety")]
    [InlineData("Editions__Ranking__FreshnessHours", "0", "Editions:Ranking:FreshnessHours")]
    [InlineData("Editions__Ranking__Pictures", "lots", "Editions:Ranking:Pictures: 'lots' is not a number")]
    [InlineData("Editions__Ranking__Pics", "1", "Editions:Ranking:Pics: there is no such setting")]
    [InlineData("Related__HalfLifeDays", "0", "Related:HalfLifeDays")]
    [InlineData("Related__ClusterScore", "1.5", "Related:ClusterScore")]
    [InlineData("Related__ClusterHours", "721", "Related:ClusterHours")]
    [InlineData("Web__TrustedProxies__0", "10.0.0.1", "Web:TrustedProxies: one value is expected, such as \"TrustedProxies\": \"10.0.0.1, 10.0.0.2\"")]
    [InlineData("Feeds__0", "a.xml", "Feeds:0: a section is expected, such as \"Feeds\": [ { \"Url\": \"https://www.news.example/feed.xml\" } ]")]
    [InlineData("Site__Appeal__Link", "mailto:x@news.example", "Site:Appeal:Link: 'mailto:x@news.example' is not an address such as")]
    [InlineData("Signup__MailsPerHour", "0", "Signup:MailsPerHour: ")]
    [InlineData("Signup__WorkBits", "40", "Signup:WorkBits: ")]
    [InlineData("Signup__CheckDomains", "perhaps", "Signup:CheckDomains: 'perhaps' is neither true nor false")]
    [InlineData("Net__DnsServers", "resolver", "Net:DnsServers: 'resolver' is not an address such as 192.0.2.1 or 192.0.2.1:53")]
    [InlineData("Web__TrustedProxies", "proxy", "Web:TrustedProxies: 'proxy' is not an IP address")]
    [InlineData("Storage__Provider", "Oracle", "Storage:Provider: 'Oracle' is not one of")]
    [InlineData("Alerts__To", "desk@news.example, night desk", "Alerts:To: 'night desk' is not a mailbox such as")]
    [InlineData("Alerts__WebhookUrl", "chat.example/hook", "Alerts:WebhookUrl: it is not an address such as https://chat.example/hooks/digest")]
    [InlineData("urls", "localhost", "urls: 'localhost' is not an address such as http://localhost:5000")]
    public async Task A_bad_setting_stops_the_start_with_one_line_that_names_it(string name, string value, string says)
    {
        using var folder = new WorkFolder();
        folder.Environment[name] = value;
        var run = await folder.RunAsync();
        run.ExitCode.ShouldBe(2, run.Errors);
        run.Errors.TrimEnd().ShouldNotContain("\n");
        run.Errors.ShouldContain(says);
        Directory.EnumerateFileSystemEntries(folder.Root).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_settings_file_that_is_no_json_is_named()
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "appsettings.json"), "{ \"Site\": ");
        var run = await folder.RunAsync("migrate");
        run.ExitCode.ShouldBe(2);
        run.Errors.TrimEnd().ShouldNotContain("\n");
        run.Errors.ShouldContain("appsettings.json");
    }

    [Fact]
    public async Task The_local_file_goes_before_the_common_one_and_the_environment_before_both()
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "appsettings.json"), """{ "Storage": { "ConnectionString": "Data Source=common.db" } }""");
        (await folder.JsonAsync("migrate")).Document.GetProperty("database").GetString().ShouldBe(Path.Combine(folder.Root, "common.db"));
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "appsettings.Local.json"), """{ "Storage": { "ConnectionString": "Data Source=local.db" } }""");
        (await folder.JsonAsync("migrate")).Document.GetProperty("database").GetString().ShouldBe(Path.Combine(folder.Root, "local.db"));
        folder.Environment["Storage__ConnectionString"] = "Data Source=own.db";
        (await folder.JsonAsync("migrate")).Document.GetProperty("database").GetString().ShouldBe(Path.Combine(folder.Root, "own.db"));
    }

    [Theory]
    [InlineData("frob")]
    [InlineData("edition", "frob")]
    [InlineData("subscribers", "import")]
    [InlineData("migrate", "--jsno")]
    public async Task A_wrong_command_is_answered_with_exit_code_2(params string[] arguments)
    {
        using var folder = new WorkFolder();
        var run = await folder.RunAsync(arguments);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldNotContain("   at ");
    }
}
