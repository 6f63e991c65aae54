using System.Text;
using System.Xml.Linq;
using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

/// <summary>
/// The 164 addresses of isemail, class by class. PROTOCOLS.md, "Addresses": what a public mail server would accept is taken, apart
/// from address literals, dotless and all-numeric top domains.
/// </summary>
public sealed class AddressCorpusTests
{
    private static readonly string[] Taken = ["ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN", "ISEMAIL_RFC5321"];
    private static readonly string[] Excepted = ["ISEMAIL_RFC5321_ADDRESSLITERAL", "ISEMAIL_RFC5321_TLD", "ISEMAIL_RFC5321_TLDNUMERIC"];

    [SharedFact]
    public void Every_address_is_judged_as_a_public_mail_server_would()
    {
        var cases = Read();
        cases.Count.ShouldBe(164);
        cases.Where(one => Problem(one.Address) is null != one.IsExpected).ShouldBeEmpty();
    }

    [SharedFact]
    public void Each_class_is_taken_or_refused_in_these_numbers() => Read()
        .GroupBy(one => one.Category, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, Taken: group.Count(one => Problem(one.Address) is null), Refused: group.Count(one => Problem(one.Address) is not null)))
        .ShouldBe(
        [
            ("ISEMAIL_CFWS", 0, 10),
            ("ISEMAIL_DEPREC", 0, 20),
            ("ISEMAIL_DNSWARN", 8, 0),
            ("ISEMAIL_ERR", 0, 66),
            ("ISEMAIL_RFC5321", 6, 10),
            ("ISEMAIL_RFC5322", 0, 30),
            ("ISEMAIL_VALID_CATEGORY", 13, 1),
        ]);

    [SharedFact]
    public void What_a_mail_server_might_take_and_we_do_not_says_why() => Read()
        .Where(one => Taken.Contains(one.Category) && !one.IsExpected)
        .Select(one => (one.Diagnosis, Problem(one.Address)!.Code))
        .Distinct()
        .ShouldBe(
        [
            ("ISEMAIL_VALID", AddressProblem.DomainDotless.Code),
            ("ISEMAIL_RFC5321_TLDNUMERIC", AddressProblem.DomainDigits.Code),
            ("ISEMAIL_RFC5321_ADDRESSLITERAL", AddressProblem.DomainNumber.Code),
            ("ISEMAIL_RFC5321_TLD", AddressProblem.DomainDotless.Code),
        ]);

    private static AddressProblem? Problem(string address) => EmailAddress.TryParse(address, out _, out var problem) ? null : problem;

    private static List<Case> Read() => [.. XDocument.Load(Path.Combine(SharedFolder.Find()!, "corpora", "addresses", "isemail-tests.xml")).Descendants("test")
        .Select(test => new Case(Visible(test.Element("address")!.Value), test.Element("category")!.Value, test.Element("diagnosis")!.Value))];

    // The corpus writes control characters as their pictures (U+2400 and on).
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value is >= 0x2400 and < 0x2420 ? new Rune(rune.Value - 0x2400) : rune));

    private sealed record Case(string Address, string Category, string Diagnosis)
    {
        // One that is called valid is dotless: test@io.
        public bool IsExpected => Taken.Contains(Category) && !Excepted.Contains(Diagnosis) && Address.Split('@')[^1].Contains('.', StringComparison.Ordinal);
    }
}
