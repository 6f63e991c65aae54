using Digest.Storage;

namespace Digest.Outbox;

/// <summary>How the submission of an edition goes on.</summary>
/// <param name="FirstAnswerAt">When its first message had an answer, in milliseconds; null: none has.</param>
/// <param name="LastAnswerAt">When a message of it was answered last.</param>
/// <param name="PerSecond">Answers a second, lately; 0: not known.</param>
public sealed record EditionProgress(long? FirstAnswerAt, long? LastAnswerAt, double PerSecond)
{
    private const int Looked = 500;
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);

    public static async Task<EditionProgress> ReadAsync(Session session, long editionId, long now)
    {
        var answers = await session.FirstOrDefaultAsync<Answers>("SELECT first_at, last_at FROM edition_answers WHERE edition_id = @editionId", new { editionId });
        // The end of the attempts' list is read, never all of it. Being put off is no answer.
        var lately = await session.FirstOrDefaultAsync<Lines>(
            """
            SELECT COUNT(*) AS number, MIN(a.at) AS first_at, MAX(a.at) AS last_at
            FROM (SELECT message_id, at, outcome, code FROM attempts ORDER BY id DESC LIMIT @Looked) a JOIN messages m ON m.id = a.message_id
            WHERE m.edition_id = @editionId AND a.at > @since AND NOT (a.outcome = 'Deferred' AND a.code IS NULL)
            """, new { editionId, Looked, since = now - (long)Lately.TotalMilliseconds });
        var milliseconds = lately?.LastAt - lately?.FirstAt;
        return new EditionProgress(answers?.FirstAt, answers?.LastAt, milliseconds > 0 ? (lately!.Number - 1) * 1000.0 / milliseconds.Value : 0);
    }

    /// <summary>When messages of editions were answered last.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> LastAnswersAsync(Session session, IReadOnlyCollection<long> editionIds) =>
        (await session.QueryAsync<Answers>("SELECT edition_id, first_at, last_at FROM edition_answers WHERE edition_id IN @editionIds", new { editionIds }))
        .ToDictionary(one => one.EditionId, one => one.LastAt);

    /// <summary>Notes that messages of these editions were answered.</summary>
    internal static async Task NoteAsync(Session session, IEnumerable<long> editionIds, long now)
    {
        foreach (var edition in editionIds.Distinct())
        {
            await session.ExecuteAsync(
                "INSERT INTO edition_answers (edition_id, first_at, last_at) VALUES (@edition, @now, @now) ON CONFLICT (edition_id) DO UPDATE SET last_at = excluded.last_at", new { edition, now });
        }
    }

    private sealed record Answers
    {
        public long EditionId { get; init; }

        public long FirstAt { get; init; }

        public long LastAt { get; init; }
    }

    private sealed record Lines
    {
        public int Number { get; init; }

        public long? FirstAt { get; init; }

        public long? LastAt { get; init; }
    }
}
