using System.Text.RegularExpressions;
using Digest.Storage;

namespace Digest.Outbox;

/// <summary>The answers behind one state of an edition's messages, equal ones counted together.</summary>
/// <param name="Status">Submitted, Deferred, Failed or Uncertain.</param>
/// <param name="Groups">The most frequent first: the words and how many messages they met.</param>
/// <param name="Looked">How many messages were looked at; fewer than there are when there are very many.</param>
public sealed partial record EditionAnswers(MessageStatus Status, IReadOnlyList<(string Words, int Messages)> Groups, int Looked)
{
    /// <summary>Messages looked at for each state, the newest: a page stays quick whatever an edition's size.</summary>
    public const int Most = 2_000;

    private const int GroupsShown = 12;
    private static readonly MessageStatus[] Answered = [MessageStatus.Failed, MessageStatus.Uncertain, MessageStatus.Deferred, MessageStatus.Submitted];

    /// <summary>The states that have messages.</summary>
    public static async Task<IReadOnlyList<EditionAnswers>> ReadAsync(Session session, long editionId)
    {
        var found = new List<EditionAnswers>();
        foreach (var status in Answered)
        {
            var answers = await session.QueryAsync<string?>(
                "SELECT answer FROM messages WHERE edition_id = @editionId AND status = @status ORDER BY id DESC LIMIT @Most", new { editionId, status = status.ToString(), Most });
            if (answers.Count == 0)
                continue;
            var groups = answers.GroupBy(answer => Fold(answer ?? "no answer"), StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal);
            found.Add(new EditionAnswers(status, [.. groups.Take(GroupsShown).Select(group => (group.Key, group.Count()))], answers.Count));
        }
        return found;
    }

    /// <summary>An answer without what differs from message to message: addresses and the server's own numbers.</summary>
    internal static string Fold(string answer) => OwnNumber().Replace(Address().Replace(answer, "…"), "…");

    [GeneratedRegex(@"<?[^\s<>@:;,()]+@[^\s<>@:;,()]+>?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    // Queue ids and file names: long words with digits in them, but no times, codes or dates.
    [GeneratedRegex(@"(?<![\w.-])(?=[\w.-]*[0-9])(?=[\w.-]*[A-Za-z_-])[\w.-]{8,}(?![\w-])|(?<![\w.])[0-9]{6,}(?![\w.])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnNumber();
}
