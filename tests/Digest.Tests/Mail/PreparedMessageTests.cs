using Digest.Mail;
using Digest.Mail.Dkim;

namespace Digest.Tests.Mail;

public sealed class PreparedMessageTests
{
    [Fact]
    public void A_message_without_HTML_is_text_alone()
    {
        var raw = Samples.Raw(Samples.Template with { Html = null, Text = "Grüße\nLINKMARKER\n", Headers = [new Header("X-Given", "yes")] }, Samples.Fill with { Slots = new Dictionary<string, string> { ["link"] = "https://x.example/" } });
        raw.ShouldEndWith("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Language: en\r\nX-Given: yes\r\n\r\nGr=C3=BC=C3=9Fe\r\nhttps://x.example/\r\n\r\n");
    }

    [Fact]
    public void A_message_is_these_bytes() => Samples.Raw(Samples.Template with
    {
        From = new MailboxAddress("The Courier, daily", "news@courier.example"),
        Subject = "Ebb & flood: grüße",
        Text = "Hello.\n.\nLINKMARKER\n",
        Html = "<p>é=<a href=\"LINKMARKER\">x</a></p>",
    }, Samples.Fill with { ToName = "Ada", Slots = new Dictionary<string, string> { ["link"] = "https://x.example/?a=1&b=2" } }).ShouldBe(
        """
        From: "The Courier, daily" <news@courier.example>
        To: Ada <ada@reader.example>
        Subject: Ebb & flood: =?utf-8?B?Z3LDvMOfZQ==?=
        Date: Sun, 22 Nov 2026 07:00:00 +0000
        Message-ID: <1.2@courier.example>
        MIME-Version: 1.0
        Content-Type: multipart/alternative;
         boundary="=_BOUNDARY"
        List-Unsubscribe: <https://x.example/?a=1&b=2>

        --=_BOUNDARY
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable
        Content-Language: en

        Hello.
        =2E
        https://x.example/?a=3D1&b=3D2

        --=_BOUNDARY
        Content-Type: text/html; charset=utf-8
        Content-Transfer-Encoding: quoted-printable
        Content-Language: en

        <p>=C3=A9=3D<a href=3D"=
        https://x.example/?a=3D1&amp;b=3D2=
        ">x</a></p>
        --=_BOUNDARY--

        """.ReplaceLineEndings("\r\n").Replace("BOUNDARY", Boundary(Samples.Template with { Text = "Hello.\n.\nLINKMARKER\n", Html = "<p>é=<a href=\"LINKMARKER\">x</a></p>" }), StringComparison.Ordinal));

    [Fact]
    public void A_slot_that_is_not_filled_is_a_bug_that_shows() =>
        Should.Throw<InvalidOperationException>(() => Samples.Raw(Samples.Template, Samples.Fill with { Slots = new Dictionary<string, string>() }))
            .Message.ShouldContain("link");

    [Fact]
    public void A_slot_that_the_template_does_not_know_is_a_bug_that_shows() =>
        Should.Throw<ArgumentException>(() => Samples.Raw(Samples.Template, Samples.Fill with { Slots = new Dictionary<string, string> { ["link"] = "x", ["lnik"] = "y" } }))
            .Message.ShouldContain("lnik");

    [Theory]
    [InlineData("Read LINKMARKER", "The Courier")]
    [InlineData("Tide tables", "LINKMARKER")]
    public void A_marker_where_nothing_is_filled_is_a_bug_that_shows(string subject, string sender) =>
        Should.Throw<ArgumentException>(() => Samples.Raw(Samples.Template with { Subject = subject, From = new MailboxAddress(sender, "a@b.example") }));

    [Fact]
    public void No_marker_is_left_where_one_marker_begins_like_another()
    {
        var markers = new Dictionary<string, string> { ["short"] = "slot1", ["long"] = "slot12" };
        var raw = Samples.Raw(Samples.Template with { Text = "slot1 slot12slot1", Headers = [], Html = "", Markers = markers },
            Samples.Fill with { Slots = new Dictionary<string, string> { ["short"] = "S", ["long"] = "L" } });
        raw.ShouldContain("\r\nS=\r\n=20=\r\nL=\r\nS\r\n--");
    }

    [Fact]
    public void Body_lines_have_76_characters_at_most_whatever_fills_them()
    {
        var long300 = "https://x.example/" + new string('a', 282);
        var raw = Samples.Raw(Samples.Template with
        {
            Text = $"{new string('x', 1000)} LINKMARKER. {new string('.', 200)} LINKMARKER\t\nFrom LINKMARKER  \n{new string(' ', 300)}",
            Html = string.Concat(Enumerable.Repeat("<b>é</b> LINKMARKER", 30)),
            Headers = [],
        }, Samples.Fill with { Slots = new Dictionary<string, string> { ["link"] = long300 } });
        foreach (var line in raw.Split("\r\n"))
        {
            line.Length.ShouldBeLessThanOrEqualTo(76);
            line.ShouldNotStartWith(".");
            line.ShouldNotStartWith("From ");
            line.ShouldNotEndWith(" ");
            line.ShouldNotEndWith("\t");
        }
    }

    [Fact]
    public void The_boundary_is_in_no_part_even_when_the_content_tries()
    {
        var boundary = Boundary(Samples.Template);
        var raw = Samples.Raw(Samples.Template with { Text = $"--=_{boundary}--\n", Html = $"\n--=_{boundary}\n", Headers = [] });
        raw.Split("\r\n").Count(line => line.StartsWith("--=_", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public void Filling_again_and_beside_each_other_gives_the_same_bytes()
    {
        var prepared = PreparedMessage.Prepare(Samples.Template, MessageSigners.None);
        var first = prepared.Fill(Samples.Fill);
        Enumerable.Range(0, 200).AsParallel().Select(_ => prepared.Fill(Samples.Fill)).ShouldAllBe(bytes => bytes.SequenceEqual(first));
    }

    private static string Boundary(MessageTemplate template)
    {
        var raw = Samples.Raw(template);
        var start = raw.IndexOf("boundary=\"=_", StringComparison.Ordinal) + 12;
        return raw[start..raw.IndexOf('"', start)];
    }
}
