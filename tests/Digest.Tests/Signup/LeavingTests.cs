using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class LeavingTests
{
    [DatabaseFact]
    public async Task Leaving_takes_back_what_is_prepared_and_not_what_is_on_the_wire()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.ExecuteAsync("UPDATE messages SET status = 'Submitting' WHERE kind = 'Welcome'");
        (await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "one-click", "192.0.2.7")).ShouldBe(LeaveState.Left);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Superseded", "Welcome Submitting"]);
        (await bench.ConsentsAsync()).ShouldBe(["Asked", "Confirmed", "Withdrawn"]);
    }

    [DatabaseFact]
    public async Task Leaving_twice_is_leaving_once()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        for (var press = 0; press < 2; press++)
            (await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "one-click", client: null)).ShouldBe(LeaveState.Left);
        (await bench.ConsentsAsync()).Count(kind => kind == "Withdrawn").ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Undo_brings_back_the_choices_and_the_position()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.ExecuteAsync("UPDATE subscribers SET position = 3, cadence = 'Weekly', days = 64");
        await bench.ExecuteAsync("INSERT INTO editions (slug, state, after_number, last_number, due_at) VALUES ('b', 'Closed', 12, 20, 2)");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        (await bench.Leaving.UndoAsync(bench.LeaveToken(reader.Id), client: null)).ShouldBeTrue();
        var again = (await bench.FindAsync("ada@example.org"))!;
        (again.Status, again.Position, again.Cadence, again.UnsubscribedAt).ShouldBe((SubscriberStatus.Active, 3, Cadence.Weekly, null));
        (await bench.ConsentsAsync())[^1].ShouldBe("Restored");
    }

    [DatabaseFact]
    public async Task Undo_without_having_left_changes_nothing()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        (await bench.Leaving.UndoAsync(bench.LeaveToken(reader.Id), client: null)).ShouldBeTrue();
        (await bench.ConsentsAsync()).ShouldBe(["Asked", "Confirmed"]);
    }

    [DatabaseFact]
    public async Task A_complaint_is_not_undone()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        await bench.SuppressAsync(reader.AddressKey, Suppressions.Complaint);
        (await bench.Leaving.UndoAsync(bench.LeaveToken(reader.Id), client: null)).ShouldBeFalse();
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
    }
}
