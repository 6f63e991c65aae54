using System.Text.RegularExpressions;
using Digest.Related;

namespace Digest.Editions;

/// <summary>Words that newsrooms put before a headline ("Exclusive:", "Opinion |", "+++ Eilmeldung +++"). They say how a story is told, not what it is about.</summary>
internal static partial class Kickers
{
    private static readonly HashSet<string> Known = new(
        """
        exclusive|live|live blog|liveblog|live updates|live update|latest|the latest|opinion|breaking|breaking news|update|updated|updates|analysis|news analysis
        comment|commentary|editorial|column|watch|listen|read|video|audio|photos|in pictures|gallery|podcast|explainer|explained|interview|feature|fact check|just in
        special report|report|developing|alert|news alert|long read|the long read|top story|news|review|perspective|essay|investigation|newsletter
        eilmeldung|eil|exklusiv|kommentar|kommentiert|analyse|meinung|liveticker|live-ticker|live-blog|newsticker|ticker|reportage|gastbeitrag|leitartikel|kolumne|glosse
        hintergrund|faktencheck|bildergalerie|fotos|aktuell|bericht|ratgeber|essay|pro und contra
        ultima hora|urgente|exclusiva|exclusivo|en directo|en vivo|directo|opinion|analisis|columna|entrevista|galeria|actualizacion|reportaje|tribuna|minuto a minuto
        lo ultimo|verificacion|alerta|avance
        direct|en direct|exclusif|exclusivite|derniere minute|alerte|alerte info|urgent|edito|chronique|tribune|entretien|mise a jour|billet|recit|enquete|decryptage|infographie
        diaporama|info|flash|opinions|le direct
        """.Split(['|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), StringComparer.Ordinal);

    /// <summary>The headline without the kickers that it begins with, unless nothing else is left.</summary>
    public static string Without(string headline)
    {
        while (Kicker().Match(headline) is { Success: true } found && Known.Contains(Terms.Fold(found.Groups["words"].Value.Replace('\u00A0', ' '))))
        {
            var rest = headline[found.Length..];
            if (!rest.Any(char.IsLetterOrDigit))
                break;
            headline = Capitalised(rest);
        }
        return headline;
    }

    /// <summary>The text with a capital letter, as it begins a line now; "iPhone" stays.</summary>
    public static string Capitalised(string text)
    {
        var first = text.TakeWhile(char.IsLetter).ToArray();
        return first.Length > 0 && first.All(char.IsLower) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
    }

    [GeneratedRegex(@"^[^\p{L}\p{N}“„«»‘""]*(?<words>[\p{L}\p{M} \u00A0-]{2,30}?)[\s]*(?:[:：|\])]|\s[–—·•-](?=\s)|\+{2,})[\s:|+\])–—·•]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kicker();
}
