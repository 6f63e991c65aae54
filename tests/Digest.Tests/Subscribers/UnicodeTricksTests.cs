using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

/// <summary>Texts that look like others: in addresses, in domains and in names.</summary>
public sealed class UnicodeTricksTests
{
    public static TheoryData<string> Unseen => new(
        // Bidirectional controls.
        "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F", "\u061C",
        // No room at all.
        "\u200B", "\u200C", "\u200D", "\u2060", "\uFEFF", "\u00AD", "\u034F", "\u180E", "\uFE0F", "\u115F", "\u1160", "\u3164", "\uFFA0", "\u2800", "\u2063",
        // Tags.
        "\U000E0061", "\U000E0101");

    [Theory]
    [MemberData(nameof(Unseen))]
    public void What_nobody_sees_stands_before_no_at(string sign)
    {
        foreach (var text in new[] { $"a{sign}da@example.org", $"{sign}ada@example.org", $"ada{sign}@example.org", $"\"a{sign}da\"@example.org" })
            EmailAddress.TryParse(text, out _, out _).ShouldBeFalse(text);
    }

    // What is ignored in a domain (UTS #46 §4) leaves the domain that was meant; all else is refused, or plain to see as an A-label.
    [Theory]
    [MemberData(nameof(Unseen))]
    public void What_nobody_sees_makes_no_domain_that_looks_like_another(string sign)
    {
        foreach (var text in new[] { $"ada@ex{sign}ample.org", $"ada@{sign}example.org", $"ada@example.org{sign}" })
        {
            if (EmailAddress.TryParse(text, out var address, out _) && address.Value != "ada@example.org")
                EmailAddress.Show(address.Value).ShouldContain("xn--");
        }
    }

    [Theory]
    [InlineData("ada@ex\u202Eample.org")]
    [InlineData("ada@ex\u2067ample.org")]
    [InlineData("ada@ex\u200Fample.org")]
    [InlineData("ada@ex\u200Dample.org")]
    [InlineData("ada@ex\u3164ample.org")]
    [InlineData("ada@ex\u2024ample.org")]
    public void A_domain_that_turns_its_direction_or_fakes_a_dot_is_refused(string text) => EmailAddress.TryParse(text, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("ada@\uFF25xample.org")]
    [InlineData("ada@example\u3002org")]
    [InlineData("ada@\u24D4xample.org")]
    public void Wide_and_circled_letters_of_a_domain_are_the_plain_ones(string text) => Parse(text).Value.ShouldBe("ada@example.org");

    [Fact]
    public void A_letter_and_its_composed_form_are_one_address() => Parse("jose\u0301@example.org").ShouldBe(Parse("jos\u00E9@example.org"));

    [Fact]
    public void Letters_of_another_script_make_another_address_and_never_the_one_they_look_like()
    {
        // Cyrillic а.
        Parse("\u0430da@example.org").Key.ShouldNotBe(Parse("ada@example.org").Key);
        Parse("ada@p\u0430ypal.example").Value.ShouldBe("ada@xn--pypal-4ve.example");
    }

