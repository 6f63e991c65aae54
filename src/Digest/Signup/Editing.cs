using Digest.Outbox;
using Digest.Storage;
using Digest.Subscribers;

namespace Digest.Signup;

/// <summary>An admin changes what a reader chose. Whoever did not see the latest change is told of it first.</summary>
public sealed class Editing(Database database, OutboxWriter outbox, TimeProvider clock)
{
    /// <summary>Keeps name, choices and pause.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="edit">All of it as it is to be.</param>
    /// <param name="seen">The number of the latest change that the admin saw (<see cref="SubscriberChanges.LatestAsync"/>).</param>
    /// <param name="admin">The admin's name.</param>
    public Task<EditAnswer> EditAsync(long id, SubscriberEdit edit, long seen, string admin) => database.WriteAsync(async session =>
    {
        if (await SubscriberBook.FindAsync(session, id) is not { } before || before.Status == SubscriberStatus.Erased)
            return new EditAnswer(EditOutcome.Gone, []);
        if (await SubscriberChanges.SinceAsync(session, id, seen) is { Count: > 0 } meanwhile)
            return new EditAnswer(EditOutcome.ChangedMeanwhile, meanwhile);
        await SubscriberBook.EditAsync(session, id, edit.Name, edit.Choices, edit.PausedUntil);
        // As when the reader pauses: what waits for their hour is offered afterwards.
        if (edit.PausedUntil is not null && edit.PausedUntil != before.PausedUntil.ToTime())
            await outbox.SupersedeAsync(session, id);
        var changed = await SubscriberChanges.NoteAsync(session, before, SubscriberChanges.Admin(admin), clock.Milliseconds());
        return new EditAnswer(changed > 0 ? EditOutcome.Saved : EditOutcome.NothingChanged, []);
    });
}

/// <summary>What an admin can change.</summary>
/// <param name="Name">Null: none.</param>
/// <param name="Choices">What the reader gets, and when.</param>
/// <param name="PausedUntil">Null: no pause.</param>
public sealed record SubscriberEdit(string? Name, Choices Choices, DateTimeOffset? PausedUntil);

/// <summary>What came of an edit.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Meanwhile">What others changed since the admin looked; nothing was kept then.</param>
public sealed record EditAnswer(EditOutcome Outcome, IReadOnlyList<SubscriberChange> Meanwhile);

/// <summary>What came of an edit.</summary>
public enum EditOutcome
{
    Saved,
    NothingChanged,
    ChangedMeanwhile,

    /// <summary>There is no such subscriber any more.</summary>
    Gone,
}
