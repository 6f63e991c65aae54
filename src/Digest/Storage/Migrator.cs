using System.Globalization;
using System.Reflection;

namespace Digest.Storage;

/// <summary>Brings the database to this program's version: numbered scripts, each applied once, all in one transaction.</summary>
public sealed class Migrator(Database database, TimeProvider clock)
{
    private string Folder => $"Migrations/{database.Options.Provider}/";

    /// <summary>Applies the scripts that the database lacks.</summary>
    /// <returns>The names of the scripts that were applied; empty when the database was up to date.</returns>
    /// <exception cref="DatabaseTooNewException">A newer version of the program has already changed the database.</exception>
    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation = default) => database.WriteAsync<IReadOnlyList<string>>(async session =>
    {
        await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_versions (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)");
        var present = await session.ScalarAsync<int?>("SELECT MAX(version) FROM schema_versions") ?? 0;
        var scripts = Scripts();
        if (present > scripts[^1].Version)
            throw new DatabaseTooNewException(present, scripts[^1].Version);
        var pending = scripts.Where(script => script.Version > present).ToList();
        foreach (var script in pending)
        {
            await session.ExecuteAsync(script.Sql);
            await session.ExecuteAsync("INSERT INTO schema_versions (version, name, applied_at) VALUES (@Version, @Name, @now)", new { script.Version, script.Name, now = clock.Milliseconds() });
        }
        await session.ExecuteAsync("INSERT INTO installation (id, installed_at) VALUES (1, @now) ON CONFLICT (id) DO NOTHING", new { now = clock.Milliseconds() });
        return pending.ConvertAll(script => script.Name);
    }, cancellation);

    private List<Script> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name))
            .ToList();
    }

    private Script Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = Path.GetFileNameWithoutExtension(resource[Folder.Length..]);
        return new Script(int.Parse(name[..name.IndexOf('_', StringComparison.Ordinal)], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }

    private sealed record Script(int Version, string Name, string Sql);
}

/// <summary>The database was written by a newer version of the program.</summary>
public sealed class DatabaseTooNewException(int found, int known)
    : Exception($"The database is at version {found}, this program knows versions up to {known}: start the newer program, or restore the backup made before it was upgraded.");