    [Theory]
    [InlineData("ada@Bücher.example", "ada@xn--bcher-kva.example", "ada@bücher.example")]
    [InlineData("ada@XN--BCHER-KVA.example", "ada@xn--bcher-kva.example", "ada@bücher.example")]
    [InlineData("ada@пример.example", "ada@xn--e1afmkfd.example", "ada@пример.example")]
    [InlineData("ada@παράδειγμα.example", "ada@xn--hxajbheg2az3al.example", "ada@παράδειγμα.example")]
    [InlineData("ada@日本語.example", "ada@xn--wgv71a119e.example", "ada@日本語.example")]
    [InlineData("ada@한국.example", "ada@xn--3e0b707e.example", "ada@한국.example")]
    [InlineData("ada@mail.faß.example", "ada@mail.xn--fa-hia.example", "ada@mail.faß.example")]
    // Two scripts in one word.
    [InlineData("ada@p\u0430ypal.example", "ada@xn--pypal-4ve.example", "ada@xn--pypal-4ve.example")]
    // Cyrillic letters that all look like Latin ones: аррӏе.
    [InlineData("ada@\u0430\u0440\u0440\u04CF\u0435.example", "ada@xn--80ak6aa92e.example", "ada@xn--80ak6aa92e.example")]
    // From right to left, an accent that no letter has, a picture.
    [InlineData("ada@b\u05D0.example", "ada@xn--b-0hc.example", "ada@xn--b-0hc.example")]
    [InlineData("ada@אבג.example", "ada@xn--4dbcd.example", "ada@xn--4dbcd.example")]
    [InlineData("ada@a\u0338.example", "ada@xn--a-2eb.example", "ada@xn--a-2eb.example")]
    [InlineData("ada@xn--ls8h.example", "ada@xn--ls8h.example", "ada@xn--ls8h.example")]
    // No A-labels at all, though they say so.
    [InlineData("ada@xn--a.example", "ada@xn--a.example", "ada@xn--a.example")]
    [InlineData("ada@xn--example-.example.org", null, null)]
    public void A_domain_is_kept_as_A_labels_and_shown_in_its_own_letters_where_they_look_like_no_others(string typed, string? kept, string? shown)
    {
        var address = EmailAddress.TryParse(typed, out var read, out _) ? read : null;
        (address?.Value, address?.ShownDomain).ShouldBe((kept, shown?.Split('@')[1]));
        if (kept is not null)
            EmailAddress.Show(kept).ShouldBe(shown);
    }

    [Fact]
    public void What_is_shown_and_typed_again_is_the_same_address()
    {
        var address = Parse("ada@bücher.παράδειγμα");
        Parse(EmailAddress.Show(address.Value)).ShouldBe(address);
        EmailAddress.Show("").ShouldBe("");
    }

    [Theory]
    [MemberData(nameof(Unseen))]
    public void What_nobody_sees_is_left_out_of_a_name(string sign)
    {
        SubscriberName.TryRead($" {sign}A{sign}da L{sign} ", out var name, out _).ShouldBeTrue();
        name.ShouldBe("Ada L");
        SubscriberName.TryRead(sign, out name, out _).ShouldBeTrue();
        name.ShouldBeNull();
    }

    [Theory]
    [InlineData("نامه\u200Cای")]
    [InlineData("क्\u200Dष")]
    [InlineData("Ольга Smith")]
    [InlineData("José Ñandú-O’Neill")]
    [InlineData("山田 太郎")]
    public void Names_stay_as_they_are_written(string typed)
    {
        SubscriberName.TryRead(typed, out var name, out _).ShouldBeTrue();
        name.ShouldBe(typed);
    }

    [Fact]
    public void Letters_of_a_name_are_composed_and_what_is_none_is_left_out()
    {
        SubscriberName.TryRead("Jose\u0301 \uD800X", out var name, out _).ShouldBeTrue();
        name.ShouldBe("Jos\u00E9 \uFFFDX");
    }

    [Theory]
    [InlineData("Ada\r\nBcc: eve@example.org", "The name has control characters in it.")]
    [InlineData("Ada\u2028Eve", "The name has control characters in it.")]
    [InlineData("Ada\u0085Eve", "The name has control characters in it.")]
    public void A_name_on_two_lines_is_refused(string typed, string expected)
    {
        SubscriberName.TryRead(typed, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(expected);
    }

    [Fact]
    public void A_name_has_at_most_200_characters()
    {
        SubscriberName.TryRead(new string('a', 200), out _, out _).ShouldBeTrue();
        SubscriberName.TryRead(new string('a', 201), out _, out var problem).ShouldBeFalse();
        problem.ShouldBe("The name has more than 200 characters.");
    }

    private static EmailAddress Parse(string text)
    {
        EmailAddress.TryParse(text, out var address, out var problem).ShouldBeTrue(problem?.English);
        return address!;
    }
}
