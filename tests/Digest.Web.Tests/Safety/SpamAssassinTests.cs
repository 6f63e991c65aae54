using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Digest.Tests.Safety.Server;

namespace Digest.Web.Tests.Safety;

/// <summary>The sample digest, as a mail server got it and signed, judged by SpamAssassin's own rules.</summary>
public sealed partial class SpamAssassinTests
{
    private const double Most = 1.0;

    [SpamAssassinFact]
    public async Task The_sample_digest_scores_below_one_and_breaks_no_rule_about_form()
    {
        await using var server = new RecordingServer(keepsMessages: true);
        using var folder = new WorkFolder();
        folder.Environment["Smtp__Host"] = "127.0.0.1";
        folder.Environment["Smtp__Port"] = $"{server.Port}";
        folder.Environment["Site__Url"] = "https://news.post.example";
        folder.Environment["Site__From"] = "The Post <news@post.example>";
        (await folder.RunAsync("dkim", "generate")).ExitCode.ShouldBe(0);
        folder.Environment["Dkim__Domain"] = "post.example";
        folder.Environment["Dkim__PrivateKeyFile"] = "data/dkim.pem";
        await folder.ImportAsync("ana@reader.example");
        (await folder.RunAsync("edition", "send")).ExitCode.ShouldBe(0);
        var source = server.Receipts.ShouldHaveSingleItem().Source;

        Encoding.ASCII.GetString(source).ShouldStartWith("DKIM-Signature: ");
        var report = await JudgeAsync(source);
        var score = Score().Match(report);
        score.Success.ShouldBeTrue(report);
        double.Parse(score.Groups["score"].ValueSpan, CultureInfo.InvariantCulture).ShouldBeLessThan(Most, report);
        var rules = score.Groups["rules"].Value.Split([',', '\n', '\t', ' ', '\r'], StringSplitOptions.RemoveEmptyEntries);
        rules.ShouldContain("HTML_MESSAGE", report);
        rules.Where(rule => AboutForm().IsMatch(rule)).ShouldBeEmpty(report);
    }

    private static async Task<string> JudgeAsync(byte[] message)
    {
        using var process = Process.Start(new ProcessStartInfo(SpamAssassinFactAttribute.Program, ["-L", "-t"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var report = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(message);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return await report;
    }

    [GeneratedRegex(@"^X-Spam-Status: .*?score=(?<score>-?[0-9.]+) .*?tests=(?<rules>.*?)\s+(?:shortcircuit|autolearn)=", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Score();

    [GeneratedRegex("MIME|HDR|HEADER|MISSING|INVALID|MSGID|MALFORMED|CTYPE|CHARSET|BASE64|BOUNDARY|LONG_LINE|SUBJ_ILLEGAL|DATE_|FROM_.*ENCOD|PARSE|BAD_|UNPARSEABLE|EMPTY_|HEAD_|DKIM_INVALID", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AboutForm();
}

/// <summary>A fact that needs SpamAssassin; skipped, saying so, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SpamAssassinFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/spamassassin";

    public SpamAssassinFactAttribute() => Skip = File.Exists(Program) ? null : "No SpamAssassin on this machine (Debian: apt-get install spamassassin).";
}
