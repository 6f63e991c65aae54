using System.Text;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Mail.Reading;

namespace Digest.Tests.Mail;

public sealed class MailFileTests
{
    [Fact]
    public void What_we_write_is_read_back_as_it_was()
    {
        const string subject = "Überschwemmung: “größte” seit 1953 – und was die Stadt, die Feuerwehr und der Deichverband jetzt tun";
        const string html = "<p>.dots = signs, “quotes” and a very long line without any break that has to be cut into several on its way through quoted-printable</p>";
        var message = PreparedMessage.Prepare(new MessageTemplate
        {
            From = MailboxAddress.Parse("Der Bote <bote@news.example>"),
            Subject = subject,
            Html = html,
            Text = "Guten Tag\n\n.Punkt am Anfang\n",
            Language = "de",
            Headers = [],
            Markers = new Dictionary<string, string>(StringComparer.Ordinal),
        }, MessageSigners.None).Fill(new MessageFill { To = "ada@reader.example", ToName = "Åsa Öberg", MessageId = "one@news.example", Date = new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero), Slots = new Dictionary<string, string>(StringComparer.Ordinal) });

        var read = MailFile.Read(message);

        read.Header("Subject").ShouldBe(subject);
        read.Header("To").ShouldBe("Åsa Öberg <ada@reader.example>");
        read.Html!.TrimEnd().ShouldBe(html);
        read.Text!.TrimEnd().ShouldBe("Guten Tag\n\n.Punkt am Anfang");
    }

    [Fact]
    public void Other_programs_messages_are_read_too()
    {
        var read = Read(
            "Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\n =?utf-8?B?IGF1cyBLw7Zsbg==?=\r\nContent-Type: multipart/mixed; boundary=\"b 1\"\r\n\r\nthis is not shown\r\n--b 1\r\n"
            + "Content-Type: multipart/alternative; boundary=b2\r\n\r\n--b2\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe=\r\n!\r\n"
            + "--b2\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+aGk8\r\nL2I+\r\n--b2--\r\n\r\n--b 1--\r\nand neither is this");

        read.Header("subject").ShouldBe("Grüße aus Köln");
        read.Text!.Trim().ShouldBe("Grüße!");
        read.Html.ShouldBe("<b>hi</b>");
    }

    [Theory]
    [InlineData("")]
    [InlineData("no header at all")]
    [InlineData("\r\n\r\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n")]
    [InlineData("Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=nothing\r\n\r\nA=B===C")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\r\n\r\n=\r\n=Z\r\n=4")]
    [InlineData("Subject: =?utf-8?B?A?= =?x?Q?=G1?=\r\n\r\n")]
    public void Damaged_messages_are_read_as_far_as_they_go(string message) => Should.NotThrow(() => Read(message));

    [Fact]
    public void A_message_of_a_thousand_nested_parts_is_read_in_no_time()
    {
        var nested = string.Concat(Enumerable.Range(0, 1000).Select(level => $"Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n"));
        Read(nested).Text.ShouldBeNull();
    }

    private static MailFile Read(string message) => MailFile.Read(Encoding.Latin1.GetBytes(message));
}
