using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Digest.Web.Settings;

/// <summary>Every setting that may be kept in the database, out of the options themselves, in groups and with words.</summary>
internal static class SettingsCatalogue
{
    public const string FeedsSlug = "feeds";

    private static readonly IReadOnlyDictionary<string, SettingField> Fields = typeof(AppSettings).GetProperties()
        .Where(section => OutsideSettings.Keepable.Contains(section.Name) && section.Name != SettingsShape.Feeds)
        .SelectMany(section => Of(section.Name, section.PropertyType))
        .Where(field => OutsideSettings.MayKeep(field.Key))
        .ToDictionary(field => field.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order in which people look for them; what no group names stands in one of its section.</summary>
    public static IReadOnlyList<SettingGroup> Groups { get; } = MakeGroups();

    public static SettingField Field(string key) => Fields[key];

    public static IReadOnlyList<SettingField> Some(params string[] keys) => [.. keys.Select(key => Fields[key])];

    public static SettingGroup? Group(string slug) => Groups.FirstOrDefault(group => group.Slug == slug);

    private static List<SettingGroup> MakeGroups()
    {
        var groups = new List<SettingGroup>
        {
            new("publication", "The publication", "How readers see it, on pages and in messages.",
                Some("Site:Name", "Site:Tagline", "Site:Colour", "Site:Icon", "Site:Language", "Site:PostalAddress", "Site:Licence", "Site:Url")),
            new(FeedsSlug, "Feeds", "Where stories come from.", []),
            new("editions", "Editions", "When an edition closes and what goes into it.",
                [.. Fields.Values.Where(field => (field.Key.StartsWith("Editions:", StringComparison.Ordinal) && !field.Key.StartsWith("Editions:Ranking:", StringComparison.Ordinal)) || field.Key.StartsWith("Related:", StringComparison.Ordinal))]),
            new("ranking", "Ranking", "What stands at the top of an edition, and what is cut when there is too much. What an editor pins comes first; of the rest, what counts for an item is multiplied with these weights and added up.",
                [.. Fields.Values.Where(field => field.Key.StartsWith("Editions:Ranking:", StringComparison.Ordinal))]),
            new("sending", "Sending", "Who the sender is and which mail server takes the messages.",
                [Fields["Site:From"], .. Fields.Values.Where(field => field.Key.StartsWith("Smtp:", StringComparison.Ordinal))]),
            new("appeal", "The appeal", "A request for support above the footer of each digest; not shown while it has no text.",
                [.. Fields.Values.Where(field => field.Key.StartsWith("Site:Appeal:", StringComparison.Ordinal))]),
        };
        var known = groups.SelectMany(group => group.Fields).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var section in Fields.Values.Where(field => !known.Contains(field.Key)).GroupBy(field => field.Key.Split(':')[0], StringComparer.Ordinal))
        {
            var (title, intro) = SettingWords.Sections.GetValueOrDefault(section.Key, (section.Key, "Further settings."));
            groups.Add(new SettingGroup(section.Key.ToLowerInvariant(), title, intro, [.. section]));
        }
        return groups;
    }

    private static IEnumerable<SettingField> Of(string path, Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(one => one.CanWrite))
        {
            var key = $"{path}:{property.Name}";
            if (SettingsShape.IsSection(property))
            {
                foreach (var nested in Of(key, property.PropertyType))
                    yield return nested;
            }
            else
            {
                yield return Of(key, property, property.GetValue(defaults));
            }
        }
    }

    private static SettingField Of(string key, PropertyInfo property, object? value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var (label, hint) = SettingWords.Of(key);
        var range = property.GetCustomAttribute<RangeAttribute>();
        var field = new SettingField(key, label, hint, Kind(key, type), type == typeof(bool) ? value is true ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
        {
            Required = property.GetCustomAttribute<RequiredAttribute>() is not null,
            Longest = property.GetCustomAttribute<StringLengthAttribute>()?.MaximumLength ?? 0,
            Least = range is null ? null : Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture),
            Most = range is null ? null : Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture),
            Whole = type != typeof(double),
        };
        return type.IsEnum ? field with { Choices = [.. Enum.GetNames(type).Select(name => (name, SettingWords.Choice(key, name)))] } : field;
    }

    private static FieldKind Kind(string key, Type type) => key switch
    {
        _ when type == typeof(bool) => FieldKind.Switch,
        _ when type.IsEnum => FieldKind.Choice,
        _ when type == typeof(int) || type == typeof(double) => FieldKind.Number,
        "Site:Colour" => FieldKind.Colour,
        "Editions:TimeZone" => FieldKind.Zone,
        "Editions:SendAt" => FieldKind.Time,
        "Site:Appeal:Text" => FieldKind.Lines,
        _ when key.EndsWith("Password", StringComparison.Ordinal) || key.EndsWith("Secret", StringComparison.Ordinal) => FieldKind.Secret,
        _ => FieldKind.Text,
    };
}
