using System.Globalization;
using AngleSharp.Dom;

namespace Digest.Editions.Checks;

/// <summary>In which colours each text of a message is shown, in light or in dark.</summary>
/// <param name="markup">The message.</param>
/// <param name="dark">The scheme.</param>
internal sealed class ShownColours(MessageMarkup markup, bool dark)
{
    private const double Pixels = 16;
    private static readonly Look Beginning = new("#000000", "#ffffff", Pixels, IsBold: false);
    private readonly Dictionary<IElement, Dictionary<string, Declaration>> declared = [];

    /// <summary>Every text that people read; what is hidden, or only drawn with letters, is left out.</summary>
    public IEnumerable<ShownText> Texts()
    {
        foreach (var rule in markup.Sheet.Rules.Where(rule => rule.HoldsIn(dark)))
        {
            foreach (var element in markup.All(rule.Selector))
                Declare(element, rule.Declarations);
        }
        foreach (var (element, declarations) in markup.Inline)
            Declare(element, declarations);
        return markup.Document.Body is { } body ? Under(body, Beginning) : [];
    }

    private IEnumerable<ShownText> Under(IElement element, Look around)
    {
        if (element.LocalName is "style" or "script" or "title" || IsHidden(element))
            yield break;
        var look = Of(element, around);
        var text = element.LocalName == "img" ? element.GetAttribute("alt") ?? "" : string.Concat(element.ChildNodes.OfType<IText>().Select(one => one.Data));
        if (text.Any(char.IsLetterOrDigit) && look is { Colour: { } colour, Ground: { } ground })
            yield return new ShownText(text.Trim(), colour, ground, look.Size >= 24 || (look.IsBold && look.Size >= 18.66));
        foreach (var inner in element.Children.SelectMany(child => Under(child, look)))
            yield return inner;
    }

    private bool IsHidden(IElement element) =>
        element.GetAttribute("aria-hidden") == "true" || element.HasAttribute("hidden") || Value(element, "display") is "none" || Value(element, "visibility") is "hidden";

    private Look Of(IElement element, Look around)
    {
        var colour = Value(element, "color") is { } set ? set is "inherit" ? around.Colour : StyleColour.In(set) : element.LocalName == "a" && element.HasAttribute("href") ? null : around.Colour;
        var ground = Ground(element, around.Ground);
        var size = Value(element, "font-size") is { } font && font.EndsWith("px", StringComparison.OrdinalIgnoreCase) && double.TryParse(font[..^2], CultureInfo.InvariantCulture, out var pixels) ? pixels
            : element.LocalName switch { "h1" => 2 * Pixels, "h2" => 1.5 * Pixels, "h3" => 1.17 * Pixels, _ => around.Size };
        var bold = Value(element, "font-weight") switch
        {
            null => around.IsBold || element.LocalName is "b" or "strong" or "th" or "h1" or "h2" or "h3",
            "bold" or "bolder" => true,
            var weight => int.TryParse(weight, CultureInfo.InvariantCulture, out var number) && number >= 600,
        };
        return new Look(colour, ground, size, bold);
    }

    private string? Ground(IElement element, string? around)
    {
        if (Value(element, "background-color") is { } own && own is not ("transparent" or "inherit"))
            return StyleColour.In(own);
        if (Value(element, "background") is { } all and not "none")
            return StyleColour.In(all);
        // Of a picture nobody knows where it is light.
        if (Value(element, "background-image") is { } image and not "none")
            return null;
        return element.GetAttribute("bgcolor") is { } old ? StyleColour.In(old) : around;
    }

    private string? Value(IElement element, string property) => declared.GetValueOrDefault(element)?.GetValueOrDefault(property)?.Value;

    // What is important stands above what an element says of itself, and that above the sheet.
    private void Declare(IElement element, IReadOnlyList<Declaration> declarations)
    {
        if (!declared.TryGetValue(element, out var known))
            known = declared[element] = new Dictionary<string, Declaration>(StringComparer.Ordinal);
        foreach (var one in declarations)
        {
            if (!known.TryGetValue(one.Property, out var before) || one.IsImportant || !before.IsImportant)
                known[one.Property] = one;
        }
    }

    private sealed record Look(string? Colour, string? Ground, double Size, bool IsBold);
}

/// <summary>A text with its colours.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Colour">As <c>#rrggbb</c>.</param>
/// <param name="Ground">What lies behind it.</param>
/// <param name="IsLarge">Whether it is large as WCAG 2.2 means it: from 18 points, or 14 and bold.</param>
internal sealed record ShownText(string Text, string Colour, string Ground, bool IsLarge);
