using Digest.Links;
using Digest.Outbox;

namespace Digest.Tests.Safety.Postfix;

/// <summary>One kind of message and of reader.</summary>
/// <param name="Name">The reader's.</param>
/// <param name="Subject">Of the message.</param>
/// <param name="Text">What both parts say; a link follows.</param>
/// <param name="Local">Before the @.</param>
/// <param name="Domain">As its owner writes it.</param>
internal sealed record Kind(string Name, string Subject, string Text, string Local = "r", string Domain = "reader.example")
{
    private const string Marker = "UNSUBMARKER";

    public static readonly IReadOnlyList<Kind> All =
    [
        new("Ada Lovelace", "Tide tables agreed", "Hello."),
        new("Jürgen Größe", "🦀 Crab season 🦀 opens", "Grüße 🦀\n\n\n"),
        new("山田 太郎", "潮汐表が合意された", "こんにちは。"),
        new("Lovelace, \"Ada\" \\ A.", "=?utf-8?Q?not_encoded?= really", "=3D =20 =\n="),
        new("مدينة الأمواج", "أخبار اليوم", "مرحبا", Domain: "grüße.example"),
        new("Zoë", string.Join(' ', Enumerable.Repeat("größer", 120)), "Long subject.", Domain: "münchen.bücher.example"),
        new("", new string('x', 900), "A word without end."),
        new("Dots", "Dots", ".\n..\n.x\n\n.\n...\n.", Domain: "例え.example"),
        new("From", "From here", "From me\nFrom  you\n From us\nxFrom "),
        new(new string('y', 120), "Long lines", new string('a', 5000) + "\n" + new string('é', 3000)),
        new("O'Neil", "Spaces", "a \nb\t\n \n\t\n", "o'neil+news"),
        new("Jürgen", "Umlaut before the @", "Hello.", "jürgen"),
        new("Boundaries", "--=_", "--=_\n--=_0--\n-- \n"),
        new("Odd", "Odd\u2028characters\u0085here", "a\u0001\u00a0\ufeff\u200f"),
    ];

    public VariantContent Content => new(Subject, $"<pre>{Text}</pre><a href=\"{Marker}\">leave</a>", $"{Text}|{Marker}", new Dictionary<string, string>(StringComparer.Ordinal) { [LinkSlot.Unsubscribe] = Marker });
}
