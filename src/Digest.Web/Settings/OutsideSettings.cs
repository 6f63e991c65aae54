using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Digest.Web.Settings;

/// <summary>The settings from files, environment and command line: they go before what lies in the database.</summary>
internal sealed class OutsideSettings(IConfiguration configuration)
{
    /// <summary>The sections that may be kept in the database. The others are needed before it is open, or belong to the machine.</summary>
    public static readonly IReadOnlyList<string> Keepable = ["Site", SettingsShape.Feeds, "StoryPages", "Editions", "Related", "Smtp", "Alerts"];

    // Where files are written, and what on an inside network is posted to, is for those to say who may do so anyway.
    private static readonly string[] NotKeepable = ["Smtp:PickupFolder", "Smtp:TokenFile", "Alerts:WebhookUrl"];

    private readonly Dictionary<string, string> values = configuration.AsEnumerable()
        .Where(setting => setting.Value is not null)
        .ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether outside says which feeds are read: then it says so of all of them.</summary>
    public bool HasFeeds => configuration.GetSection(SettingsShape.Feeds).GetChildren().Any();

    public static bool MayKeep(string key) =>
        Keepable.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase) && !NotKeepable.Contains(key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a setting comes from outside, so that the database's does not count.</summary>
    public bool Overrides(string key) => IsFeeds(key) ? HasFeeds : values.ContainsKey(key);

    /// <summary>Where outside a setting stands, for people; null: nowhere.</summary>
    public string? PlaceOf(string key)
    {
        if (!Overrides(key) || configuration is not IConfigurationRoot root)
            return null;
        // A list is told by where its first place stands.
        var wanted = IsFeeds(key) ? configuration.GetSection(SettingsShape.Feeds).GetChildren().First().Path + ":Url" : key;
        return root.Providers.Reverse().FirstOrDefault(provider => provider.TryGet(wanted, out var value) && value is not null) switch
        {
            JsonConfigurationProvider file => Path.GetFileName(file.Source.Path),
            EnvironmentVariablesConfigurationProvider => $"the environment, {wanted.Replace(":", "__", StringComparison.Ordinal)}",
            _ => "the command line",
        };
    }

    public string? Value(string key) => values.GetValueOrDefault(key);

    /// <summary>Both together, outside first.</summary>
    public IConfigurationRoot Over(IEnumerable<KeyValuePair<string, string>> kept)
    {
        var both = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in kept.Where(setting => MayKeep(setting.Key) && !Overrides(setting.Key)))
            both[key] = value;
        foreach (var (key, value) in values)
            both[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(both).Build();
    }

    private static bool IsFeeds(string key) => key.Split(':')[0].Equals(SettingsShape.Feeds, StringComparison.OrdinalIgnoreCase);
}
