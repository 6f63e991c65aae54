using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Tests.Tools;

namespace Digest.Tests.Mail;

/// <summary>Submission to a mail server that we did not write, read back by a reader that we did not write.</summary>
public sealed class ForeignServerTests
{
    [PythonFact(SmtpSink.Module)]
    public async Task Messages_over_several_connections_all_arrive_whole()
    {
        await using var sink = await SmtpSink.StartAsync();
        var transport = new SmtpTransport(new SmtpOptions { Host = "127.0.0.1", Port = sink.Port });
        var prepared = PreparedMessage.Prepare(Samples.Template with
        {
            Subject = "Über 🦀 und andere Tiere, die zwischen den Gezeiten wohnen",
            Text = ".\n..\nFrom LINKMARKER\n" + new string('x', 3000),
            Html = "<p>\n.\n<a href=\"LINKMARKER\">grüße</a></p>",
        }, MessageSigners.None);

        await Parallel.ForAsync(0, 4, async (lane, cancellation) =>
        {
            await using var session = await transport.OpenAsync(cancellation);
            for (var number = 0; number < 25; number++)
            {
                var fill = Samples.Fill with { To = $"reader{lane}.{number}@reader.example", ToName = "Größe, Ada", MessageId = $"{lane}.{number}@courier.example" };
                var outcome = await session.SubmitAsync(new Envelope("bounces@courier.example", fill.To), prepared.Fill(fill), cancellation);
                outcome.ShouldBeOfType<SubmissionOutcome.Submitted>().Answer.Code.ShouldBe(250);
            }
        });

        var read = (await Python.RunAsync("email", "Mail/read_messages.py", sink.Maildir)).EnumerateArray().ToList();
        read.Count.ShouldBe(100);
        read.Select(one => one.GetProperty("to")[0][1].GetString()).Distinct().Count().ShouldBe(100);
        foreach (var one in read)
        {
            one.GetProperty("defects").GetArrayLength().ShouldBe(0, one.ToString());
            one.GetProperty("subject").GetString().ShouldBe("Über 🦀 und andere Tiere, die zwischen den Gezeiten wohnen");
            one.GetProperty("to")[0][0].GetString().ShouldBe("Größe, Ada");
            one.GetProperty("text").GetString()!.ReplaceLineEndings("\n").ShouldBe(".\n..\nFrom https://courier.example/u/abc\n" + new string('x', 3000));
            one.GetProperty("html").GetString()!.ReplaceLineEndings("\n").ShouldBe("<p>\n.\n<a href=\"https://courier.example/u/abc\">grüße</a></p>");
        }
    }

    [PythonFact(SmtpSink.Module)]
    public async Task An_address_with_an_umlaut_before_the_at_is_reached_over_SMTPUTF8()
    {
        await using var sink = await SmtpSink.StartAsync("-u");
        await using var session = await new SmtpTransport(new SmtpOptions { Host = "127.0.0.1", Port = sink.Port }).OpenAsync();
        var outcome = await session.SubmitAsync(new Envelope("", "jürgen@reader.example"), Samples.Bytes(fill: Samples.Fill with { To = "jürgen@reader.example" }));
        outcome.ShouldBeOfType<SubmissionOutcome.Submitted>();
        (await Python.RunAsync("email", "Mail/read_messages.py", sink.Maildir)).GetArrayLength().ShouldBe(1);
    }
}
