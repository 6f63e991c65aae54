namespace Digest.Subscribers;

/// <summary>
/// Where a subscriber begins who becomes active: before the latest regular edition that closed, so that the first message is never empty
/// for want of news; at 0 while there is no edition. One SQL expression, used wherever a row becomes active. It reads a table
/// of the editions without knowing them: a number, not their code.
/// </summary>
internal static class StartPosition
{
    public const string Sql = "COALESCE((SELECT after_number FROM editions WHERE kind = 'Regular' AND state = 'Closed' ORDER BY last_number DESC, id DESC LIMIT 1), 0)";
}
