using Digest.Web.Sample;

namespace Digest.Web.Settings;

/// <summary>
/// The settings as they hold now: the program's defaults, below what lies in the database, below what is set outside. The
/// options that the slices were handed at start are changed in place, so that a change works at once in every process.
/// </summary>
internal sealed class LiveSettings(AppSettings settings, KeptSettings kept, SampleSiteState sample, ILogger<LiveSettings> log) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>What is set outside.</summary>
    public OutsideSettings Outside { get; } = new(settings.Configuration);

    /// <summary>What lies in the database, as it was read last.</summary>
    public KeptState Kept { get; private set; } = KeptState.None;

    /// <summary>Rises with each change in the database.</summary>
    public long Version => Kept.Version;

    /// <summary>The site's address while nobody has set one.</summary>
    public string OwnUrl { get; private set; } = settings.Site.Url;

    /// <summary>Told after options have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Reads the database and lets it count; called once, before anything else runs.</summary>
    /// <param name="ownUrl">Where the site listens, as far as this process knows; null: as it was started.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task LoadAsync(string? ownUrl, CancellationToken cancellation = default)
    {
        OwnUrl = ownUrl ?? OwnUrl;
        await RefreshAsync(always: true, cancellation);
    }

    /// <summary>Reads anew what another process may have changed.</summary>
    public async Task RefreshAsync(bool always = false, CancellationToken cancellation = default)
    {
        if (!always && await kept.VersionAsync(cancellation) == Kept.Version)
            return;
        await turn.WaitAsync(cancellation);
        try
        {
            Kept = await kept.ReadAsync(cancellation);
            Apply(Usable(Kept.Values));
            await sample.SettleAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>What is wrong with settings that somebody wants to keep, by key; empty: nothing.</summary>
    public IReadOnlyDictionary<string, string> Problems(IReadOnlyDictionary<string, string?> changes)
    {
        var problems = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var now = Usable(Kept.Values, silent: true);
        foreach (var unit in changes.GroupBy(change => UnitOf(change.Key), StringComparer.OrdinalIgnoreCase))
        {
            var alone = With(now, unit);
            if (unit.Key.StartsWith($"{SettingsShape.Feeds}:", StringComparison.OrdinalIgnoreCase))
                alone = alone.Where(setting => UnitOf(setting.Key).Equals(unit.Key, StringComparison.OrdinalIgnoreCase) || !IsFeed(setting.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
            if (Problem(alone) is { } problem)
                problems.TryAdd(problem.Key ?? unit.Key, problem.Reason);
        }
        if (problems.Count == 0 && Problem(With(now, changes)) is { } together)
            problems.Add(together.Key ?? changes.First().Key, together.Reason);
        return problems;
    }

    /// <summary>Keeps settings that have no <see cref="Problems"/>, and lets them count at once.</summary>
    /// <inheritdoc cref="KeptSettings.ChangeAsync"/>
    public async Task<IReadOnlyList<KeptSetting>> ChangeAsync(IReadOnlyDictionary<string, string?> changes, Func<string, bool> guarded, long seen, string by, CancellationToken cancellation = default)
    {
        var different = changes.Where(change => Kept.Find(change.Key)?.Value != change.Value).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var meanwhile = await kept.ChangeAsync(different, guarded, seen, by, cancellation);
        // What others changed is to be seen too.
        await RefreshAsync(always: true, cancellation);
        if (meanwhile.Count == 0 && different.Count > 0)
            log.LogInformation("Settings were changed: {Keys}", string.Join(", ", different.Keys));
        return meanwhile;
    }

    public void Dispose() => turn.Dispose();

    private void Apply(Dictionary<string, string> values)
    {
        var fresh = Read(values);
        if (!fresh.HasSiteUrl)
            fresh.Site.Url = OwnUrl;
        foreach (var section in typeof(AppSettings).GetProperties().Where(one => OutsideSettings.Keepable.Contains(one.Name) && one.Name != SettingsShape.Feeds))
            OptionsCopy.Into(section.GetValue(settings)!, section.GetValue(fresh)!);
        settings.Feeds.Feeds = sample.Feeds(fresh.Feeds.Feeds);
    }

    /// <summary>What lies in the database and can be used; what somebody has spoilt there by hand is left out and named.</summary>
    private Dictionary<string, string> Usable(Dictionary<string, string> values, bool silent = false)
    {
        if (Problem(values) is null)
            return values;
        var usable = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var unit in values.GroupBy(setting => UnitOf(setting.Key), StringComparer.OrdinalIgnoreCase))
        {
            var attempt = With(usable, unit.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
            if (Problem(attempt) is not { } problem)
                usable = attempt;
            else if (!silent)
                log.LogWarning("A setting in the database cannot be used and is ignored: {Problem}", $"{problem.Key ?? unit.Key}: {problem.Reason}");
        }
        return usable;
    }

    private SettingProblem? Problem(Dictionary<string, string> values)
    {
        try
        {
            // A file's path may only be named by those who can put it into the files.
            if (values.FirstOrDefault(setting => IsFeed(setting.Key) && setting.Key.EndsWith(":Url", StringComparison.OrdinalIgnoreCase) && !IsWebAddress(setting.Value)) is { Key: not null } file)
                return new SettingProblem(file.Key, $"'{file.Value}' is not an address such as https://www.news.example/feed.xml");
            Read(values);
            return null;
        }
        catch (SettingsException problem)
        {
            return SettingProblem.Of(problem);
        }
    }

    private AppSettings Read(Dictionary<string, string> values) => AppSettings.Of(settings.Folder, Outside.Over(values));

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> values, IEnumerable<KeyValuePair<string, string?>> changes)
    {
        var result = new Dictionary<string, string>(values, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in changes)
        {
            if (value is null)
                result.Remove(key);
            else
                result[key] = value;
        }
        return result;
    }

    /// <summary>What is taken or left together: a setting, or all settings of one feed.</summary>
    private static string UnitOf(string key) => IsFeed(key) ? string.Join(':', key.Split(':').Take(2)) : key;

    private static bool IsFeed(string key) => key.StartsWith($"{SettingsShape.Feeds}:", StringComparison.OrdinalIgnoreCase);

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
