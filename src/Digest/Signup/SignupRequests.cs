using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>The rows of requests: each method is one statement. Times are UTC milliseconds.</summary>
internal static class SignupRequests
{
    public static Task AddAsync(Session session, IEnumerable<SignupRequest> requests) => session.ExecuteAsync(
        """
        INSERT INTO signup_requests (address, address_key, name, source, client, form_text, language, network, domain, at)
        VALUES (@Address, @key, @Name, @Source, @Client, @FormText, @Language, @Network, @Domain, @At)
        """,
        requests.Select(request => new
        {
            request.Address,
            key = Key(request.Address),
            request.Name,
            request.Source,
            request.Client,
            request.FormText,
            request.Language,
            request.Network,
            request.Domain,
            request.At,
        }));

    /// <summary>The newest requests for an address before a time.</summary>
    public static Task<IReadOnlyList<PastRequest>> ReadAsync(Session session, string addressKey, long before, int most) => session.QueryAsync<PastRequest>(
        """
        SELECT id, at, source, client, form_text, handled_at, outcome
        FROM signup_requests
        WHERE address_key = @addressKey AND at < @before
        ORDER BY at DESC, id DESC
        LIMIT @most
        """,
        new { addressKey, before, most });

    /// <summary>Removes every request for an address, answered or not.</summary>
    public static Task EraseAsync(Session session, string addressKey) => session.ExecuteAsync("DELETE FROM signup_requests WHERE address_key = @addressKey", new { addressKey });

    /// <summary>The oldest that nobody has answered, apart from those that are put off.</summary>
    public static Task<IReadOnlyList<SignupRequest>> OpenAsync(Session session, long now, int most) => session.QueryAsync<SignupRequest>(
        """
        SELECT id, address, name, source, client, form_text, language, network, domain, at
        FROM signup_requests
        WHERE handled_at IS NULL AND due_at <= @now
        ORDER BY due_at, id
        LIMIT @most
        """,
        new { now, most });

    /// <summary>Leaves requests open, but looks at them later.</summary>
    public static Task PutOffAsync(Session session, IEnumerable<SignupRequest> requests, long until) => session.ExecuteAsync(
        "UPDATE signup_requests SET due_at = @until WHERE id = @Id", requests.Select(request => new { request.Id, until }));

    public static Task MarkAsync(Session session, IEnumerable<(SignupRequest Request, RequestOutcome Outcome)> answers, long now) => session.ExecuteAsync(
        "UPDATE signup_requests SET handled_at = @now, outcome = @outcome WHERE id = @Id",
        answers.Select(answer => new { answer.Request.Id, outcome = answer.Outcome.ToString(), now }));

    /// <summary>Takes the network address out of the oldest answered requests before a time; of an open one the limits still need it.</summary>
    public static Task<int> RemoveClientsAsync(Session session, long before, int most) => session.ExecuteAsync(
        "UPDATE signup_requests SET client = NULL, network = NULL WHERE id IN (SELECT id FROM signup_requests WHERE client IS NOT NULL AND handled_at IS NOT NULL AND at < @before ORDER BY id LIMIT @most)", new { before, most });

    public static Task<int> RemoveHandledAsync(Session session, long before, int most) => session.ExecuteAsync(
        "DELETE FROM signup_requests WHERE id IN (SELECT id FROM signup_requests WHERE handled_at < @before ORDER BY id LIMIT @most)", new { before, most });

    private static string Key(string address) => EmailAddress.TryParse(address, out var parsed, out _) ? parsed.Key : address.ToLowerInvariant();
}

/// <summary>A request and what came of it.</summary>
public sealed record PastRequest
{
    public long Id { get; init; }

    public long At { get; init; }

    public string Source { get; init; } = "";

    public string? Client { get; init; }

    public string? FormText { get; init; }

    public long? HandledAt { get; init; }

    /// <summary>Null: not answered yet.</summary>
    public RequestOutcome? Outcome { get; init; }
}
