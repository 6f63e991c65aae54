using Digest.Storage;

namespace Digest.Subscribers;

/// <summary>Subscribers as the admin looks through them: newest first, or by a part of the address or name.</summary>
public sealed class SubscriberList(Database database)
{
    /// <summary>Shown at once.</summary>
    public const int PageSize = 50;

    /// <summary>How many there are in each state.</summary>
    public Task<IReadOnlyList<StatusCount>> CountAsync() => database.ReadAsync(session =>
        session.QueryAsync<StatusCount>("SELECT status, COUNT(*) AS number FROM subscribers GROUP BY status"));

    /// <summary>Some of those who are meant.</summary>
    /// <param name="filter">Who is meant. With a text, addresses that begin with it come first, and there are no further pages.</param>
    /// <param name="before">Continues behind the subscriber with this id; null: begins.</param>
    public Task<SubscriberPage> ReadAsync(SubscriberFilter filter, long? before = null) => database.ReadAsync(async session =>
    {
        var rows = filter.Text is null
            ? await session.QueryAsync<Subscriber>(
                $"SELECT s.* FROM subscribers s WHERE {filter.Where} AND s.id < @at ORDER BY s.id DESC LIMIT @most", filter.Parameters(before ?? long.MaxValue, PageSize + 1))
            : await SearchAsync(session, filter);
        return new SubscriberPage([.. rows.Take(PageSize)], rows.Count > PageSize);
    });

    // Most searches are the beginning of an address, which an index answers; only others look through all rows.
    private static async Task<IReadOnlyList<Subscriber>> SearchAsync(Session session, SubscriberFilter filter)
    {
        var parameters = filter.Parameters(most: PageSize + 1);
        var first = await session.QueryAsync<Subscriber>(
            $"SELECT s.* FROM subscribers s WHERE {filter.Where} AND s.address_key >= @from AND s.address_key < @to ORDER BY s.address_key LIMIT @most", parameters);
        if (first.Count > PageSize)
            return first;
        var others = await session.QueryAsync<Subscriber>(
            $"SELECT s.* FROM subscribers s WHERE {filter.Where} AND {filter.Contains} AND NOT (s.address_key >= @from AND s.address_key < @to) ORDER BY s.id DESC LIMIT @most", parameters);
        return [.. first, .. others];
    }
}

/// <summary>How many subscribers are in a state.</summary>
public sealed record StatusCount
{
    public SubscriberStatus Status { get; init; }

    public long Number { get; init; }
}

/// <summary>Some subscribers, and whether there are more.</summary>
public sealed record SubscriberPage(IReadOnlyList<Subscriber> Rows, bool HasMore);
