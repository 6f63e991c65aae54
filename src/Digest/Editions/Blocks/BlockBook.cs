using Dapper;
using Digest.Storage;
using Microsoft.Extensions.Logging;

namespace Digest.Editions.Blocks;

/// <summary>The blocks' rows, and what editors do to them. A change is made to the version that the editor saw, or not at all.</summary>
public sealed class BlockBook(Database database, TimeProvider clock, ILogger<BlockBook> logger)
{
    private const string Select = "SELECT id, kind, place, text, first_day, last_day, weekdays, is_on, version, changed_at, changed_by FROM blocks WHERE removed_at IS NULL";
    private const string AsSeen = "WHERE id = @id AND version = @version AND removed_at IS NULL";

    /// <summary>All of them, in the order in which they were made.</summary>
    public Task<IReadOnlyList<EditionBlock>> AllAsync(CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.QueryAsync<EditionBlock>($"{Select} ORDER BY id"), cancellation);

    /// <summary>One; null: there is none of the number, or not any more.</summary>
    public Task<EditionBlock?> FindAsync(long id, CancellationToken cancellation = default) =>
        database.ReadAsync(session => session.FirstOrDefaultAsync<EditionBlock>($"{Select} AND id = @id", new { id }), cancellation);

    /// <summary>Adds a block that is switched off.</summary>
    /// <param name="draft">Without a problem.</param>
    /// <param name="by">The admin's name.</param>
    /// <returns>Its number.</returns>
    public async Task<long> AddAsync(BlockDraft draft, string by)
    {
        var id = await database.WriteAsync(session => session.ScalarAsync<long>(
            """
            INSERT INTO blocks (kind, place, text, first_day, last_day, weekdays, changed_at, changed_by)
            VALUES (@kind, @place, @text, @first, @last, @weekdays, @now, @by) RETURNING id
            """, With(draft, by)));
        logger.LogInformation("{Admin} added block {Block}", by, id);
        return id;
    }

    /// <summary>Changes what it says, where and when.</summary>
    /// <inheritdoc cref="SwitchAsync" path="/returns"/>
    public Task<bool> ChangeAsync(long id, long version, BlockDraft draft, string by)
    {
        var parameters = With(draft, by);
        parameters.AddDynamicParams(new { id, version });
        return ChangeAsync("place = @place, text = @text, first_day = @first, last_day = @last, weekdays = @weekdays", "changed", id, by, parameters);
    }

    /// <summary>Switches it on or off.</summary>
    /// <returns>False: somebody changed or removed it meanwhile.</returns>
    public Task<bool> SwitchAsync(long id, long version, bool isOn, string by) =>
        ChangeAsync("is_on = @isOn", isOn ? "switched on" : "switched off", id, by, new { id, version, isOn, by, now = clock.Milliseconds() });

    /// <summary>Removes it.</summary>
    /// <inheritdoc cref="SwitchAsync" path="/returns"/>
    public Task<bool> RemoveAsync(long id, long version, string by) =>
        ChangeAsync("removed_at = @now", "removed", id, by, new { id, version, by, now = clock.Milliseconds() });

    private async Task<bool> ChangeAsync(string what, string deed, long id, string by, object parameters)
    {
        var isDone = await database.WriteAsync(session => session.ExecuteAsync($"UPDATE blocks SET {what}, version = version + 1, changed_at = @now, changed_by = @by {AsSeen}", parameters)) == 1;
        if (isDone)
            logger.LogInformation("{Admin} {Deed} block {Block}", by, deed, id);
        return isDone;
    }

    private DynamicParameters With(BlockDraft draft, string by)
    {
        var parameters = new DynamicParameters(draft.Row());
        parameters.AddDynamicParams(new { by, now = clock.Milliseconds() });
        return parameters;
    }
}
