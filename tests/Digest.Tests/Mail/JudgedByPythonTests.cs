using System.Net;
using System.Text.Json;
using Digest.Mail;
using Digest.Tests.Tools;

namespace Digest.Tests.Mail;

/// <summary>Messages as Python's email package reads them, under policy.default.</summary>
public sealed class JudgedByPythonTests
{
    private static readonly string Long300 = "https://courier.example/?a=1&b=\"2\"&c=" + new string('ü', 262);

    private static readonly Sample[] Messages =
    [
        new("Tide tables agreed", "", "Ada Lovelace", "Hello\n", "<p>Hello</p>", "https://courier.example/u?x=1&y=2"),
        new("🦀 Crab season 🦀 opens 🎉", "Der Süd-Kurier", "Jürgen Größe", "Grüße\n\n\n", "<p>Grüße 🦀</p>\n", "x"),
        new(string.Join(' ', Enumerable.Repeat("word", 80)), "The Courier, daily", "Lovelace, Ada", "LINKMARKER", "LINKMARKER", "x"),
        new(string.Concat(Enumerable.Repeat("größer ", 57)) + "!", "The \"old\" Courier", "Ada \"A.\" L\\ovelace", "a LINKMARKER b LINKMARKER\n", "<a href=\"LINKMARKER\">LINKMARKER</a>", Long300),
        new(new string('x', 400), "J. Jones", new string('y', 40), "x", "x", ""),
        new(new string('ö', 400), "=?utf-8?Q?fake?=", "=?x?=", "x", "x", "=20=3D"),
        new("مدينة الأمواج: أخبار اليوم", "العربية", "שלום", "مرحبا\n", "<p dir=\"rtl\">مرحبا</p>", "https://x.example/ü"),
        new("=?utf-8?Q?not_encoded?= really", "", "", ".\n..\n.x\n\n.", ".\n<p>\n.\n</p>", ".hidden"),
        new("  From here \r\n to there\t", "A", "B", "From me\nFrom  you\n From us\nxFrom ", "From <p>\nFrom</p>", "From x"),
        new("", "", "", "", "", ""),
        new("Spaces", "", "", "a \nb\t\n \n\t\nLINKMARKER \n LINKMARKER\t", "<p> \n</p> ", " x "),
        new("Old line ends", "", "", "a\r\nb\rc\nd", "<p>\r\n</p>\r<p></p>", "x"),
        new("Long lines", "", "", new string('a', 5000) + "\n" + new string('é', 3000), "<p>" + new string('.', 4000) + "</p>", "x"),
        new("Boundaries", "", "", "--=_\n--=_0--\n", "\n--=_\n", "--=_"),
        new("Odd characters", "", "", "a\0b\u0001\u2028\u0085c=3D=\n", "<p>\u00a0\ufeff\u200f=E9</p>", "x"),
    ];

    [PythonFact]
    public async Task Every_message_is_read_back_as_it_was_meant_and_without_defects()
    {
        var folder = Directory.CreateTempSubdirectory("digest-mail-");
        for (var index = 0; index < Messages.Length; index++)
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{index:000}.eml"), Messages[index].Bytes());

        var read = await Python.RunAsync("email", "Mail/read_messages.py", folder.FullName);

        read.GetArrayLength().ShouldBe(Messages.Length);
        for (var index = 0; index < Messages.Length; index++)
            Messages[index].ShouldBeWhat(read[index]);
        folder.Delete(recursive: true);
    }

    [PythonFact]
    public async Task Three_hundred_random_subjects_and_names_are_read_back_as_they_were_meant()
    {
        var random = new Random(2047);
        string[] pieces = [" ", " ", "word", "größe", "🦀", "é", "שלום", "日本語", "\"", "\\", ",", ".", "@", "<", ">", "(", ")", ":", ";", "=", "?", "_", "=?", "?=", "'", "long-word-without-a-place-to-break-it-anywhere", "0"];
        string Any() => string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
        var samples = Enumerable.Range(0, 300).Select(_ => new Sample(Any(), Any(), Any(), "x", "x", "x")).ToList();
        var folder = Directory.CreateTempSubdirectory("digest-mail-");
        for (var index = 0; index < samples.Count; index++)
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{index:000}.eml"), samples[index].Bytes());

        var read = await Python.RunAsync("email", "Mail/read_messages.py", folder.FullName);

        for (var index = 0; index < samples.Count; index++)
            samples[index].ShouldBeWhat(read[index]);
        folder.Delete(recursive: true);
    }

    private sealed record Sample(string Subject, string Sender, string Name, string Text, string Html, string Link)
    {
        private const string HeaderLink = "https://courier.example/u/0123456789?a=1&b=2";

        public byte[] Bytes() => Samples.Bytes(
            Samples.Template with
            {
                From = new MailboxAddress(Sender, "news@courier.example"),
                Subject = Subject,
                Text = Text,
                Html = Html,
                Headers = [new Header("List-Unsubscribe", "<HEADERMARKER>"), new Header("List-Id", "Süd-Kurier <daily.courier.example>")],
                Markers = new Dictionary<string, string> { ["link"] = "LINKMARKER", ["header"] = "HEADERMARKER" },
            },
            Samples.Fill with { ToName = Name, Slots = new Dictionary<string, string> { ["link"] = Link, ["header"] = HeaderLink } });

        public void ShouldBeWhat(JsonElement read)
        {
            read.GetProperty("defects").GetArrayLength().ShouldBe(0, read.ToString());
            read.GetProperty("subject").GetString().ShouldBe(Squeezed(Subject));
            Mailbox(read.GetProperty("from")).ShouldBe((WithoutSpaces(Sender), "news@courier.example"));
            Mailbox(read.GetProperty("to")).ShouldBe((WithoutSpaces(Name), "ada@reader.example"));
            read.GetProperty("names").EnumerateArray().Select(one => one.GetString()).ShouldBe([Squeezed(Sender), Squeezed(Name)]);
            read.GetProperty("date").GetString().ShouldBe("2026-11-22T07:00:00+00:00");
            read.GetProperty("types").EnumerateArray().Select(one => one.GetString()).ShouldBe(["multipart/alternative", "text/plain", "text/html"]);
            Lines(read.GetProperty("text").GetString()!).ShouldBe(Lines(Text).Replace("LINKMARKER", Link, StringComparison.Ordinal));
            Lines(read.GetProperty("html").GetString()!).ShouldBe(Lines(Html).Replace("LINKMARKER", WebUtility.HtmlEncode(Link), StringComparison.Ordinal));
            var headers = read.GetProperty("headers").EnumerateArray().ToDictionary(one => one[0].GetString()!, one => one[1].GetString());
            headers["List-Unsubscribe"].ShouldBe($"<{HeaderLink}>");
            headers["List-Id"].ShouldBe("Süd-Kurier <daily.courier.example>");
            headers["Message-ID"].ShouldBe("<1.2@courier.example>");
            headers.Count.ShouldBe(9);
        }

        // Python before gh-128110 keeps the space between two encoded words of a name, which RFC 2047 §6.2 drops. Its older decoder,
        // which "names" comes from, does not.
        private static (string Name, string Address) Mailbox(JsonElement addresses)
        {
            addresses.GetArrayLength().ShouldBe(1);
            return (WithoutSpaces(addresses[0][0].GetString()!), addresses[0][1].GetString()!);
        }

        private static string WithoutSpaces(string text) => Squeezed(text).Replace(" ", "", StringComparison.Ordinal);

        private static string Squeezed(string text) => string.Join(' ', text.Split((char[])[' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));

        private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }
}
