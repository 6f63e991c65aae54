using System.Xml.Linq;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests;

/// <summary>
/// Stands in for the vulnerability audit, which not every package source answers: nothing that reads what strangers send may
/// go back behind the version that was last looked at.
/// </summary>
public sealed class MinimumVersionTests
{
    private static readonly Dictionary<string, string> Versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .ToDictionary(version => version.Attribute("Include")!.Value, version => version.Attribute("Version")!.Value, StringComparer.Ordinal);

    [Theory]
    [InlineData("AngleSharp", "1.10.3")]
    [InlineData("CsvHelper", "34.0.0")]
    [InlineData("Markdig", "1.6.0")]
    [InlineData("Microsoft.Data.Sqlite", "10.0.14")]
    [InlineData("SQLitePCLRaw.bundle_e_sqlite3", "3.0.3")]
    [InlineData("Quartz", "4.7.3")]
    public void A_package_does_not_go_back_behind_what_was_looked_at(string package, string minimum) =>
        Version.Parse(Versions[package]).ShouldBeGreaterThanOrEqualTo(Version.Parse(minimum));

    [Fact]
    public void Every_version_is_exact() =>
        Versions.Values.Where(version => version.Any(character => "*[](),".Contains(character, StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public async Task The_database_engine_has_the_fix_of_its_last_memory_fault()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        await using var test = await TestDatabase.CreateAsync();
        var version = await test.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT sqlite_version()"));
        // CVE-2025-6965
        Version.Parse(version!).ShouldBeGreaterThanOrEqualTo(new Version(3, 50, 2));
    }
}
