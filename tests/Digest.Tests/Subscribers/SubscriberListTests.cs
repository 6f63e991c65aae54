using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Subscribers;

public sealed class SubscriberListTests
{
    [DatabaseFact]
    public async Task Addresses_that_begin_with_the_text_come_before_those_that_have_it_elsewhere()
    {
        await using var test = await TestDatabase.CreateAsync();
        await AddAsync(test, ("mariam@example.org", null), ("ada@marie.example", null), ("eve@example.org", "Marie Curie"), ("bob@example.org", "Bob"));
        (await AddressesAsync(test, new SubscriberFilter(Text: "MARI"))).ShouldBe(["mariam@example.org", "eve@example.org", "ada@marie.example"]);
    }

    [Theory]
    [InlineData("émile")]
    [InlineData("ÉMILE Z")]
    [InlineData("Zola")]
    public async Task Names_are_found_in_either_case(string text)
    {
        await using var test = await TestDatabase.CreateAsync();
        await AddAsync(test, ("a@example.org", "Émile Zola"), ("b@example.org", "ÉMILE ZOLA"));
        (await AddressesAsync(test, new SubscriberFilter(Text: text))).ShouldContain(text == "ÉMILE Z" ? "b@example.org" : "a@example.org");
    }

    [Theory]
    [InlineData("%")]
    [InlineData("a_b")]
    [InlineData(@"\")]
    public async Task Signs_of_patterns_mean_themselves(string text)
    {
        await using var test = await TestDatabase.CreateAsync();
        await AddAsync(test, ("axb@example.org", "Ada"));
        (await AddressesAsync(test, new SubscriberFilter(Text: text))).ShouldBeEmpty();
        await AddAsync(test, ($"c@example.org", $"x{text}y"));
        (await AddressesAsync(test, new SubscriberFilter(Text: text))).ShouldBe(["c@example.org"]);
    }

    [DatabaseFact]
    public async Task A_domain_is_found_as_it_is_typed_in_whole_words()
    {
        await using var test = await TestDatabase.CreateAsync();
        await AddAsync(test, ("ada@bücher.example", null), ("ada@bucher.example", null));
        foreach (var text in new[] { "Ada@Bücher.example", "@bücher.example", "a@bücher", "BÜCHER", "xn--bcher-kva" })
            (await AddressesAsync(test, new SubscriberFilter(Text: text))).ShouldBe(["ada@xn--bcher-kva.example"], text);
    }

    [DatabaseFact]
    public async Task State_cadence_topic_and_day_are_told_apart_and_the_erased_are_shown_when_they_are_asked_for()
    {
        await using var test = await TestDatabase.CreateAsync();
        await AddAsync(test, ("a@example.org", null), ("b@example.org", null), ("c@example.org", null));
        await test.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE subscribers SET cadence = 'Weekly', topics = @topics WHERE address_key = 'a@example.org'", new { topics = TopicList.Write(["Hafen & Küste"]) });
            await session.ExecuteAsync("UPDATE subscribers SET status = 'Erased', address = '' WHERE address_key = 'c@example.org'");
            await session.ExecuteAsync("UPDATE subscribers SET created_at = 5 WHERE address_key = 'b@example.org'");
        });
        (await AddressesAsync(test, SubscriberFilter.Everybody)).ShouldBe(["b@example.org", "a@example.org"]);
        (await AddressesAsync(test, new SubscriberFilter(Cadence: Cadence.Weekly))).ShouldBe(["a@example.org"]);
        (await AddressesAsync(test, new SubscriberFilter(Topic: "Hafen & Küste"))).ShouldBe(["a@example.org"]);
        (await AddressesAsync(test, new SubscriberFilter(Since: 6))).ShouldBe(["a@example.org"]);
        (await AddressesAsync(test, new SubscriberFilter(Status: SubscriberStatus.Pending))).ShouldBeEmpty();
        (await AddressesAsync(test, new SubscriberFilter(Status: SubscriberStatus.Erased))).ShouldBe([""]);
    }

    [DatabaseFact]
    public async Task Pages_follow_each_other_without_gaps()
    {
        await using var test = await TestDatabase.CreateAsync();
        await AddAsync(test, [.. Enumerable.Range(0, SubscriberList.PageSize + 7).Select(number => ($"r{number}@example.org", (string?)null))]);
        var list = new SubscriberList(test.Database);
        var first = await list.ReadAsync(SubscriberFilter.Everybody);
        (first.Rows.Count, first.HasMore).ShouldBe((SubscriberList.PageSize, true));
        var second = await list.ReadAsync(SubscriberFilter.Everybody, first.Rows[^1].Id);
        (second.Rows.Count, second.HasMore).ShouldBe((7, false));
        first.Rows.Concat(second.Rows).Select(row => row.Id).Distinct().Count().ShouldBe(SubscriberList.PageSize + 7);
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(TestDatabase test, SubscriberFilter filter) =>
        [.. (await new SubscriberList(test.Database).ReadAsync(filter)).Rows.Select(row => row.Address)];

    private static Task<int> AddAsync(TestDatabase test, params (string Address, string? Name)[] readers) => test.Database.WriteAsync(session => SubscriberBook.AddAsync(
        session,
        readers.Select(reader => new NewSubscriber(Parse(reader.Address), reader.Name, Choices.Default, ConfirmedAt: 1)),
        test.Clock.GetUtcNow().ToUnixTimeMilliseconds()));

    private static EmailAddress Parse(string text) => EmailAddress.TryParse(text, out var address, out var problem) ? address : throw new ArgumentException(problem.English, nameof(text));
}
