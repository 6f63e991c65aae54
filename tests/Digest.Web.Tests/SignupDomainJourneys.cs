using System.Net;
using Digest.Net.Names;
using Digest.Tests.Net.Names;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests;

/// <summary>Addresses whose domain is blocked or takes no mail.</summary>
public sealed class SignupDomainJourneys
{
    [Fact]
    public async Task A_domain_on_the_list_is_refused_with_all_below_it_and_others_are_not()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "# ten minutes\nThrowaway.example # and more\n\nbücher.example\n");
        await using var site = await TestSite.StartAsync(("Signup:BlockedDomainsFile", file));
        foreach (var address in new[] { "ada@throwaway.example", "ada@mail.THROWAWAY.example", "ada@xn--bcher-kva.example", "ada@bücher.example" })
        {
            var page = await site.SignUpAsync(address);
            page.ShouldBeClearPage(HttpStatusCode.BadRequest);
            page.Body.ShouldContain("We cannot write to addresses at ");
            WebUtility.HtmlDecode(page.Body).ShouldNotContain("addresses at xn--");
        }
        (await site.SignUpAsync("ada@notthrowaway.example")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.ColumnAsync("SELECT address FROM signup_requests")).ShouldBe("ada@notthrowaway.example");
        File.Delete(file);
    }

    [Theory]
    [InlineData("missing.txt", null, "Signup:BlockedDomainsFile: Could not find file ")]
    [InlineData("list.txt", "good.example\nnot a domain\n", "Signup:BlockedDomainsFile: line 2 of ")]
    public async Task A_list_that_cannot_be_read_stops_the_start_with_one_line(string name, string? content, string says)
    {
        using var folder = new WorkFolder();
        if (content is not null)
            await File.WriteAllTextAsync(Path.Combine(folder.Root, name), content);
        folder.Environment["Signup__BlockedDomainsFile"] = name;
        var run = await folder.RunAsync("migrate");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(says);
        run.Errors.Trim().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_domain_without_mail_is_refused_whether_or_not_the_address_is_known_and_only_after_the_form()
    {
        using var resolver = new ScriptedResolver();
        await using var site = await TestSite.StartAsync(("Signup:CheckDomains", "true"), ("Net:DnsServers", resolver.Address.ToString()));
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx("mx"))];
        await site.ReaderAsync("known@dead.post");
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, DnsReply.NoSuchName)];
        site.Clock.Advance(TimeSpan.FromHours(1));
        var asked = resolver.Asked.Count;
        await site.PostAsync("/subscribe", ("email", "known@dead.post"));
        resolver.Asked.Count.ShouldBe(asked, "whoever has no form makes us ask nobody");
        var known = await site.SignUpAsync("known@dead.post");
        var other = await site.SignUpAsync("other@dead.post");
        known.ShouldBeClearPage(HttpStatusCode.BadRequest);
        known.Body.ShouldContain("There is no mailbox behind dead.post");
        WithoutNonce(other.Body.Replace("other@", "known@", StringComparison.Ordinal)).ShouldBe(WithoutNonce(known.Body));
        (await site.ScalarAsync<int>("SELECT COUNT(*) FROM signup_requests")).ShouldBe(1);
    }

    [Fact]
    public async Task Where_no_resolver_answers_nobody_is_refused()
    {
        await using var site = await TestSite.StartAsync(services => services.AddSingleton(new MailDomains(new DnsClient([]), TimeProvider.System)), [("Signup:CheckDomains", "true")]);
        (await site.SignUpAsync("ada@dead.post")).Body.ShouldContain("Please look into your inbox");
    }

    private static string WithoutNonce(string body) => System.Text.RegularExpressions.Regex.Replace(body, "name=\"nonce\" value=\"[^\"]+\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
