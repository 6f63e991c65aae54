using System.Diagnostics;
using System.Globalization;
using Digest.Storage;
using Npgsql;

namespace Digest.Tests.Tools;

/// <summary>
/// A PostgreSQL server of the tests' own: Debian's programs on a cluster in a temporary folder, reached by a socket there, without
/// flushing to disk. Started when a test first asks for it; the system ends it with this process, however that ends.
/// </summary>
internal sealed class PostgresServer
{
    /// <summary>Why tests on PostgreSQL are skipped; null: they are not.</summary>
    public static readonly string? Missing = Programs() is null ? "No PostgreSQL on this machine (Debian: apt-get install postgresql)." : null;

    private const string Prefix = "digest-postgres-", User = "digest", Password = "a password of the tests", Template = "digest_template";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> TheOne = new(StartAsync);
    private readonly string folder;
    private readonly NpgsqlDataSource admin;
    private int databases;

    private PostgresServer(string folder)
    {
        this.folder = folder;
        admin = NpgsqlDataSource.Create(ConnectionString("postgres"));
    }

    /// <summary>The folder of its socket, as a connection string names it.</summary>
    public string Host => folder;

    public static Task<PostgresServer> GetAsync() => TheOne.Value;

    public string ConnectionString(string database, string password = Password) =>
        new NpgsqlConnectionStringBuilder { Host = folder, Database = database, Username = User, Password = password, MinPoolSize = 0, MaxPoolSize = 30 }.ToString();

    /// <summary>A database of its own, at the program's version, copied from one that was migrated once; or without a table.</summary>
    public async Task<string> CreateDatabaseAsync(bool empty = false)
    {
        var name = "digest_" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await ExecuteAsync(empty ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {Template}");
        return name;
    }

    public Task DropDatabaseAsync(string name) => ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var programs = Programs() ?? throw new InvalidOperationException(Missing);
        Sweep();
        var root = Directory.CreateTempSubdirectory(Prefix).FullName;
        var passwordFile = Path.Combine(root, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", ServersUser(), root);
        await RunAsync("setpriv", [.. AsServersUser(), "--", Path.Combine(programs, "initdb"), "-D", Path.Combine(root, "data"), "-U", User, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        await RunAsync("chmod", "o+rx", root);
        Begin(root, programs);
        var server = new PostgresServer(root);
        await server.UntilReadyAsync();
        await server.ExecuteAsync($"CREATE DATABASE {Template}");
        using (var database = new Database(new StorageOptions { Provider = StorageProvider.Postgres, ConnectionString = server.ConnectionString(Template), Folder = root }))
        {
            await new Migrator(database, TimeProvider.System).MigrateAsync();
            // Each test was installed at its own time.
            await database.WriteAsync(session => session.ExecuteAsync("DELETE FROM installation"));
        }
        return server;
    }

    /// <summary>Removes what runs left behind that were interrupted.</summary>
    private static void Sweep()
    {
        foreach (var left in new DirectoryInfo(Path.GetTempPath()).GetDirectories(Prefix + "*").Where(one => one.CreationTimeUtc < TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10)))
        {
            var lockFile = Path.Combine(left.FullName, "data", "postmaster.pid");
            if (!File.Exists(lockFile) || !Directory.Exists(Path.Combine("/proc", File.ReadLines(lockFile).First())))
                left.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The shell ends the server and removes the folder when the system tells it that the thread is no more that began it:
    /// that thread lasts as long as this process, however that ends.
    /// </summary>
    private static void Begin(string root, string programs)
    {
        const string script = """trap 'kill -QUIT $server' TERM; "$@" & server=$!; wait; wait; rm -rf "$0" """;
        var start = new ProcessStartInfo("setpriv",
        [
            .. AsServersUser(), "--pdeathsig", "TERM", "--", "sh", "-c", script, root,
            Path.Combine(programs, "postgres"), "-D", Path.Combine(root, "data"), "-k", root,
            "-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=400", "-c", "shared_buffers=64MB",
            "-c", "logging_collector=on", "-c", "log_destination=stderr", "-c", "log_min_messages=fatal",
        ])
        { WorkingDirectory = "/" };
        using var began = new ManualResetEventSlim();
        new Thread(() =>
        {
            using var process = Process.Start(start)!;
            began.Set();
            process.WaitForExit();
        })
        { IsBackground = true, Name = "PostgreSQL" }.Start();
        began.Wait();
    }

    private async Task UntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max(StringComparer.Ordinal)
        : null;

    private static string ServersUser() => File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    private static string[] AsServersUser() => Environment.IsPrivilegedProcess ? ["--reuid", ServersUser(), "--clear-groups"] : [];

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await output + await errors);
    }
}
