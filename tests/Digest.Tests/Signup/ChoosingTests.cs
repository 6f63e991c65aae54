using Digest.Links;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class ChoosingTests
{
    [DatabaseFact]
    public async Task A_pause_takes_back_what_is_prepared_and_keeps_the_position()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        var other = await bench.ReaderAsync("bob@example.org");
        await bench.ExecuteAsync($"DELETE FROM messages WHERE kind <> 'Welcome'; UPDATE messages SET kind = 'Digest', last_number = 9; UPDATE subscribers SET position = 5 WHERE id = {reader.Id}");
        (await bench.Choosing.PauseAsync(bench.Signer.Sign(LinkPurpose.Preferences, reader.Id), bench.Clock.GetUtcNow().AddDays(3))).ShouldBeTrue();
        (await bench.MessagesAsync()).ShouldBe(["Digest Superseded", "Digest Prepared"]);
        (await bench.FindAsync("ada@example.org"))!.Position.ShouldBe(5);
        (await bench.FindAsync("bob@example.org"))!.ShouldBe(other);
    }

    [DatabaseFact]
    public async Task Other_choices_and_the_end_of_a_pause_leave_what_is_prepared()
    {
        await using var bench = await SignupBench.CreateAsync();
        var token = bench.Signer.Sign(LinkPurpose.Preferences, (await bench.ReaderAsync("ada@example.org")).Id);
        (await bench.Choosing.ChooseAsync(token, Choices.Default with { Cadence = Cadence.Weekly })).ShouldBeTrue();
        (await bench.Choosing.ResumeAsync(token)).ShouldBeTrue();
        (await bench.MessagesAsync())[^1].ShouldBe("Welcome Prepared");
    }

    [DatabaseFact]
    public async Task Whoever_has_left_cannot_pause()
    {
        await using var bench = await SignupBench.CreateAsync();
        var reader = await bench.ReaderAsync("ada@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        (await bench.Choosing.PauseAsync(bench.Signer.Sign(LinkPurpose.Preferences, reader.Id), bench.Clock.GetUtcNow().AddDays(3))).ShouldBeFalse();
    }
}
