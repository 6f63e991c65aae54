using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Tests.Tools;

namespace Digest.Tests.Mail.Dkim;

/// <summary>Signatures, verified by a verifier that we did not write.</summary>
public sealed class DkimSignerTests : IDisposable
{
    private const string Domain = "courier.example";
    private const string Selector = "digest";
    private readonly DkimKey key = DkimKey.Create();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("digest-dkim-");

    [PythonFact("dkim")]
    public async Task Messages_of_every_kind_verify()
    {
        var signers = new MessageSigners(new DkimSigner(key, Domain, Selector));
        MessageTemplate[] templates =
        [
            Samples.Template,
            Samples.Template with { Subject = string.Join(' ', Enumerable.Repeat("größer", 60)), Text = "", Html = "" },
            Samples.Template with { From = new MailboxAddress("Der \"Süd\"-Kurier, täglich", "news@courier.example"), Text = ".\n..\nFrom me\n\n\n\n", Html = "<p>a</p>  \t \n\n\n" },
            Samples.Template with { Text = new string('x', 5000) + "LINKMARKER" + new string('é', 900), Headers = [new("List-Id", "<digest.courier.example>"), new("List-Unsubscribe", "<LINKMARKER>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"), new("Feedback-ID", "1:digest:courier.example"), new("Auto-Submitted", "auto-generated")] },
            Samples.Template with { From = new MailboxAddress("Courier", "news@mail.courier.example") },
        ];
        MessageFill[] fills =
        [
            Samples.Fill,
            Samples.Fill with { To = "jürgen@reader.example", ToName = "Jürgen 🦀 " + new string('y', 80) },
            Samples.Fill with { ToName = "Lovelace, \"Ada\" \\ x", Slots = new Dictionary<string, string> { ["link"] = "https://courier.example/u/" + new string('z', 400) } },
        ];
        var at = 0;
        foreach (var template in templates)
        {
            foreach (var fill in fills)
                await KeepAsync(at++, PreparedMessage.Prepare(template, signers).Fill(fill));
        }
        (await VerifyAsync()).ShouldBe(Enumerable.Repeat(true, at));
    }

    [PythonFact("dkim")]
    public async Task What_is_changed_on_the_way_does_not_verify()
    {
        var signed = Encoding.Latin1.GetString(PreparedMessage.Prepare(Samples.Template, new MessageSigners(new DkimSigner(key, Domain, Selector))).Fill(Samples.Fill));
        string[] messages =
        [
            signed,
            signed.Replace("\r\nSubject: Tide tables agreed\r\n", "\r\nsubject:  Tide   tables\r\n\tagreed \r\n", StringComparison.Ordinal),
            signed + "\r\n\r\n",
            signed.Replace("Tide tables", "Tide fables", StringComparison.Ordinal),
            signed.Replace("Read on: ", "Read off: ", StringComparison.Ordinal),
            $"From: evil@elsewhere.example\r\n{signed}",
            signed.Replace("\r\nFrom: ", "\r\nFrom: evil@elsewhere.example\r\nFrom: ", StringComparison.Ordinal),
            signed.Replace("\r\nList-Unsubscribe: <https://courier.example/u/abc>\r\n", "\r\n", StringComparison.Ordinal),
            signed + "more\r\n",
        ];
        for (var at = 0; at < messages.Length; at++)
            await KeepAsync(at, Encoding.Latin1.GetBytes(messages[at]));
        (await VerifyAsync()).ShouldBe([true, true, true, false, false, false, false, false, false]);
    }

    [Theory]
    [InlineData("A: X\r\n", "a:X\r\n")]
    [InlineData("B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n")]
    [InlineData("Subject:\r\n", "subject:\r\n")]
    [InlineData("SUBJECT: \t a\r\n  \r\n b: c\r\n", "subject:a b: c\r\n")]
    public void Fields_are_relaxed_as_in_RFC_6376_section_3_4_5(string field, string relaxed)
    {
        var target = new byte[100];
        Encoding.ASCII.GetString(target, 0, RelaxedHeader.Write(Encoding.ASCII.GetBytes(field), target)).ShouldBe(relaxed);
    }

    [Theory]
    [InlineData("", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=")]
    [InlineData("\r\n\r\n\r\n", "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=")]
    [InlineData(" C \r\nD \t E\r\n\r\n\r\n", null)]
    public void Empty_lines_at_the_end_of_a_body_are_not_hashed(string body, string? hash)
    {
        var output = new ArrayBufferWriter<byte>();
        new DkimSigner(key, Domain, Selector).Sign(Encoding.ASCII.GetBytes($"From: a@courier.example\r\n\r\n{body}"), output);
        Encoding.ASCII.GetString(output.WrittenSpan).ShouldContain($"bh={hash ?? Convert.ToBase64String(SHA256.HashData(" C \r\nD \t E\r\n"u8))};");
    }

    [Fact]
    public void A_signature_names_what_it_covers_and_is_folded()
    {
        var signed = Encoding.ASCII.GetString(PreparedMessage.Prepare(Samples.Template with { Headers = [.. Samples.Template.Headers, new("Reply-To", "desk@courier.example"), new("List-Id", "<digest.courier.example>")] }, new MessageSigners(new DkimSigner(key, Domain, Selector))).Fill(Samples.Fill));
        signed.ShouldStartWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=courier.example;\r\n s=digest; h=From:From:To:Subject:Date:Message-ID:MIME-Version");
        var field = signed[..signed.IndexOf("\r\nFrom: ", StringComparison.Ordinal)];
        field.Replace("\r\n ", "", StringComparison.Ordinal).ShouldContain("h=From:From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:List-Id:List-Unsubscribe:Reply-To;bh=");
        field.Split("\r\n").ShouldAllBe(line => line.Length <= 78);
        field.ShouldNotContain("l=");
    }

    [Fact]
    public void A_key_signs_for_its_own_domain_and_what_is_below_and_above_it_only()
    {
        var signers = new MessageSigners(new DkimSigner(key, Domain, Selector));
        bool IsSigned(string from) => Encoding.ASCII.GetString(PreparedMessage.Prepare(Samples.Template with { From = new MailboxAddress("", from) }, signers).Fill(Samples.Fill)).StartsWith("DKIM-Signature", StringComparison.Ordinal);
        IsSigned("a@courier.example").ShouldBeTrue();
        IsSigned("a@mail.Courier.example").ShouldBeTrue();
        IsSigned("a@elsewhere.example").ShouldBeFalse();
        IsSigned("a@acourier.example").ShouldBeFalse();
    }

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    private Task KeepAsync(int at, byte[] message) => File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{at:000}.eml"), message);

    private async Task<IEnumerable<bool>> VerifyAsync() =>
        (await Python.RunAsync("dkim", "Mail/Dkim/verify_messages.py", folder.FullName, DkimNames.RecordName(Selector, Domain), DkimRecord.Value(key))).EnumerateArray().Select(one => one.GetBoolean()).ToList();
}
