using System.Net;
using System.Net.Sockets;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Commands;

/// <summary>What a person sees who sets up a PostgreSQL database.</summary>
public sealed class PostgresCommandTests
{
    private const string Setting = "Storage__ConnectionString";
    private const string Secret = "quarrelsome-heron";

    public PostgresCommandTests() => TestStorage.Provider = StorageProvider.Postgres;

    [PostgresFact]
    public async Task Migrate_says_what_it_applied_and_the_second_time_that_there_was_nothing_to_do()
    {
        using var folder = new WorkFolder();
        var (exitCode, document) = await folder.JsonAsync("migrate");
        exitCode.ShouldBe(0);
        document.GetProperty("database").GetString().ShouldStartWith("digest_");
        document.GetProperty("applied").EnumerateArray().First().GetString().ShouldBe("0001_start");
        var again = await folder.RunAsync("migrate");
        (again.ExitCode, again.Output.TrimEnd(), again.Errors).ShouldBe((0, "The database is up to date.", ""));
        Directory.EnumerateFileSystemEntries(folder.Root).ShouldBeEmpty("nothing lies in files");
    }

    [PostgresFact]
    public async Task A_wrong_password_is_named_and_not_shown()
    {
        using var folder = new WorkFolder();
        folder.Environment[Setting] = (await PostgresServer.GetAsync()).ConnectionString("postgres", Secret);
        ShouldSay(await folder.RunAsync("migrate"), "The database postgres on ", "the server refuses the user name or the password of Storage:ConnectionString");
        ShouldSay(await folder.RunAsync("edition", "send"), "the server refuses the user name or the password of Storage:ConnectionString");
    }

    [PostgresFact]
    public async Task A_database_that_the_server_does_not_have_is_named()
    {
        using var folder = new WorkFolder();
        folder.Environment[Setting] = (await PostgresServer.GetAsync()).ConnectionString("nowhere");
        ShouldSay(await folder.RunAsync("migrate"), "The database nowhere on ", "the server has no database of that name");
    }

    [Fact]
    public async Task A_server_that_is_not_reached_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        ShouldSay(await RunAsync($"Host=127.0.0.1;Port={port};Database=digest;Username=digest;Password={Secret}", "migrate"), "The database digest on 127.0.0.1 cannot be used: the server is not reached");
        ShouldSay(await RunAsync($"Host=127.0.0.1;Port={port};Database=digest;Username=digest;Password={Secret}", "--urls", "http://127.0.0.1:0"), "the server is not reached");
    }

    [Theory]
    [InlineData("Data Source=data/digest.db", "it is not understood; for PostgreSQL the form is Host=")]
    [InlineData("Host=db.example;Port=many;Password=" + Secret, "it is not understood")]
    [InlineData("Host=db.example;Password=" + Secret, "it must name a server and a database")]
    public async Task What_is_no_way_to_a_server_is_refused_with_the_form(string connectionString, string says) =>
        ShouldSay(await RunAsync(connectionString, "migrate"), "Storage:ConnectionString: ", says);

    private static async Task<ProgramRun> RunAsync(string connectionString, params string[] arguments)
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        using var folder = new WorkFolder();
        folder.Environment["Storage__Provider"] = nameof(StorageProvider.Postgres);
        folder.Environment[Setting] = connectionString;
        return await folder.RunAsync(arguments);
    }

    private static void ShouldSay(ProgramRun run, params string[] says)
    {
        foreach (var words in says)
            run.Errors.ShouldContain(words);
        run.Errors.ShouldNotContain(Secret);
        run.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
    }
}
