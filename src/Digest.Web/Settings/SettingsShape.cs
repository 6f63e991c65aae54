using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Digest.Stories;
using Microsoft.Extensions.Configuration.Json;

namespace Digest.Web.Settings;

/// <summary>Whether settings stand where they belong: known names, sections where sections are expected, values where values are.</summary>
internal static class SettingsShape
{
    public const string Feeds = "Feeds";

    private const string FeedsForm = "\"Feeds\": [ { \"Url\": \"https://www.news.example/feed.xml\" } ]";

    /// <summary>What the framework reads, and what editors look at.</summary>
    private static readonly string[] Foreign = ["Logging", "Kestrel", "AllowedHosts", "urls", "$schema"];

    /// <summary>Refuses unknown sections in the files. Environment variables of any name are the machine's own business.</summary>
    public static void RefuseUnknownSections(IConfigurationRoot configuration, IReadOnlyDictionary<string, Type> sections)
    {
        foreach (var file in configuration.Providers.OfType<JsonConfigurationProvider>())
        {
            foreach (var key in file.GetChildKeys([], parentPath: null).Where(key => !Foreign.Contains(key, StringComparer.OrdinalIgnoreCase)))
            {
                if (!sections.TryGetValue(key, out var type))
                    throw new SettingsException($"{key}: there is no such section; there are {string.Join(", ", sections.Keys)}");
                if (file.TryGet(key, out var value) && !string.IsNullOrEmpty(value))
                    throw new SettingsException($"{key}: {Expected(key, type)}");
            }
        }
    }

    /// <summary>Refuses, below a section, names that its options do not have and values of another shape than theirs.</summary>
    public static void RefuseMisplaced(IConfigurationSection section, Type type)
    {
        foreach (var child in section.GetChildren())
        {
            if (IsPlace(child.Key))
                throw new SettingsException($"{section.Path}: {Expected(section.Key, type)}");
            var property = Settable(type).FirstOrDefault(one => string.Equals(one.Name, child.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new SettingsException($"{child.Path}: there is no such setting; {section.Path} has {string.Join(", ", Settable(type).Select(one => one.Name))}");
            if (!IsSection(property))
            {
                if (child.GetChildren().Any())
                    throw new SettingsException($"{child.Path}: one value is expected, such as {Example(property)}");
                continue;
            }
            if (!string.IsNullOrEmpty(child.Value))
                throw new SettingsException($"{child.Path}: {Expected(property.Name, property.PropertyType)}");
            RefuseMisplaced(child, property.PropertyType);
        }
    }

    /// <summary>Refuses what is no list of feeds.</summary>
    public static void RefuseMisplacedFeeds(IConfigurationSection feeds)
    {
        foreach (var child in feeds.GetChildren())
        {
            if (!IsPlace(child.Key))
                throw new SettingsException($"{feeds.Path}: {Expected(Feeds, typeof(FeedsOptions))}");
            if (child.Value is not null)
                throw new SettingsException($"{child.Path}: a section is expected, such as {FeedsForm}");
        }
    }

    /// <summary>Whether a property holds options of its own.</summary>
    public static bool IsSection(PropertyInfo property) =>
        property.PropertyType.IsClass && property.PropertyType.Namespace?.StartsWith("Digest", StringComparison.Ordinal) == true;

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties().Where(one => one.CanWrite);

    private static bool IsPlace(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Expected(string name, Type type) => type == typeof(FeedsOptions)
        ? $"a list is expected, such as {FeedsForm}"
        : $"a section is expected, such as \"{name}\": {{ {Example(Settable(type).First())} }}";

    /// <summary>The setting as it stands in a file, with its default.</summary>
    private static string Example(PropertyInfo property)
    {
        var example = property.GetCustomAttribute<DisplayAttribute>()?.Prompt ?? property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        var written = example switch
        {
            null => "30",
            true or false => example.ToString()!.ToLowerInvariant(),
            int or double => Convert.ToString(example, CultureInfo.InvariantCulture),
            "" => "\"…\"",
            _ => $"\"{example}\"",
        };
        return $"\"{property.Name}\": {written}";
    }
}
