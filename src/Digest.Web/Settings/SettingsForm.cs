namespace Digest.Web.Settings;

/// <summary>Settings on a page: shows what holds, takes what was typed, loses nothing of it where it cannot be kept.</summary>
internal sealed class SettingsForm(LiveSettings settings, AppSettings options)
{
    /// <summary>The name of the hidden field that says which version somebody has seen.</summary>
    public const string Seen = "seen";

    /// <summary>The name of the box that takes a secret away.</summary>
    public static string Clears(SettingField field) => $"clear:{field.Key}";

    /// <summary>The name of the hidden field that says what held when a field was shown.</summary>
    public static string Was(SettingField field) => $"was:{field.Key}";

    /// <summary>A setting as it stands.</summary>
    public FieldView View(SettingField field)
    {
        var value = Value(field);
        return new FieldView(field, field.Kind is FieldKind.Secret ? "" : value, settings.Outside.PlaceOf(field.Key), settings.Kept.Find(field.Key), Problem: null) { Was = field.Kind is FieldKind.Secret ? "" : value, HasSecret = field.Kind is FieldKind.Secret && value.Length > 0 };
    }

    /// <summary>A setting as it was just typed.</summary>
    public FieldView View(SettingField field, FormOutcome outcome)
    {
        var stands = View(field);
        return stands.Place is not null ? stands : stands with
        {
            Value = outcome.Typed.GetValueOrDefault(field.Key, stands.Value),
            Problem = string.Join(' ', new[] { outcome.Problems.GetValueOrDefault(field.Key), Meanwhile(field, outcome) }.Where(one => one is not null)) is { Length: > 0 } problem ? problem : null,
        };
    }

    /// <summary>Takes a form.</summary>
    /// <param name="fields">What it asks for.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="by">The admin's name.</param>
    /// <param name="further">What else to keep with it.</param>
    /// <param name="cancellation">Ends the wait for the database.</param>
    public async Task<FormOutcome> SaveAsync(IReadOnlyList<SettingField> fields, IFormCollection form, string by, IReadOnlyDictionary<string, string?>? further = null, CancellationToken cancellation = default)
    {
        await settings.RefreshAsync(always: false, cancellation);
        var outcome = Read(fields, form);
        if (outcome.Problems.Count > 0)
            return outcome;
        var changes = new Dictionary<string, string?>(outcome.Changes, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in further ?? new Dictionary<string, string?>())
            changes[key] = value;
        if (settings.Problems(changes) is { Count: > 0 } problems)
            return outcome with { Problems = problems };
        var meanwhile = await settings.ChangeAsync(changes, key => changes.ContainsKey(key), SeenIn(form), by, cancellation);
        return outcome with { Meanwhile = meanwhile, Changed = changes.Count > 0 && meanwhile.Count == 0 };
    }

    /// <summary>The version that a form has been filled in over.</summary>
    public long SeenIn(IFormCollection form) => long.TryParse(form[Seen], out var version) ? version : settings.Version;

    /// <summary>What was typed, judged field by field. What others changed meanwhile is told with it: the form shown next counts as seen.</summary>
    public FormOutcome Read(IReadOnlyList<SettingField> fields, IFormCollection form)
    {
        var outcome = new FormOutcome();
        foreach (var field in fields.Where(field => !settings.Outside.Overrides(field.Key)))
        {
            var typed = field.Kind is FieldKind.Switch ? form.ContainsKey(field.Key) ? "true" : "false"
                : form.ContainsKey(field.Key) ? form[field.Key].ToString().Trim().ReplaceLineEndings("\n") : null;
            // What was left as it was shown is nobody's change, even when somebody else has changed it meanwhile.
            if (typed is null || (field.Kind is not FieldKind.Secret && form.TryGetValue(Was(field), out var was) && was.ToString().ReplaceLineEndings("\n") == typed))
                continue;
            if (field.Kind is not FieldKind.Secret)
                outcome.Typed[field.Key] = typed;
            if (field.Problem(typed) is { } problem)
                outcome.Found[field.Key] = problem;
            else if (Change(field, typed, form, out var value))
                outcome.Changes[field.Key] = value;
        }
        var seen = SeenIn(form);
        return outcome with { Problems = outcome.Found, Meanwhile = [.. settings.Kept.Rows.Where(row => row.Version > seen && (outcome.Typed.ContainsKey(row.Key) || outcome.Changes.ContainsKey(row.Key)))] };
    }

    /// <summary>What holds now, as it would be typed.</summary>
    public string Value(SettingField field) => field.Key == "Site:Url" ? options.Site.Url
        : settings.Outside.Value(field.Key) ?? settings.Kept.Find(field.Key)?.Value ?? field.Default;

    private bool Change(SettingField field, string typed, IFormCollection form, out string? value)
    {
        var kept = settings.Kept.Find(field.Key)?.Value;
        // An empty field leaves a secret as it is; only its box takes it away.
        if (field.Kind is FieldKind.Secret)
        {
            value = typed.Length > 0 ? typed : form.ContainsKey(Clears(field)) ? null : kept;
            return value != kept;
        }
        var isDefault = typed == field.Default || (typed.Length == 0 && field.Kind is FieldKind.Number) || (field.Key == "Site:Url" && kept is null && typed == options.Site.Url);
        value = isDefault ? null : typed;
        return value != kept;
    }

    private static string? Meanwhile(SettingField field, FormOutcome outcome) => outcome.Meanwhile.FirstOrDefault(row => row.Key.Equals(field.Key, StringComparison.OrdinalIgnoreCase)) is not { } row ? null
        : field.Kind is FieldKind.Secret ? $"{row.ChangedBy} has changed this meanwhile. Type it again to put yours in its place."
        : $"{row.ChangedBy} has changed this meanwhile, {(row.Value is null ? "back to the default" : $"to “{row.Value}”")}. Save once more to put yours in its place.";
}

/// <summary>What came of a form.</summary>
internal sealed record FormOutcome
{
    /// <summary>As typed, but for secrets.</summary>
    public Dictionary<string, string> Typed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What differs from what is kept; null: back to the default.</summary>
    public Dictionary<string, string?> Changes { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, string> Found { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong, by key.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What others have changed since the form was shown.</summary>
    public IReadOnlyList<KeptSetting> Meanwhile { get; init; } = [];

    /// <summary>Whether anything was changed.</summary>
    public bool Changed { get; init; }

    /// <summary>Whether what was typed holds now.</summary>
    public bool Holds => Problems.Count == 0 && Meanwhile.Count == 0;
}
