namespace Digest.Signup;

/// <summary>Somebody asked: one row for each press of the button, whatever is known about the address.</summary>
public sealed record SignupRequest
{
    public long Id { get; init; }

    public string Address { get; init; } = "";

    public string? Name { get; init; }

    /// <summary><c>form</c>, <c>json</c>, <c>import: FILE</c> or <c>admin NAME</c>.</summary>
    public string Source { get; init; } = "";

    public string? Client { get; init; }

    public string? FormText { get; init; }

    /// <summary>The code of the language that it was asked in; null: not known.</summary>
    public string? Language { get; init; }

    /// <summary>What counts as one client (<see cref="ClientNetwork"/>); null: no stranger asked, so no limit holds.</summary>
    public string? Network { get; init; }

    /// <summary>The address's domain; null as <see cref="Network"/> is.</summary>
    public string? Domain { get; init; }

    public long At { get; init; }

    /// <summary>An import speaks for others: it never brings anybody back who has left.</summary>
    public bool IsImport => Source.StartsWith(ImportSource, StringComparison.Ordinal);

    /// <summary>An admin asked in the reader's place; it is the reader who confirms.</summary>
    public bool IsAdmins => Source.StartsWith("admin ", StringComparison.Ordinal);

    public const string ImportSource = "import: ";
}

/// <summary>What came of a request; kept in the row.</summary>
public enum RequestOutcome
{
    /// <summary>A confirmation was sent.</summary>
    Asked,

    /// <summary>A confirmation was sent within the last day already.</summary>
    AskedToday,

    /// <summary>Confirmations were sent before and none was followed: the address is let alone for longer than a day.</summary>
    AskedLately,

    /// <summary>The address reads us; a message says so.</summary>
    AlreadyReading,

    /// <summary>The address reads us and was told so within the last day.</summary>
    ToldToday,

    /// <summary>The address reads us and was told so more than once: it is let alone for longer than a day.</summary>
    ToldLately,

    /// <summary>Too much mail was caused, for a day: by its network address, to its domain, or over all.</summary>
    OverLimit,

    /// <summary>Nothing may be sent: a complaint, or an import of somebody who has left.</summary>
    LeftAlone,

    /// <summary>The row's address is none.</summary>
    NoAddress,
}
