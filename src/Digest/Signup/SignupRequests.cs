using Digest.Storage;

namespace Digest.Signup;

/// <summary>The rows of requests: each method is one statement. Times are UTC milliseconds.</summary>
internal static class SignupRequests
{
    public static Task AddAsync(Session session, IEnumerable<SignupRequest> requests) => session.ExecuteAsync(
        "INSERT INTO signup_requests (address, name, source, client, form_text, at) VALUES (@Address, @Name, @Source, @Client, @FormText, @At)", requests);

    /// <summary>The oldest that nobody has answered.</summary>
    public static Task<IReadOnlyList<SignupRequest>> OpenAsync(Session session, int most) => session.QueryAsync<SignupRequest>(
        "SELECT id, address, name, source, client, form_text, at FROM signup_requests WHERE handled_at IS NULL ORDER BY id LIMIT @most", new { most });

    public static Task MarkAsync(Session session, IEnumerable<(SignupRequest Request, RequestOutcome Outcome)> answers, long now) => session.ExecuteAsync(
        "UPDATE signup_requests SET handled_at = @now, outcome = @outcome WHERE id = @Id",
        answers.Select(answer => new { answer.Request.Id, outcome = answer.Outcome.ToString(), now }));

    public static Task<int> RemoveHandledAsync(Session session, long before, int most) => session.ExecuteAsync(
        "DELETE FROM signup_requests WHERE id IN (SELECT id FROM signup_requests WHERE handled_at < @before ORDER BY id LIMIT @most)", new { before, most });
}
