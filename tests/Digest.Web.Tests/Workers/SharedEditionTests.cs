using System.Text.Json;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Workers;

/// <summary>Two processes of the real program on one PostgreSQL database, both of them workers.</summary>
public sealed class SharedEditionTests
{
    private const int Readers = 3_000;
    private const int ConnectionsEach = 4;

    [PostgresFact]
    public async Task Two_processes_share_an_edition_and_when_one_is_killed_everybody_gets_it_and_the_books_are_right()
    {
        TestStorage.Provider = StorageProvider.Postgres;
        await using var server = new CountingServer();
        using var folder = Folder(server);
        await folder.ImportAsync(Enumerable.Range(0, Readers).Select(number => $"reader{number}@reader.example"));
        await using var stays = await RunningSite.StartAsync(folder);
        using var database = folder.OpenDatabase();
        Task<(int ExitCode, JsonElement Report)> sending;
        await using (await RunningSite.StartAsync(folder))
        {
            await WorkFolder.UntilAsync(async () => await CountAsync(database, "SELECT COUNT(*) FROM machines WHERE is_worker = 1") == 2);
            sending = folder.JsonAsync("edition", "send");
            await WorkFolder.UntilAsync(() => Task.FromResult(server.Arrivals.Count > Readers / 3));
            server.Arrivals.Select(one => one.Connection).Distinct().Count().ShouldBe(2 * ConnectionsEach, "both submit, over their own connections");
            // Leaving the block kills it.
            server.Arrivals.Count.ShouldBeLessThan(Readers, "the edition was over before it could be interrupted");
        }
        var (exitCode, report) = await sending;
        exitCode.ShouldBe(0);
        (report.GetProperty("recipients").GetInt32(), report.GetProperty("submitted").GetInt32()).ShouldBe((Readers, Readers));
        report.GetProperty("seconds").GetDouble().ShouldBeLessThan(60);
        server.Arrivals.Select(one => one.To).Distinct(StringComparer.Ordinal).Count().ShouldBe(Readers);
        server.Arrivals.Select(one => one.MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(Readers, "a repetition is recognised by its Message-ID");
        server.Arrivals.Count.ShouldBeLessThanOrEqualTo(Readers + ConnectionsEach);
        (await CountAsync(database, "SELECT COUNT(*) FROM messages WHERE kind = 'Digest' AND status = 'Submitted' AND finished_at IS NOT NULL AND lease IS NULL")).ShouldBe(Readers);
        (await CountAsync(database, "SELECT COUNT(*) FROM attempts WHERE outcome = 'Submitted'")).ShouldBe(Readers);
        (await CountAsync(database, "SELECT COUNT(*) FROM attempts WHERE outcome = 'Uncertain'")).ShouldBeLessThanOrEqualTo(ConnectionsEach);
        (await CountAsync(database, "SELECT COUNT(*) FROM attempts WHERE outcome NOT IN ('Submitted', 'Uncertain')")).ShouldBe(0);
        (await CountAsync(database, "SELECT COUNT(*) FROM subscribers WHERE position = (SELECT MAX(last_number) FROM editions) AND offered_ahead = '[]'")).ShouldBe(Readers);
        (await CountAsync(database, "SELECT COUNT(*) FROM workers")).ShouldBe(1);
    }

    private static Task<int> CountAsync(Database database, string sql) => database.ReadAsync(session => session.ScalarAsync<int>(sql));

    private static WorkFolder Folder(CountingServer server)
    {
        var folder = new WorkFolder();
        folder.Environment["Site__Url"] = "https://news.example";
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = $"{server.Port}";
        folder.Environment["Smtp__Security"] = "None";
        folder.Environment["Smtp__MaxConnections"] = $"{ConnectionsEach}";
        folder.Environment["Smtp__MessagesPerConnection"] = $"{Readers}";
        // Slow enough that one can be killed in the middle.
        folder.Environment["Smtp__MaxPerSecond"] = "250";
        return folder;
    }
}
