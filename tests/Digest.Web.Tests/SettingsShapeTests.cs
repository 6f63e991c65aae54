using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Web.Tests;

/// <summary>Settings files of the wrong shape: one line that names the place and shows the right form.</summary>
public sealed class SettingsShapeTests
{
    public SettingsShapeTests() => TestStorage.Provider = StorageProvider.Sqlite;

    [Theory]
    [InlineData("""{ "Sites": { "Name": "x" } }""", "Sites: there is no such section; there are Site, Storage, Feeds, StoryPages, Net, Editions, Smtp, Dkim, Outbox, Retention, Related, Signup, Alerts, Web")]
    [InlineData("""{ "Edition": { "SendAt": "08:00" } }""", "Edition: there is no such section")]
    [InlineData("""{ "Feed": [] }""", "Feed: there is no such section")]
    [InlineData("""{ "Smpt": {} }""", "Smpt: there is no such section")]
    [InlineData("""{ "Dikm": { "Domain": "news.example" } }""", "Dikm: there is no such section")]
    [InlineData("""{ "Alerts": "desk@news.example" }""", "Alerts: a section is expected, such as \"Alerts\": { \"To\": \"desk@news.example, ops@news.example\" }")]
    [InlineData("""{ "Site": "x" }""", "Site: a section is expected, such as \"Site\": { \"Name\": \"The Saltmarsh Courier\" }")]
    [InlineData("""{ "Site": ["x"] }""", "Site: a section is expected, such as")]
    [InlineData("""{ "Site": { "Appeal": "x" } }""", "Site:Appeal: a section is expected, such as \"Appeal\": { \"Headline\": \"…\" }")]
    [InlineData("""{ "Feeds": "a.xml" }""", "Feeds: a list is expected, such as \"Feeds\": [ { \"Url\": \"https://www.news.example/feed.xml\" } ]")]
    [InlineData("""{ "Feeds": ["a.xml"] }""", "Feeds:0: a section is expected, such as \"Feeds\": [ { \"Url\": \"https://www.news.example/feed.xml\" } ]")]
    [InlineData("""{ "Feeds": { "Url": "a.xml" } }""", "Feeds: a list is expected, such as")]
    [InlineData("""{ "Site": { "Name": ["x"] } }""", "Site:Name: one value is expected, such as \"Name\": \"The Saltmarsh Courier\"")]
    [InlineData("""{ "Smtp": { "Port": { "x": 1 } } }""", "Smtp:Port: one value is expected, such as \"Port\": 587")]
    [InlineData("""{ "Outbox": { "ResubmitUncertain": [true] } }""", "Outbox:ResubmitUncertain: one value is expected, such as \"ResubmitUncertain\": true")]
    [InlineData("""{ "Smtp": { "Security": ["Tls"] } }""", "Smtp:Security: one value is expected, such as \"Security\": \"StartTlsWhenAvailable\"")]
    [InlineData("""{ "Web": { "TrustedProxies": ["10.0.0.1"] } }""", "Web:TrustedProxies: one value is expected, such as \"TrustedProxies\": \"10.0.0.1, 10.0.0.2\"")]
    [InlineData("""{ "Storage": { "ConnectionString": "x.db" } }""", "Storage:ConnectionString: it is not understood; the form is Data Source=data/digest.db")]
    [InlineData("""{ "Site": { "Appeal": { "Link": "javascript:x" } } }""", "Site:Appeal:Link: 'javascript:x' is not an address such as https://news.example/support")]
    [InlineData("""{ "Site": { "Appeal": { "Link": "support" } } }""", "Site:Appeal:Link: 'support' is not an address such as")]
    [InlineData("[]", "appsettings.json: ")]
    [InlineData("{\n  \"Site\": {\n    \"Name\" \"x\"\n  }\n}", "appsettings.json, line 3: ")]
    [InlineData("""{ "Site": { "Name": "x", "name": "y" } }""", "appsettings.json: ")]
    public async Task A_file_of_the_wrong_shape_is_refused_with_the_right_form(string json, string says)
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "appsettings.json"), json);
        var run = await folder.RunAsync("migrate");
        run.Errors.ShouldContain(says);
        run.Errors.TrimEnd().ShouldNotContain("\n");
        run.ExitCode.ShouldBe(2);
        Directory.GetFileSystemEntries(folder.Root).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_local_file_is_looked_at_as_closely()
    {
        using var folder = new WorkFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "appsettings.Local.json"), """{ "Smpt": { "Password": "secret" } }""");
        var run = await folder.RunAsync("migrate");
        run.Errors.ShouldContain("Smpt: there is no such section");
        run.Errors.ShouldNotContain("secret");
        run.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task What_belongs_to_the_framework_is_left_to_it_and_so_are_a_machine_s_own_variables()
    {
        using var folder = new WorkFolder();
        folder.Environment["SITE"] = "production";
        folder.Environment["WEB"] = "1";
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "appsettings.json"), """
            { "Logging": { "LogLevel": { "Default": "Warning" } }, "Kestrel": {}, "AllowedHosts": "*", "urls": "http://localhost:5009", "Feeds": [], "Site": {}, "Web": null }
            """);
        var run = await folder.RunAsync("migrate");
        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
    }
}
