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

    /// <summary>The address reads us; a message says so.</summary>
    AlreadyReading,

    /// <summary>The address reads us and was told so within the last day.</summary>
    ToldToday,

    /// <summary>Nothing may be sent: a complaint, or an import of somebody who has left.</summary>
    LeftAlone,

    /// <summary>The row's address is none.</summary>
    NoAddress,
}
