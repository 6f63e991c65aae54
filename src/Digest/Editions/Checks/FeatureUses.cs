using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Digest.Editions.Checks;

/// <summary>Where a message uses a feature, and whether something makes up for it there.</summary>
internal sealed class FeatureUses
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);
    private readonly MessageMarkup markup;
    private readonly ILookup<string, StyleUse> byProperty;
    private readonly IReadOnlyList<StyleUse> byValue;

    public FeatureUses(MessageMarkup markup)
    {
        this.markup = markup;
        var inline = markup.Inline.SelectMany(one => one.Declarations.Select(declaration => new StyleUse(one.Element, declaration, one.Declarations)));
        var sheet = markup.Sheet.Rules.SelectMany(rule => rule.Declarations.Select(declaration => new StyleUse(Element: null, declaration, rule.Declarations)));
        byProperty = inline.Concat(sheet).ToLookup(use => use.Declaration.Property, StringComparer.Ordinal);
        // A message says the same few hundred values thousands of times.
        byValue = [.. byProperty.SelectMany(uses => uses).DistinctBy(use => use.Declaration.Value, StringComparer.Ordinal)];
    }

    /// <summary>Each use for which nothing makes up, in words: the value, address, rule or element.</summary>
    public IEnumerable<(string Words, IElement? Element)> Of(ClientFeature feature)
    {
        var (find, fallback) = (feature.Find, feature.Fallback);
        if (find.Properties is not null)
            return StyleUses(find).Where(use => !IsMadeUpFor(fallback, use.Element, use.Beside)).Select(use => (use.Declaration.Value, use.Element));
        if (find.Elements is not null)
            return ElementUses(find).Where(use => !IsMadeUpFor(fallback, use.Element, beside: null)).Select(use => (use.Words, (IElement?)use.Element));
        if (IsMadeUpFor(fallback, element: null, beside: null))
            return [];
        return SheetUses(find).Select(words => (words, (IElement?)null));
    }

    private IEnumerable<StyleUse> StyleUses(FeatureSearch find)
    {
        var named = find.Properties is ["*"] ? byValue : find.Properties!.SelectMany(property => byProperty[property]);
        var only = find.Elements is null ? null : markup.All(find.Elements).ToHashSet();
        return named.Where(use => (find.Values is null || Pattern(find.Values).IsMatch(use.Declaration.Value)) && (only is null || (use.Element is not null && only.Contains(use.Element))));
    }

    private IEnumerable<(string Words, IElement Element)> ElementUses(FeatureSearch find) => find.Attribute is null
        ? markup.All(find.Elements!).Select(element => ($"<{element.LocalName}>", element))
        : markup.All(find.Elements!).Where(element => Pattern(find.Matches!).IsMatch(element.GetAttribute(find.Attribute) ?? "")).Select(element => (element.GetAttribute(find.Attribute)!, element));

    private IEnumerable<string> SheetUses(FeatureSearch find)
    {
        if (find.AtRules is { } names)
            return markup.Sheet.AtRules.Where(rule => names.Contains(rule.Name, StringComparer.Ordinal)).Select(rule => rule.Text);
        if (find.Selector is { } selector)
            return markup.Sheet.Rules.Where(rule => Pattern(selector).IsMatch(rule.Selector)).Select(rule => rule.Selector);
        if (find.StyleBytes is { } most)
            return markup.StyleElements.Where(style => Encoding.UTF8.GetByteCount(style.TextContent) > most).Select(_ => "<style>");
        return find.NestedConditions ? markup.Sheet.Rules.Where(rule => rule.Condition?.LastIndexOf('@') > 0).Select(rule => rule.Condition!) : [];
    }

    private bool IsMadeUpFor(FeatureFallback? fallback, IElement? element, IReadOnlyList<Declaration>? beside)
    {
        if (fallback is null)
            return false;
        return (fallback.Attribute is { } attribute && element?.GetAttribute(attribute) is { } value && (fallback.AttributeMatches is null || Pattern(fallback.AttributeMatches).IsMatch(value)))
            || (fallback.Property is { } property && beside?.Any(one => one.Property == property) is true)
            || (fallback.ParentProperty is { } around && element?.ParentElement?.GetAttribute("style")?.Contains(around, StringComparison.OrdinalIgnoreCase) is true)
            || (fallback.Child is { } child && element?.QuerySelector(child) is not null)
            || (fallback.Self is { } self && element?.Matches(self) is true)
            || (fallback.Conditional is { } conditional && Pattern(conditional).IsMatch(markup.Conditional));
    }

    internal static Regex Pattern(string pattern) => Patterns.GetOrAdd(pattern, MailClients.Pattern);

    private sealed record StyleUse(IElement? Element, Declaration Declaration, IReadOnlyList<Declaration> Beside);
}
