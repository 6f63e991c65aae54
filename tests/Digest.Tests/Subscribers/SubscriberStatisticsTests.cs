using Digest.Storage;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Subscribers;

public sealed class SubscriberStatisticsTests
{
    [DatabaseFact]
    public async Task Who_came_and_left_is_counted_in_the_span_in_which_it_happened()
    {
        await using var test = await TestDatabase.CreateAsync();
        var midnight = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await test.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO subscribers (address, address_key, status, created_at) VALUES ('a', 'a', 'Active', 1), ('b', 'b', 'Active', 1), ('c', 'c', 'Unsubscribed', 1)");
            await ConsentAsync(session, 1, ConsentKind.Asked, midnight);
            await ConsentAsync(session, 1, ConsentKind.Confirmed, midnight);
            await ConsentAsync(session, 2, ConsentKind.Imported, midnight.AddDays(1).AddMilliseconds(-1));
            await ConsentAsync(session, 3, ConsentKind.Imported, midnight.AddDays(-9));
            await ConsentAsync(session, 3, ConsentKind.Withdrawn, midnight.AddDays(1));
            await ConsentAsync(session, 3, ConsentKind.Confirmed, midnight.AddDays(2));
        });
        var movements = await test.Database.ReadAsync(session => SubscriberStatistics.MovementsAsync(session, [midnight, midnight.AddDays(1), midnight.AddDays(2)]));
        movements.OrderBy(one => one.Place).ThenBy(one => one.Kind).Select(one => (one.Place, one.Kind, one.Subscribers))
            .ShouldBe([(0, ConsentKind.Confirmed, 1), (0, ConsentKind.Imported, 1), (1, ConsentKind.Withdrawn, 1)]);
        (await test.Database.ReadAsync(SubscriberStatistics.ByStatusAsync)).ShouldBe(new Dictionary<SubscriberStatus, long> { [SubscriberStatus.Active] = 2, [SubscriberStatus.Unsubscribed] = 1 }, ignoreOrder: true);
    }

    private static Task ConsentAsync(Session session, long id, ConsentKind kind, DateTimeOffset at) =>
        Consents.AddAsync(session, id, kind, new ConsentOrigin("page"), at.ToMilliseconds());
}
