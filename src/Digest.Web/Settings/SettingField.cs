using System.Globalization;

namespace Digest.Web.Settings;

/// <summary>How a setting is asked for.</summary>
internal enum FieldKind
{
    Text,
    Lines,
    Number,
    Choice,
    Switch,
    Colour,
    Zone,
    Time,
    Secret,
}

/// <summary>A setting as pages ask for it.</summary>
/// <param name="Key">As in a settings file, such as <c>Site:Name</c>.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Hint">What it means.</param>
/// <param name="Kind">How it is asked for.</param>
/// <param name="Default">What holds while nobody has set it, as it would be typed.</param>
internal sealed record SettingField(string Key, string Label, string Hint, FieldKind Kind, string Default)
{
    public bool Required { get; init; }

    /// <summary>In characters; 0: no bound.</summary>
    public int Longest { get; init; }

    public double? Least { get; init; }

    public double? Most { get; init; }

    public bool Whole { get; init; } = true;

    public IReadOnlyList<(string Value, string Words)> Choices { get; init; } = [];

    /// <summary>For <c>id</c> attributes.</summary>
    public string Id => Key.Replace(':', '-').ToLowerInvariant();

    /// <summary>The bounds in words; null: there are none worth telling.</summary>
    public string? Bounds => Least is { } least && Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"{least:#,0.##} to {most:#,0.##}") : null;

    /// <summary>The default in words; null: there is none to tell.</summary>
    public string? DefaultWords => Kind is FieldKind.Secret || Default.Length == 0 ? null
        : Choices.FirstOrDefault(choice => choice.Value == Default).Words ?? (Kind is FieldKind.Switch ? Default == "true" ? "yes" : "no" : Default);

    /// <summary>What is wrong with what was typed, as far as the field itself can tell; null: nothing.</summary>
    public string? Problem(string typed)
    {
        if (typed.Length == 0)
            return Required && Kind is not FieldKind.Secret ? "Something must stand here." : null;
        if (Longest > 0 && typed.Length > Longest)
            return string.Create(CultureInfo.InvariantCulture, $"This has {typed.Length:N0} characters; at most {Longest:N0} are taken.");
        if (Kind is not FieldKind.Number)
            return null;
        var isNumber = double.TryParse(typed, Whole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && (Least is null || number >= Least) && (Most is null || number <= Most) ? null : $"{(Whole ? "A whole number" : "A number")} from {Bounds} is expected.";
    }
}

/// <summary>Settings that belong together.</summary>
/// <param name="Slug">In the page's address.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Intro">One sentence.</param>
/// <param name="Fields">What is asked for.</param>
internal sealed record SettingGroup(string Slug, string Title, string Intro, IReadOnlyList<SettingField> Fields);

/// <summary>A setting as it stands now, or as somebody has just typed it.</summary>
/// <param name="Field">Which.</param>
/// <param name="Value">As it is typed; a secret's is never given.</param>
/// <param name="Place">Where outside it is set; null: it is not.</param>
/// <param name="Kept">Its row; null: nobody has ever set it here.</param>
/// <param name="Problem">What is wrong with what was typed.</param>
internal sealed record FieldView(SettingField Field, string Value, string? Place, KeptSetting? Kept, string? Problem)
{
    /// <summary>What holds, whatever is proposed or typed: a field that is left at it was not touched.</summary>
    public string Was { get; init; } = "";

    /// <summary>Whether a secret is set, here or outside.</summary>
    public bool HasSecret { get; init; }

    public bool IsKept => Place is null && Kept?.Value is not null;

    /// <summary>The value for people.</summary>
    public string Shown => Field.Kind switch
    {
        FieldKind.Secret => HasSecret ? "set, never shown" : "none",
        FieldKind.Switch => Value == "true" ? "yes" : "no",
        _ => Field.Choices.FirstOrDefault(choice => choice.Value == Value).Words ?? (Value.Length == 0 ? "–" : Value),
    };
}
