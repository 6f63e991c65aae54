using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

public sealed class EmailAddressTests
{
    [Fact]
    public void The_domain_is_lower_cased_and_the_local_part_stays_as_typed() =>
        Parse("Ada.Lovelace+News@Example.ORG").ShouldBe(new EmailAddress("Ada.Lovelace+News@example.org", "ada.lovelace+news@example.org"));

    [Fact]
    public void A_domain_in_another_script_becomes_an_A_label() =>
        Parse("redaktion@Bücher.example").Value.ShouldBe("redaktion@xn--bcher-kva.example");

    [Fact]
    public void A_local_part_in_another_script_is_accepted() =>
        Parse("jürgen@example.org").Key.ShouldBe("jürgen@example.org");

    [Fact]
    public void Needless_quotation_marks_do_not_make_another_address()
    {
        Parse("\"ada\"@example.org").Key.ShouldBe("ada@example.org");
        Parse("\"ada lovelace\"@example.org").Key.ShouldBe("\"ada lovelace\"@example.org");
    }

    [Fact]
    public void White_space_around_what_a_person_typed_is_not_theirs()
    {
        EmailAddress.TryParseTyped(" ada@example.org\r\n", out var address, out _).ShouldBeTrue();
        address!.Value.ShouldBe("ada@example.org");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("ada", "no-at")]
    [InlineData("ada@", "domain-empty")]
    [InlineData("@example.org", "local-empty")]
    [InlineData("ada@example", "domain-dotless")]
    [InlineData("ada@example.123", "domain-digits")]
    [InlineData("ada@[127.0.0.1]", "domain-number")]
    [InlineData("ada @example.org", "local-space")]
    [InlineData("ada@example.org\r\nBcc: eve@example.org", "local-space")]
    [InlineData("ada@@example.org", "local-sign")]
    [InlineData("ada@example.org\r\nBcc: eve", "domain-sign")]
    [InlineData("\"ada\r\nBcc: eve\"@example.org", "local-quotes")]
    [InlineData("\"ada\\\\\"\"@example.org", "local-quotes")]
    [InlineData("ada..b@example.org", "local-dots")]
    [InlineData("ada@example..org", "domain-dots")]
    [InlineData("ada@example.org.", "domain-dots")]
    [InlineData("ada@exam_ple.org", "domain-sign")]
    [InlineData("ada@-example.org", "domain-hyphen")]
    [InlineData("ada\u202Egro.elpmaxe@example.org", "local-sign")]
    [InlineData("a\u200Bda@example.org", "local-sign")]
    [InlineData("ada@ex\u202Eample.org", "domain-unreadable")]
    [InlineData("Ada <ada@example.org>", "local-space")]
    public void What_no_public_mail_server_would_take_is_refused_with_one_sentence(string text, string code)
    {
        EmailAddress.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.Code.ShouldBe($"address.{code}");
        problem.English.ShouldEndWith(".");
        problem.English.ShouldNotContain("\n");
    }

    [Fact]
    public void The_limits_of_RFC_5321_section_4_5_3_1_count_octets()
    {
        EmailAddress.TryParse(new string('a', 64) + "@example.org", out _, out _).ShouldBeTrue();
        Refuse(new string('a', 65) + "@example.org").ShouldBe("The part before the @ has at most 64 characters.");
        Refuse(new string('ü', 33) + "@example.org").ShouldBe("The part before the @ has at most 64 characters.");
        Refuse($"a@{new string('a', 64)}.example").ShouldBe("A part of the name behind the @ has at most 63 characters.");
        Refuse("a@" + string.Concat(Enumerable.Repeat("label.", 41)) + "example").ShouldBe("An address has at most 254 characters.");
        EmailAddress.TryParse(new string('a', 1_000_000) + "@example.org", out _, out _).ShouldBeFalse();
    }

    private static string Refuse(string text)
    {
        EmailAddress.TryParse(text, out _, out var problem).ShouldBeFalse();
        return problem.English;
    }

    private static EmailAddress Parse(string text)
    {
        EmailAddress.TryParse(text, out var address, out var problem).ShouldBeTrue(problem?.English);
        return address!;
    }
}
