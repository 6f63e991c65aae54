using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Digest.Rendering;
using Digest.Storage;
using Digest.Tests.Tools;
using Digest.Web.Settings;
using Microsoft.Data.Sqlite;

namespace Digest.Web.Tests;

/// <summary>What a person sees when the machine does not do what the program asks of it: one line, and an exit code that says whether anything was done.</summary>
public sealed class BrokenMachineTests
{
    public BrokenMachineTests() => TestStorage.Provider = StorageProvider.Sqlite;

    [Theory]
    [InlineData("migrate")]
    [InlineData("edition", "preview")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    public async Task A_database_that_is_a_folder_is_named(params string[] arguments)
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(Path.Combine(folder.Root, "digest.db"));
        folder.Environment["Storage__ConnectionString"] = "Data Source=digest.db";
        ShouldSay(await folder.RunAsync(arguments), $"The database {Path.Combine(folder.Root, "digest.db")} cannot be used: it cannot be opened");
    }

    [Fact]
    public async Task A_database_that_is_another_kind_of_file_is_named_and_left_alone()
    {
        using var folder = new WorkFolder();
        var file = Path.Combine(folder.Root, "notes.txt");
        var text = string.Concat(Enumerable.Repeat("Buy bread, then the paper.\n", 100));
        await File.WriteAllTextAsync(file, text);
        folder.Environment["Storage__ConnectionString"] = "Data Source=notes.txt";
        ShouldSay(await folder.RunAsync("migrate"), $"The database {file} cannot be used: the file is not a database");
        (await File.ReadAllTextAsync(file)).ShouldBe(text);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    public async Task A_data_folder_that_cannot_be_made_is_named(params string[] arguments)
    {
        using var folder = new WorkFolder();
        // A file stands where the folder should be.
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "data"), "");
        ShouldSay(await folder.RunAsync(arguments), $"The data folder {Path.Combine(folder.Root, "data")} cannot be used: ");
    }

    [Fact]
    public async Task A_file_for_the_preview_that_cannot_be_written_is_named_before_anything_is_done()
    {
        using var folder = new WorkFolder();
        ShouldSay(await folder.RunAsync("edition", "preview", "--html", "nowhere/p.html", "--json"), "nowhere/p.html: cannot be written: there is no folder ");
        Directory.EnumerateFileSystemEntries(folder.Root).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://203.0.113.9:5077", "urls: http://203.0.113.9:5077 cannot be listened on: ")]
    [InlineData("https://127.0.0.1:0", "Kestrel:Certificates:Default:Path")]
    [InlineData("foo", "urls: 'foo' is not an address such as http://localhost:5000")]
    [InlineData("http://127.0.0.1:99999", "urls: 'http://127.0.0.1:99999' is not an address such as http://localhost:5000: the port is a number from 0 to 65535")]
    [InlineData("http://127.0.0.1:5077/news", "urls: 'http://127.0.0.1:5077/news' is not an address such as http://localhost:5000: it has a path")]
    public async Task An_address_that_cannot_be_listened_on_is_named(string urls, string says)
    {
        using var folder = new WorkFolder();
        // A developer's machine has a certificate in its user's folder.
        folder.Environment["HOME"] = folder.Root;
        ShouldSay(await folder.RunAsync("--urls", urls), says);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_and_another_is_proposed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        using var folder = new WorkFolder();
        ShouldSay(await folder.RunAsync("--urls", urls), $"urls: {urls} cannot be listened on: another program does so already; choose another with --urls http://localhost:5001");
    }

    [Theory]
    [InlineData(5, "another program holds it")]
    [InlineData(8, "it may not be written to")]
    [InlineData(11, "the file is damaged")]
    [InlineData(13, "the disk is full")]
    [InlineData(14, "it cannot be opened")]
    [InlineData(26, "the file is not a database")]
    [InlineData(1, "no such table: stories")]
    public void What_the_database_says_is_put_into_words(int code, string says) =>
        DatabaseProblem.Words(new SqliteException($"SQLite Error {code.ToString(CultureInfo.InvariantCulture)}: 'no such table: stories'.", code)).ShouldContain(says);

    [Fact]
    public void A_template_that_fails_and_a_database_inside_another_exception_are_told_in_one_line()
    {
        Failure.Of(new TemplateException("Digest.cshtml: broken")).ShouldBe(("Digest.cshtml: broken", ExitCode.DoneWithFailures));
        var (line, exitCode) = Failure.Of(new InvalidOperationException("the job engine\ncannot start", new SqliteException("SQLite Error 13: 'full'", 13)));
        (line, exitCode).ShouldBe((line.ReplaceLineEndings(" "), ExitCode.DoneWithFailures));
        line.ShouldBe($"A database in {Path.Combine(Environment.CurrentDirectory, "data")} cannot be used: the disk is full");
        Failure.Of(new SettingsException("Site:Name: empty")).ShouldBe(("Site:Name: empty", ExitCode.WrongUse));
        Failure.Of(new FormatException("odd")).Line.ShouldStartWith("This should not have happened: odd");
    }

    private static void ShouldSay(ProgramRun run, string says)
    {
        run.Errors.ShouldContain(says);
        run.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
    }
}
