namespace Digest.Subscribers;

/// <summary>Which column means what.</summary>
/// <param name="meanings">One for each column.</param>
internal sealed class ImportColumns(IReadOnlyList<ImportField> meanings)
{
    // Of several names for one meaning the first here counts. Mailchimp has "Address" for the postal address beside "Email
    // Address", so the latter goes first; it has CONFIRM_TIME and OPTIN_TIME, Substack has created_at.
    private static readonly (ImportField Field, string[] Names)[] Known =
    [
        (ImportField.Address, ["emailaddress", "email", "address", "mail"]),
        (ImportField.Name, ["name", "fullname"]),
        (ImportField.FirstName, ["firstname", "fname"]),
        (ImportField.LastName, ["lastname", "lname"]),
        (ImportField.Cadence, ["cadence"]),
        (ImportField.WeeklyDay, ["weeklyday"]),
        (ImportField.Days, ["days"]),
        (ImportField.Hour, ["hour"]),
        (ImportField.TimeZone, ["timezone"]),
        (ImportField.Topics, ["topics"]),
        (ImportField.Muted, ["muted"]),
        (ImportField.Format, ["format"]),
        (ImportField.Language, ["language"]),
        (ImportField.Tags, ["tags"]),
        (ImportField.ConsentedAt, ["consentedat"]),
        (ImportField.ForeignConsentedAt, ["confirmtime", "optintime", "createdat", "subscriptioncreatedat"]),
        (ImportField.ConsentSource, ["consentsource"]),
        (ImportField.Status, ["status"]),
        (ImportField.Gone, ["unsubtime", "cleantime"]),
        (ImportField.EmailDisabled, ["emaildisabled"]),
    ];

    /// <summary>The column with a meaning; -1: there is none.</summary>
    public int this[ImportField field]
    {
        get
        {
            for (var at = 0; at < meanings.Count; at++)
            {
                if (meanings[at] == field)
                    return at;
            }
            return -1;
        }
    }

    public bool HasAddress => this[ImportField.Address] >= 0;

    /// <summary>What columns mean by their names, without regard to case, spaces and underscores; each meaning is there once.</summary>
    public static IReadOnlyList<ImportField> Recognise(IReadOnlyList<string> headers)
    {
        var names = headers.Select(Plain).ToArray();
        var meanings = new ImportField[names.Length];
        foreach (var (field, wanted) in Known)
        {
            if (wanted.Select(name => Array.IndexOf(names, name)).FirstOrDefault(at => at >= 0, -1) is >= 0 and var found)
                meanings[found] = field;
        }
        return meanings;
    }

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
