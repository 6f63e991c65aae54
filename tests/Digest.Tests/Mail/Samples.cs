using System.Text;
using Digest.Mail;
using Digest.Mail.Dkim;

namespace Digest.Tests.Mail;

/// <summary>Messages with nothing special about them.</summary>
internal static class Samples
{
    public static readonly MessageTemplate Template = new()
    {
        From = new MailboxAddress("The Courier", "news@courier.example"),
        Subject = "Tide tables agreed",
        Html = "<p>Read on: <a href=\"LINKMARKER\">here</a></p>",
        Text = "Read on: LINKMARKER\n",
        Headers = [new Header("List-Unsubscribe", "<LINKMARKER>")],
        Markers = new Dictionary<string, string> { ["link"] = "LINKMARKER" },
    };

    public static readonly MessageFill Fill = new()
    {
        To = "ada@reader.example",
        MessageId = "1.2@courier.example",
        Date = new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero),
        Slots = new Dictionary<string, string> { ["link"] = "https://courier.example/u/abc" },
    };

    public static readonly Envelope Envelope = new("bounces@courier.example", "ada@reader.example");

    public static string Raw(MessageTemplate template, MessageFill? fill = null) =>
        Encoding.UTF8.GetString(PreparedMessage.Prepare(template, MessageSigners.None).Fill(fill ?? Fill));

    public static byte[] Bytes(MessageTemplate? template = null, MessageFill? fill = null) =>
        PreparedMessage.Prepare(template ?? Template, MessageSigners.None).Fill(fill ?? Fill);

    /// <summary>The header lines, unfolded.</summary>
    public static string[] Headers(string raw) =>
        raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
}
