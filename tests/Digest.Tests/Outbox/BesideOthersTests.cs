using Digest.Outbox;
using Digest.Storage;
using Digest.Tests.Tools;

namespace Digest.Tests.Outbox;

/// <summary>Two processes that claim and answer at the same time.</summary>
public sealed class BesideOthersTests
{
    [DatabaseFact]
    public async Task No_message_is_claimed_twice()
    {
        const int messages = 60;
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        using var other = new Database(bench.Database.Options);
        for (var at = 0; at < messages; at++)
            await bench.PrepareDigestAsync($"reader{at}@reader.example");
        var claims = new[] { bench.Database, other }.Select(database => new OutboxClaims(database, bench.Clock)).ToList();
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(at => claims[at % 2].TakeAsync($"worker {at}", count: 7)));
        var ids = taken.SelectMany(some => some.Select(one => one.Id)).ToList();
        ids.ShouldBeUnique();
        foreach (var claim in claims)
            ids.AddRange((await claim.TakeAsync("the last", messages)).Select(one => one.Id));
        ids.Distinct().Count().ShouldBe(messages);
        ids.Count.ShouldBe(messages);
    }

    [DatabaseFact]
    public async Task Answers_to_messages_of_the_same_readers_crosswise_all_count_as_offered()
    {
        const int editions = 6;
        await using var bench = await OutboxBench.CreateAsync(new ScriptedTransport());
        using var other = new Database(bench.Database.Options);
        var readers = new[] { await bench.PrepareDigestAsync("ada@reader.example"), await bench.PrepareDigestAsync("grace@reader.example") };
        await Task.WhenAll(Enumerable.Range(0, editions).Reverse().Select(at => (at % 2 == 0 ? bench.Database : other).WriteBesideAsync(async session =>
        {
            // Each locks the two in another order.
            foreach (var reader in at % 2 == 0 ? readers : readers.Reverse())
                await OfferedStories.OfferAsync(session, new Offer { SubscriberId = reader, AfterNumber = at, LastNumber = at + 1 });
        })));
        foreach (var reader in readers)
            (await bench.MessageOfAsync(reader)).Position.ShouldBe(editions);
    }
}
