using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>
/// What should have been filled and was not: a marker that nobody knows, a word in braces, a template's own code, a link without
/// an address. What a story or a setting says itself is never taken for it.
/// </summary>
internal sealed partial class UnfilledSlot : IEditionCheck
{
    private const string Remedy = "Mend the template or the sentence that writes it.";

    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (edition is not { Message: { } message, Composition: { } composition })
            yield break;
        var said = new Lazy<string>(() => Said(composition, edition.Site));
        foreach (var (part, text) in new[] { ("subject", message.Subject), ("HTML part", Shown(message.Html)), ("text part", message.Text) })
        {
            if (Left(text, message.Markers, said) is { } left)
                yield return Finding.Block("unfilled-slot", $"“{Short(left)}” stands in the {part} where a word or a link should be.", Remedy);
        }
        if (EmptyLink().IsMatch(message.Html))
            yield return Finding.Block("unfilled-slot", "A link in the HTML part has no address.", Remedy);
    }

    private static string? Left(string text, IReadOnlyDictionary<string, string> markers, Lazy<string> said)
    {
        var rest = markers.Values.Aggregate(text, (left, marker) => left.Replace(marker, "", StringComparison.Ordinal));
        // A marker that a template cut or wrote in capitals is one no more, but keeps the letters that only this rendering knows.
        foreach (var nonce in markers.Values.Select(SlotMarkers.NonceOf).Distinct(StringComparer.Ordinal))
        {
            if (rest.Contains(nonce, StringComparison.OrdinalIgnoreCase))
                return nonce;
        }
        // Most messages have nothing that could begin one.
        if (rest.AsSpan().IndexOfAny("{*") < 0 && !rest.Contains("slot", StringComparison.Ordinal) && !rest.Contains("@Model", StringComparison.Ordinal) && !rest.Contains("Digest.Rendering.", StringComparison.Ordinal))
            return null;
        return Placeholder().Matches(rest).Select(match => Line(WebUtility.HtmlDecode(match.Value))).FirstOrDefault(one => !said.Value.Contains(one, StringComparison.Ordinal));
    }

    /// <summary>All that comes from outside: stories, settings, what editors wrote.</summary>
    private static string Said(Composition composition, SiteOptions site)
    {
        var (content, said) = (composition.Content, new StringBuilder());
        void Say(params IEnumerable<string?> texts) => said.AppendJoin('\n', texts.OfType<string>().Select(Line)).Append('\n');
        Say(content.Subject, content.Preheader, content.Licence, content.EditionUrl);
        Say(site.Name, site.Url, site.Tagline, site.PostalAddress, site.Licence, site.From, site.Icon, site.Appeal.Headline, site.Appeal.Text, site.Appeal.Link, site.Appeal.LinkText);
        Say(content.Note?.Source);
        Say([.. content.Blocks.Select(block => block.Text.Source), .. content.Corrections.SelectMany(one => new[] { one.Headline, one.Said, one.Right, one.Link })]);
        foreach (var story in content.Stories.Concat(content.Blocks.Select(block => block.Story).OfType<StoryContent>()))
        {
            Say(story.Headline, story.Link, story.Dek, story.Byline, story.Licence, story.Picture?.Url, story.Picture?.Alt, story.Picture?.Caption, story.Picture?.Credit);
            Say([.. story.Topics, .. story.Timeline.SelectMany(one => new[] { one.Headline, one.Link, one.Licence }), .. story.Related.SelectMany(one => new[] { one.Headline, one.Link, one.Licence })]);
        }
        return said.ToString();
    }

    private static string Shown(string html) => NotShown().Replace(html, " ");

    private static string Line(string text) => Space().Replace(text, " ");

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    // {{name}}, {name}, ${name}, @Model.Name, *|NAME|*, the name of a class, a marker of another rendering.
    [GeneratedRegex(@"\{\{[^{}]{0,80}\}\}|\$?\{[A-Za-z_][A-Za-z0-9_.\-]{0,60}\}|@Model\.[A-Za-z]+|\*\|[A-Za-z0-9_: ]{1,60}\|\*|Digest\.Rendering\.[A-Za-z]+|slot[0-9a-f]{24}[a-z]+end", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"<a\s(?:[^>]*\s)?href\s*=\s*(?:""\s*""|'\s*')", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyLink();

    [GeneratedRegex(@"<style\b.*?</style\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotShown();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
