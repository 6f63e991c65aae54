using System.Diagnostics;
using System.Net;
using Digest.Net;
using Digest.Net.Names;

namespace Digest.Tests.Net.Names;

/// <summary>Whether a domain takes mail, asked of resolvers of every kind.</summary>
public sealed class MailDomainsTests : IDisposable
{
    private readonly ScriptedResolver resolver = new();
    private readonly Clock clock = new();

    public void Dispose() => resolver.Dispose();

    [Fact]
    public async Task A_domain_with_a_mail_server_takes_mail_and_is_asked_about_once_an_hour()
    {
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx("mx.news.post"))];
        var domains = Domains();
        (await domains.LookAsync("news.post")).ShouldBe(MailDomain.TakesMail);
        (await domains.LookAsync("news.post")).ShouldBe(MailDomain.TakesMail);
        resolver.Asked.ShouldBe(["Mx news.post"]);
        clock.Advance(TimeSpan.FromHours(1));
        await domains.LookAsync("news.post");
        resolver.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_domain_that_does_not_exist_takes_none()
    {
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, DnsReply.NoSuchName)];
        (await Domains().LookAsync("gone.post")).ShouldBe(MailDomain.TakesNone);
    }

    [Fact]
    public async Task A_domain_that_says_so_takes_none_although_it_has_hosts()
    {
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx(""))];
        (await Domains().LookAsync("silent.post")).ShouldBe(MailDomain.TakesNone);
        resolver.Asked.ShouldBe(["Mx silent.post"]);
    }

    [Theory]
    [InlineData(DnsType.A, MailDomain.TakesMail)]
    [InlineData(DnsType.Aaaa, MailDomain.TakesMail)]
    [InlineData(null, MailDomain.TakesNone)]
    public async Task Without_a_mail_server_the_host_itself_takes_mail(object? has, MailDomain expected)
    {
        resolver.Answer = (asked, question) => [has is DnsType type && asked.StartsWith(type + " ", StringComparison.Ordinal) ? ScriptedResolver.Reply(question, 0, (type, new byte[type == DnsType.A ? 4 : 16])) : ScriptedResolver.Reply(question)];
        (await Domains().LookAsync("host.post")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_long_answer_is_fetched_over_TCP()
    {
        resolver.Answer = (_, question) => [ScriptedResolver.Cut(ScriptedResolver.Reply(question))];
        resolver.AnswerLong = question => ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx("mx.long.post"));
        (await Domains().LookAsync("long.post")).ShouldBe(MailDomain.TakesMail);
    }

    [Fact]
    public async Task Whoever_does_not_know_is_not_believed_and_the_next_server_is_asked()
    {
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, code: 2)];
        using var second = new ScriptedResolver { Answer = (_, question) => [ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx("mx"))] };
        (await new MailDomains(new DnsClient([resolver.Address, second.Address]), clock).LookAsync("some.post")).ShouldBe(MailDomain.TakesMail);
    }

    [Fact]
    public async Task An_answer_to_another_question_is_passed_over()
    {
        resolver.Answer = (_, question) =>
        {
            var foreign = ScriptedResolver.Reply(question, DnsReply.NoSuchName);
            foreign[0] ^= 1;
            var other = ScriptedResolver.Reply(question, DnsReply.NoSuchName);
            other[DnsMessage.HeaderBytes + 1] ^= 1;
            return [foreign, other, [], [1, 2, 3], ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx("mx"))];
        };
        (await Domains().LookAsync("some.post")).ShouldBe(MailDomain.TakesMail);
    }

    [Fact]
    public async Task Where_no_server_answers_nobody_waits_for_more_than_two_seconds_and_the_next_not_at_all()
    {
        var domains = new MailDomains(new DnsClient([resolver.Address, resolver.Address, resolver.Address]), clock);
        var watch = Stopwatch.StartNew();
        (await domains.LookAsync("slow.post")).ShouldBe(MailDomain.Unknown);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        var asked = resolver.Asked.Count;
        (await domains.LookAsync("other.post")).ShouldBe(MailDomain.Unknown);
        resolver.Asked.Count.ShouldBe(asked);
        resolver.Answer = (_, question) => [ScriptedResolver.Reply(question, DnsReply.NoSuchName)];
        clock.Advance(TimeSpan.FromMinutes(1));
        (await domains.LookAsync("other.post")).ShouldBe(MailDomain.TakesNone);
    }

    [Fact]
    public async Task Without_a_server_nothing_is_known() => (await new MailDomains(new DnsClient([]), clock).LookAsync("some.post")).ShouldBe(MailDomain.Unknown);

    [Theory]
    [InlineData("news.example")]
    [InlineData("example.org")]
    [InlineData("mail.example.com")]
    [InlineData("harbour.test")]
    [InlineData("a.localhost")]
    public async Task Names_that_are_kept_for_examples_are_not_asked_about(string domain)
    {
        (await Domains().LookAsync(domain)).ShouldBe(MailDomain.Unknown);
        resolver.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Broken_answers_are_none()
    {
        var question = DnsMessage.Ask(7, "some.post", DnsType.Mx);
        var whole = ScriptedResolver.Reply(question, 0, ScriptedResolver.Mx("mx.some.post"), ScriptedResolver.Mx("b.some.post"));
        for (var length = 0; length < whole.Length; length++)
            DnsMessage.Read(whole.AsSpan(0, length), question).ShouldBeNull();
        var circle = ScriptedResolver.Reply(question, 0, (DnsType.Mx, [0, 1, 0xC0, (byte)(question.Length + 14)]));
        DnsMessage.Read(circle, question).ShouldBeNull();
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = (byte[])whole.Clone();
            for (var times = 0; times < 3; times++)
                damaged[random.Next(question.Length, damaged.Length)] = (byte)random.Next(256);
            Should.NotThrow(() => DnsMessage.Read(damaged, question));
        }
    }

    [Fact]
    public void Servers_are_those_of_the_setting_or_of_the_machine()
    {
        DnsServers.Of(new NetOptions { DnsServers = "192.0.2.1, [2001:db8::1]:5353" }).ShouldBe([IPEndPoint.Parse("192.0.2.1:53"), IPEndPoint.Parse("[2001:db8::1]:5353")]);
        DnsServers.OfResolvConf("# mine\nsearch here\nnameserver 192.0.2.1\n nameserver\t2001:db8::1\r\nnameserver nonsense\n").ShouldBe([IPEndPoint.Parse("192.0.2.1:53"), IPEndPoint.Parse("[2001:db8::1]:53")]);
        Should.Throw<FormatException>(() => DnsServers.Read("resolver.example")).Message.ShouldContain("192.0.2.1:53");
    }

    // Named twice: a machine under load may miss the first time.
    private MailDomains Domains() => new(new DnsClient([resolver.Address, resolver.Address]), clock);
}
