namespace Digest.Subscribers;

/// <summary>Which column means what. Of several that mean the same the first in our list counts.</summary>
internal sealed class ImportColumns(IReadOnlyList<string> headers)
{
    private readonly string[] names = [.. headers.Select(Plain)];

    // Mailchimp has "Address" for the postal address beside "Email Address", so the latter goes first.
    public int Address => Find("emailaddress", "email", "address", "mail");

    public int Name => Find("name", "fullname");

    public int FirstName => Find("firstname", "fname");

    public int LastName => Find("lastname", "lname");

    public int Cadence => Find("cadence");

    public int WeeklyDay => Find("weeklyday");

    public int Hour => Find("hour");

    public int TimeZone => Find("timezone");

    public int Topics => Find("topics");

    /// <summary>Another sender's labels, which may or may not be topics.</summary>
    public int Tags => Find("tags");

    public int ConsentedAt => Find("consentedat");

    /// <summary>When another sender recorded the consent: Mailchimp's CONFIRM_TIME and OPTIN_TIME, Substack's created_at.</summary>
    public int ForeignConsentedAt => Find("confirmtime", "optintime", "createdat", "subscriptioncreatedat");

    public int ConsentSource => Find("consentsource");

    /// <summary>Our own export's.</summary>
    public int Status => Find("status");

    /// <summary>Mailchimp's and Substack's ways to say that somebody has left or cannot be reached.</summary>
    public int Gone => Find("unsubtime", "cleantime");

    public int EmailDisabled => Find("emaildisabled");

    public bool HasAddress => Address >= 0;

    private int Find(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (Array.IndexOf(names, name) is >= 0 and var at)
                return at;
        }
        return -1;
    }

    private static string Plain(string header) => string.Concat(header.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
