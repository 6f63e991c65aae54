using System.Text.Json;
using Digest.Storage;

namespace Digest.Stories;

/// <summary>The topics of the newest stories, for readers to choose from.</summary>
public sealed class ArchiveTopics(Database database)
{
    private const int Newest = 500;

    /// <summary>Sorted, each once.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var lists = await database.ReadAsync(session => session.QueryAsync<string>("SELECT topics FROM stories WHERE topics <> '[]' ORDER BY id DESC LIMIT @Newest", new { Newest }));
        return [.. lists
            .SelectMany(list => JsonSerializer.Deserialize<string[]>(list) ?? [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)];
    }
}
