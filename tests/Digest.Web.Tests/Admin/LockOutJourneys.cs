using System.Net;
using Digest.Web.Security;

namespace Digest.Web.Tests.Admin;

/// <summary>What wrong passwords cost those who guess, and not those who are guessed at.</summary>
public sealed class LockOutJourneys
{
    private const string Password = AdminBrowsers.Password;

    [Theory]
    [InlineData("Ada")]
    [InlineData("Nobody")]
    public async Task After_five_wrong_passwords_nobody_gets_in_for_a_minute_known_or_not(string name)
    {
        await using var site = await TestSite.StartAsync();
        await MakeAdminAsync(site);
        using var browser = site.OpenBrowser();
        for (var at = 0; at < 4; at++)
            (await browser.SignInAsync(name, "wrong password")).Status.ShouldBe(HttpStatusCode.OK);
        var fifth = await browser.SignInAsync(name, "wrong password");
        fifth.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        fifth.Body.ShouldContain("Try again in 1 minute, after 06:01:00 (UTC).");
        fifth.Headers["Retry-After"].ShouldBe("60");
        var right = await browser.SignInAsync(name, Password);
        right.Status.ShouldBe(HttpStatusCode.TooManyRequests, "also the right password is not judged");
        right.Body.ShouldContain("Too many attempts have failed. Try again in 1 minute");
    }

