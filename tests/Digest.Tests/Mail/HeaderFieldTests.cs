using Digest.Mail;

namespace Digest.Tests.Mail;

public sealed class HeaderFieldTests
{
    [Theory]
    [InlineData("Ada Lovelace", "Ada Lovelace <a@b.example>")]
    [InlineData("Lovelace, Ada", "\"Lovelace, Ada\" <a@b.example>")]
    [InlineData("Ada \"the\" L\\", "\"Ada \\\"the\\\" L\\\\\" <a@b.example>")]
    [InlineData("J. Müller", "=?utf-8?Q?J=2E_M=C3=BCller?= <a@b.example>")]
    [InlineData("=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?= <a@b.example>")]
    [InlineData("  ", "a@b.example")]
    [InlineData("", "a@b.example")]
    public void A_name_is_written_as_plainly_as_it_can_be(string name, string expected) =>
        Samples.Headers(Samples.Raw(Samples.Template with { From = new MailboxAddress(name, "a@b.example") }))[0].ShouldBe("From: " + expected);

    [Theory]
    [InlineData("Plain words of a subject that is so long that it needs a second and then even a third line, for it does not stop before that")]
    [InlineData("Überraschung über Überraschung: größere Flüsse führen östlich der Brücke überall höhere Fluten, während südlich …")]
    [InlineData("🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀🦀")]
    [InlineData("DonaudampfschiffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaftDonaudampfschiffahrtselektrizitaetenhauptbetriebswerk")]
    public void A_long_subject_is_folded_at_78_and_at_76_with_encoded_words(string subject)
    {
        var raw = Samples.Raw(Samples.Template with { Subject = subject });
        var lines = raw[raw.IndexOf("Subject:", StringComparison.Ordinal)..raw.IndexOf("Date:", StringComparison.Ordinal)].TrimEnd().Split("\r\n");
        lines.Length.ShouldBeGreaterThan(1);
        foreach (var line in lines)
        {
            line.Length.ShouldBeLessThanOrEqualTo(line.Contains("=?", StringComparison.Ordinal) ? 76 : 78);
            line.Split(' ').ShouldAllBe(word => word.Length <= 75);
            // A word that ended inside a character would not be readable by itself (RFC 2047 §5).
            foreach (var word in line.Split(' ').Where(word => word.StartsWith("=?utf-8?B?", StringComparison.Ordinal)))
                System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])).ShouldNotContain('\ufffd');
        }
    }

    [Fact]
    public void A_header_with_a_link_that_fits_no_line_stays_on_one()
    {
        var link = "https://courier.example/" + new string('u', 300);
        var raw = Samples.Raw(Samples.Template, Samples.Fill with { Slots = new Dictionary<string, string> { ["link"] = link } });
        raw.ShouldContain($"\r\nList-Unsubscribe: <{link}>\r\n");
    }

    [Fact]
    public void A_word_that_no_line_can_hold_is_refused() =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template with { Headers = [new Header("X-Long", new string('x', 1000))] }));

    [Fact]
    public void Words_of_a_phrase_in_a_given_header_are_encoded() =>
        Samples.Headers(Samples.Raw(Samples.Template with { Headers = [new Header("List-Id", "Der Süd Kurier <daily.courier.example>")] }))[^1]
            .ShouldBe("List-Id: Der =?utf-8?Q?S=C3=BCd?= Kurier <daily.courier.example>");
}
