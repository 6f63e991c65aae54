using Digest.Mail;

namespace Digest.Tests.Mail;

public sealed class HeaderInjectionTests
{
    [Theory]
    [InlineData("X-Bad", "a\r\nBcc: eve@evil.example")]
    [InlineData("X-Bad", "a\u2028b")]
    [InlineData("X-Bad", "a\0b")]
    [InlineData("X-Bad", "<https://grüße.example>")]
    [InlineData("X Bad", "a")]
    [InlineData("X-Bad:", "a")]
    [InlineData("", "a")]
    [InlineData("Subject", "another one")]
    [InlineData("content-type", "text/plain")]
    public void A_header_that_could_become_another_is_refused(string name, string value) =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template with { Headers = [new Header(name, value)] }))
            .Message.Any(char.IsControl).ShouldBeFalse();

    [Fact]
    public void Half_a_character_in_a_header_is_refused() =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template with { Headers = [new Header("X-Bad", "a\ud800b")] }));

    [Theory]
    [InlineData("a@b.example>\r\nBcc: <eve@evil.example")]
    [InlineData("a b@c.example")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("a@grüße.example")]
    [InlineData("a\u2028@b.example")]
    [InlineData("ab.example")]
    [InlineData("a@[127.0.0.1]")]
    public void A_recipient_that_is_no_single_address_is_refused(string to) =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template, Samples.Fill with { To = to }));

    [Theory]
    [InlineData("")]
    [InlineData("<>")]
    [InlineData("no-at")]
    [InlineData("<a@b> <c@d>")]
    [InlineData("a@b\r\nBcc: c")]
    public void A_message_id_that_is_none_is_refused(string id) =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template, Samples.Fill with { MessageId = id }));

    [Fact]
    public void A_message_id_may_come_with_its_brackets() =>
        Samples.Raw(Samples.Template, Samples.Fill with { MessageId = "<7@courier.example>" }).ShouldContain("\r\nMessage-ID: <7@courier.example>\r\n");

    [Fact]
    public void A_line_break_in_what_fills_a_slot_is_refused() =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template, Samples.Fill with { Slots = new Dictionary<string, string> { ["link"] = "x\r\nBcc: y" } }));

    [Fact]
    public void A_subject_with_line_breaks_becomes_one_line() =>
        Samples.Headers(Samples.Raw(Samples.Template with { Subject = "One\r\nBcc: eve@evil.example\u2028\0Two  three" }))
            .ShouldContain("Subject: One Bcc: eve@evil.example Two three");

    [Fact]
    public void Whatever_is_tried_no_message_gets_another_header()
    {
        var random = new Random(20260302);
        string[] pieces = ["\r", "\n", "\r\n", "\u2028", "\u2029", "\u0085", "\0", "\u000b", "\t", " ", "Bcc: eve@evil.example", "X-Evil: 1", "ü", "🙂", "\ud83d", "=?utf-8?Q?=0D=0A?=", "\"", "\\", "<", ">", "@", ",", ".", "a", "\r\n\r\n", "--=_", "=\r\n", "LINKMARKER"];
        string Any() => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
        string AnySubject() => Any().Replace("LINKMARKER", "", StringComparison.Ordinal);
        string[] expected = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "X-Given"];
        var built = 0;
        for (var round = 0; round < 2000; round++)
        {
            var given = random.Next(3) == 0 ? Any() : "plain";
            var link = random.Next(3) == 0 ? Any() : "https://x.example/" + random.Next();
            var to = random.Next(3) == 0 ? Any() + "@" + Any() : "ada@reader.example";
            string raw;
            try
            {
                raw = Samples.Raw(Samples.Template with
                {
                    From = new MailboxAddress(AnySubject(), "news@courier.example"),
                    Subject = AnySubject(),
                    Text = Any(),
                    Html = Any(),
                    Headers = [new Header("X-Given", given)],
                }, Samples.Fill with { To = to, ToName = Any(), Slots = new Dictionary<string, string> { ["link"] = link } });
            }
            catch (HeaderException)
            {
                continue;
            }
            built++;
            Samples.Headers(raw).Select(line => line.Split(':')[0]).ShouldBe(expected, $"round {round}");
            raw.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().IndexOfAny('\r', '\n', '\0').ShouldBe(-1);
            raw.Split("\r\n").ShouldAllBe(line => line.Length <= 998 && !line.StartsWith('.') && !line.StartsWith("From ", StringComparison.Ordinal));
        }
        built.ShouldBeGreaterThan(700);
    }
}
