using System.Globalization;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

/// <summary>How much mail strangers can cause.</summary>
public sealed class MailLimitsTests
{
    [DatabaseFact]
    public async Task What_one_client_causes_beyond_its_limit_waits_and_others_do_not()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerClientPerHour = 2;
        await AskAsync(bench, "203.0.113.7", 4);
        await bench.RequestAsync("honest@example.net", "form", "203.0.113.8");
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).Count.ShouldBe(3);
        (await bench.FindAsync("reader2-203.0.113.7@example.org")).ShouldBeNull();
        (await bench.Answer.RunAsync()).ShouldBe(0);
        bench.Clock.Advance(MailLimits.Window);
        (await bench.Answer.RunAsync()).ShouldBe(2);
        (await bench.MessagesAsync()).Count.ShouldBe(5);
        (await bench.OutcomesAsync()).ShouldBe(["Asked", "Asked", "Asked", "Asked", "Asked"]);
    }

    [DatabaseFact]
    public async Task The_limit_counts_what_earlier_runs_caused()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerClientPerHour = 2;
        for (var number = 0; number < 3; number++)
        {
            await bench.RequestAsync($"reader{number.ToString(CultureInfo.InvariantCulture)}@example.org", "form", "203.0.113.7");
            await bench.Answer.RunAsync();
        }
        (await bench.MessagesAsync()).Count.ShouldBe(2);
    }

    [DatabaseFact]
    public async Task A_client_with_IPv6_is_its_whole_network()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerClientPerHour = 2;
        foreach (var host in new[] { "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:2::3", "2001:db8:1:3::1" })
            await AskAsync(bench, host, 1);
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("fe80::1%eth0", "fe80::/64")]
    [InlineData("", "unknown")]
    [InlineData(null, "unknown")]
    public void A_network_is_written_in_one_way(string? client, string network) => ClientNetwork.Of(client).ShouldBe(network);

    [DatabaseFact]
    public async Task One_mail_domain_gets_so_much_and_a_large_provider_has_room()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerDomainPerHour = 2;
        for (var number = 0; number < 4; number++)
        {
            var client = $"203.0.113.{number.ToString(CultureInfo.InvariantCulture)}";
            await bench.RequestAsync($"reader{client}@small.example", "form", client);
            await bench.RequestAsync($"reader{client}@GMAIL.com", "form", client);
        }
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).Count.ShouldBe(6);
    }

    [DatabaseFact]
    public async Task There_is_a_limit_over_all_and_what_waits_a_day_in_vain_is_dropped()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerHour = 1;
        for (var number = 0; number < 30; number++)
            await AskAsync(bench, $"203.0.113.{number.ToString(CultureInfo.InvariantCulture)}", 1);
        for (var hour = 0; hour < 26; hour++)
        {
            await bench.Answer.RunAsync();
            bench.Clock.Advance(MailLimits.Window);
        }
        var outcomes = await bench.OutcomesAsync();
        outcomes.Count(outcome => outcome == "Asked").ShouldBe(25);
        outcomes.Count(outcome => outcome == "OverLimit").ShouldBe(5);
        (await bench.MessagesAsync()).Count.ShouldBe(25);
    }

    [DatabaseFact]
    public async Task Readers_behind_a_proxy_that_nobody_named_are_not_one_client()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerClientPerHour = 1;
        foreach (var client in new[] { "127.0.0.1", "::1", null })
        {
            for (var number = 0; number < 3; number++)
                await bench.RequestAsync($"reader{number.ToString(CultureInfo.InvariantCulture)}-{client?.Length}@example.org", "form", client);
        }
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).Count.ShouldBe(9);
    }

    [DatabaseFact]
    public async Task A_flood_for_one_address_from_many_clients_gives_one_message()
    {
        await using var bench = await SignupBench.CreateAsync();
        for (var number = 0; number < 500; number++)
            await bench.RequestAsync("victim@example.org", "form", $"203.0.{(number % 100).ToString(CultureInfo.InvariantCulture)}.7");
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared"]);
        // It takes nothing from others either.
        (await bench.Database.ReadAsync(session => session.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests WHERE outcome = 'Asked'"))).ShouldBe(1);
    }

    [DatabaseFact]
    public async Task An_address_that_is_asked_for_every_day_is_let_alone_for_longer_each_time()
    {
        await using var bench = await SignupBench.CreateAsync();
        for (var day = 0; day < 16; day++)
        {
            await bench.AskAsync("victim@example.org");
            bench.Clock.Advance(TimeSpan.FromDays(1));
        }
        var asked = (await bench.OutcomesAsync()).Select((outcome, day) => (outcome, day)).Where(one => one.outcome == "Asked").Select(one => one.day);
        asked.ShouldBe([0, 1, 3, 7, 15]);
        (await bench.OutcomesAsync())[2].ShouldBe("AskedLately");
    }

    [DatabaseFact]
    public async Task A_reader_who_is_signed_up_every_day_by_somebody_is_told_less_and_less_often()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("ada@example.org");
        for (var day = 0; day < 8; day++)
        {
            await bench.AskAsync("ada@example.org");
            bench.Clock.Advance(TimeSpan.FromDays(1));
        }
        (await bench.MessagesAsync()).Count(message => message.StartsWith("AlreadyReading", StringComparison.Ordinal)).ShouldBe(4);
        (await bench.OutcomesAsync())[^1].ShouldBe("AlreadyReading");
        (await bench.OutcomesAsync())[^2].ShouldBe("ToldLately");
    }

    [DatabaseFact]
    public async Task Whoever_confirmed_and_left_since_begins_anew()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.AskAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromDays(1));
        var reader = await bench.ReaderAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(reader.Id), "page", client: null);
        await bench.AskAsync("ada@example.org");
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await bench.AskAsync("ada@example.org");
        (await bench.OutcomesAsync()).ShouldBe(["Asked", "Asked", "Asked", "Asked"]);
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Pending);
    }

    [DatabaseFact]
    public async Task An_import_of_many_readers_is_no_flood()
    {
        await using var bench = await SignupBench.CreateAsync();
        bench.Options.MailsPerHour = 1;
        await bench.Database.WriteAsync(session => SignupRequests.AddAsync(session, Enumerable.Range(0, 20).Select(number =>
            new SignupRequest { Address = $"reader{number.ToString(CultureInfo.InvariantCulture)}@example.org", Source = SignupRequest.ImportSource + "readers.csv", At = 1 })));
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).Count.ShouldBe(20);
    }

    private static async Task AskAsync(SignupBench bench, string client, int times)
    {
        for (var number = 0; number < times; number++)
            await bench.RequestAsync($"reader{number.ToString(CultureInfo.InvariantCulture)}-{client.Replace(':', '-')}@example.org", "form", client);
    }
}