    [Theory]
    [InlineData("A\uFFFEda")]
    [InlineData("\uFDD0")]
    [InlineData("\u202E")]
    public async Task A_name_that_is_none_is_wrong_like_any_other_and_counts(string name)
    {
        await using var site = await TestSite.StartAsync();
        await MakeAdminAsync(site);
        using var browser = site.OpenBrowser();
        for (var at = 0; at < 4; at++)
            (await browser.SignInAsync(name, "wrong password")).Body.ShouldContain("Name and password do not belong together.");
        (await browser.SignInAsync(name, "wrong password")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_right_password_gets_in_when_the_time_is_over_and_starts_anew()
    {
        await using var site = await TestSite.StartAsync();
        await MakeAdminAsync(site);
        using var browser = site.OpenBrowser();
        for (var at = 0; at < 5; at++)
            await browser.SignInAsync("Ada", "wrong password");
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        (await browser.SignInAsync("Ada", Password)).Headers["Location"].ShouldBe("/admin");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM sign_in_failures")).ShouldBe(0);
    }

    [Fact]
    public async Task Each_more_failure_doubles_the_time_up_to_an_hour_and_another_process_knows()
    {
        await using var site = await TestSite.StartAsync();
        var here = new LockOut(site.Database, site.Clock);
        LockOutKey[] keys = [LockOutKey.Of("name", "ADA", 5)];
        for (var at = 0; at < 4; at++)
            await here.CountAsync(keys);
        var minutes = new List<double>();
        for (var at = 0; at < 9; at++)
        {
            (await here.CountAsync(keys)).ShouldBeNull();
            var until = (await new LockOut(site.Database, site.Clock).CountAsync(keys)).ShouldNotBeNull();
            minutes.Add((until - site.Clock.GetUtcNow()).TotalMinutes);
            site.Clock.Set(until);
        }
        minutes.ShouldBe([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    [Fact]
    public async Task Many_attempts_at_once_are_judged_no_oftener_than_one_after_another()
    {
        await using var site = await TestSite.StartAsync();
        var lockOut = new LockOut(site.Database, site.Clock);
        LockOutKey[] keys = [LockOutKey.Of("name", "ADA", 5)];
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lockOut.CountAsync(keys)));
        answers.Count(until => until is null).ShouldBe(5);
    }

    [Fact]
    public async Task Guessing_from_one_network_keeps_nobody_out_elsewhere_and_a_network_that_tries_many_names_is_stopped()
    {
        await using var site = await TestSite.StartAsync(("Web:TrustedProxies", "127.0.0.1"));
        await MakeAdminAsync(site);
        using var guessing = site.OpenBrowser();
        guessing.Headers["X-Forwarded-For"] = "2001:db8:1:2::1";
        for (var at = 0; at < 5; at++)
            await guessing.SignInAsync("Ada", "wrong password");
        guessing.Headers["X-Forwarded-For"] = "2001:db8:1:2:ffff::9";
        (await guessing.SignInAsync("Ada", Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests, "all of a /64 is one customer's");
        for (var at = 0; at < 14; at++)
            (await guessing.SignInAsync($"Name {at}", "wrong password")).Status.ShouldBe(HttpStatusCode.OK);
        (await guessing.SignInAsync("Name 14", "wrong password")).Status.ShouldBe(HttpStatusCode.TooManyRequests, "twenty failures of one network");

        using var elsewhere = site.OpenBrowser();
        elsewhere.Headers["X-Forwarded-For"] = "2001:db8:1:3::1";
        (await elsewhere.SignInAsync("Ada", Password)).Headers["Location"].ShouldBe("/admin");
    }

    [Fact]
    public async Task Guessing_from_everywhere_stops_strangers_but_not_the_browser_in_which_the_admin_had_signed_in()
    {
        await using var site = await TestSite.StartAsync();
        using var known = await site.SignedInBrowserAsync();
        await GuessFromEverywhereAsync(site, "ADA");
        using var strange = site.OpenBrowser();
        (await strange.SignInAsync("Ada", Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        await known.GetAsync("/admin");
        await known.SubmitAsync("/admin/sign-out");
        (await known.SignInAsync("Ada", Password)).Headers["Location"].ShouldBe("/admin");
        for (var at = 0; at < 5; at++)
            await known.SignInAsync("Ada", "wrong password");
        (await known.SignInAsync("Ada", Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests, "in a known browser no more is free than elsewhere");
    }

    [Fact]
    public async Task A_browser_counts_as_known_for_the_name_that_signed_in_there_and_no_other()
    {
        await using var site = await TestSite.StartAsync();
        using var ada = await site.SignedInBrowserAsync();
        using var bob = await site.SignedInBrowserAsync("Bob");
        await GuessFromEverywhereAsync(site, "BOB");
        (await ada.SignInAsync("Bob", Password)).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_fresh_one_time_link_gets_a_locked_admin_in()
    {
        await using var site = await TestSite.StartAsync();
        await MakeAdminAsync(site);
        await GuessFromEverywhereAsync(site, "ADA");
        using var ada = await site.SignedInBrowserAsync();
        (await ada.GetAsync("/admin")).Status.ShouldBe(HttpStatusCode.OK);
        using var elsewhere = site.OpenBrowser();
        (await elsewhere.SignInAsync("Ada", Password)).Headers["Location"].ShouldBe("/admin", "and the count of the name starts anew");
    }

    [Fact]
    public async Task Failures_are_forgotten_after_a_day_and_neither_names_nor_addresses_are_kept()
    {
        await using var site = await TestSite.StartAsync();
        using var browser = site.OpenBrowser();
        await browser.SignInAsync("hunter2 typed into the wrong field", "wrong password");
        (await site.DumpAsync()).ShouldNotContain("hunter2", Case.Insensitive);
        (await site.DumpAsync()).ShouldNotContain("127.0.0.1");
        site.Clock.Advance(TimeSpan.FromHours(25));
        await browser.SignInAsync("Somebody else", "wrong password");
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM sign_in_failures WHERE failures > 1")).ShouldBe(0);
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM sign_in_failures")).ShouldBe(3);
    }

    private static async Task MakeAdminAsync(TestSite site) =>
        (await site.Get<Admins>().SetUpAsync((await site.Get<AdminLinks>().CreateAsync()).Split('/')[^1], "Ada", Password)).ShouldNotBeNull();

    // As a hundred failures from as many networks leave it.
    private static async Task GuessFromEverywhereAsync(TestSite site, string name)
    {
        for (var at = 0; at < SignInAttempts.FreeForNameAnywhere; at++)
            (await site.Get<LockOut>().CountAsync([LockOutKey.Of("name", name, SignInAttempts.FreeForNameAnywhere)])).ShouldBeNull();
    }
}
