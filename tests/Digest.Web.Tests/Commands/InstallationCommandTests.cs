using System.Text.Json;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Commands;

/// <summary>The commands that look after an installation, in a folder that has none yet.</summary>
public sealed class InstallationCommandTests
{
    [Fact]
    public async Task Migrate_says_what_it_applied_and_the_second_time_that_there_was_nothing_to_do()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        using var folder = new WorkFolder();
        var (exitCode, document) = await folder.JsonAsync("migrate");
        exitCode.ShouldBe(0);
        document.GetProperty("database").GetString().ShouldBe(Path.Combine(folder.Root, "data", "digest.db"));
        document.GetProperty("applied").EnumerateArray().First().GetString().ShouldBe("0001_start");
        var again = await folder.RunAsync("migrate");
        (again.ExitCode, again.Output.TrimEnd(), again.Errors).ShouldBe((0, "The database is up to date.", ""));
    }

    [Fact]
    public async Task Admin_link_prints_a_new_link_each_time()
    {
        using var folder = new WorkFolder();
        folder.Environment["Site__Url"] = "https://news.example";
        var (exitCode, document) = await folder.JsonAsync("admin", "link");
        exitCode.ShouldBe(0);
        document.GetProperty("validHours").GetInt32().ShouldBe(24);
        document.GetProperty("link").GetString()!.ShouldStartWith("https://news.example/admin/set-up/");
        var again = await folder.RunAsync("admin", "link");
        (again.ExitCode, again.Errors).ShouldBe((0, ""));
        again.Output.ShouldStartWith("https://news.example/admin/set-up/");
        again.Output.ShouldNotContain(document.GetProperty("link").GetString()!);
    }

    [Fact]
    public async Task Edition_send_in_an_empty_folder_closes_the_sample_s_edition_for_nobody_and_is_done()
    {
        using var folder = new WorkFolder();
        var (exitCode, document) = await folder.JsonAsync("edition", "send");
        exitCode.ShouldBe(0);
        document.EnumerateObject().Select(one => one.Name).ShouldBe(["edition", "stories", "recipients", "submitted", "deferred", "failed", "uncertain", "seconds"]);
        foreach (var count in new[] { "recipients", "submitted", "deferred", "failed", "uncertain" })
            document.GetProperty(count).GetInt32().ShouldBe(0);
        document.GetProperty("seconds").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    [Fact]
    public async Task Each_folder_is_an_installation_of_its_own()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        using var one = new WorkFolder();
        using var other = new WorkFolder();
        var files = new List<string?>();
        foreach (var folder in new[] { one, other })
            files.Add((await folder.JsonAsync("migrate")).Document.GetProperty("database").GetString());
        files.ShouldBe([Path.Combine(one.Root, "data", "digest.db"), Path.Combine(other.Root, "data", "digest.db")]);
        File.Exists(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).ShouldBeFalse("what lies beside the program counts for every folder without settings");
    }
}
