using Digest.Editions;
using Digest.Outbox;
using Digest.Storage;

namespace Digest.Web.Commands;

/// <summary>What <c>edition send</c> answers: the states in which it leaves the messages. Those put off for want of a server are Deferred.</summary>
internal sealed record EditionReport(string? Edition, int Stories, int Recipients, int Submitted, int Deferred, int Failed, int Uncertain, double Seconds)
{
    public static EditionReport Nothing(TimeSpan took) => new(Edition: null, 0, 0, 0, 0, 0, 0, Math.Round(took.TotalSeconds, 2));

    public static async Task<EditionReport> OfAsync(Database database, Edition? edition, EditionCounts counts, TimeSpan took) => edition is null
        ? Nothing(took)
        : new EditionReport(
            edition.Slug,
            await database.ReadAsync(session => EditionRows.CountStoriesAsync(session, edition.Id)),
            counts.Recipients, counts.Submitted, counts.Deferred + counts.PutOff, counts.Failed, counts.Uncertain,
            Math.Round(took.TotalSeconds, 2));

    /// <summary>What kept messages from being submitted, each answer once with how many got it.</summary>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(Database database, Edition? edition) => edition is null
        ? []
        : [.. (await database.ReadAsync(session => EditionProblem.ReadAsync(session, edition.Id))).Select(problem => $"{problem.Messages} {problem.Status.ToString().ToLowerInvariant()}: {problem.Answer}")];

    public override string ToString() => this switch
    {
        { Edition: null } => "There is nothing to send: nothing is new for any reader who is due today.",
        { Recipients: 0 } => $"Edition {Edition} is in the archive: {Stories} stories. No confirmed reader was due, so there was nothing to submit.",
        _ => $"Edition {Edition}: {Stories} stories, {Recipients} recipients, {Submitted} submitted, {Deferred} deferred, {Failed} failed, {Uncertain} uncertain, {Seconds:0.0} s.",
    };
}
