namespace Digest.Subscribers;

/// <summary>What a column of a file with readers means.</summary>
public enum ImportField
{
    /// <summary>It is left out.</summary>
    None,
    Address,
    Name,
    FirstName,
    LastName,
    Cadence,
    WeeklyDay,

    /// <summary>The days of a reader with days of their own.</summary>
    Days,
    Hour,
    TimeZone,
    Topics,
    Muted,
    Format,
    Language,

    /// <summary>Another sender's labels, which may or may not be topics.</summary>
    Tags,
    ConsentedAt,

    /// <summary>When another sender recorded the consent: read where it is a time.</summary>
    ForeignConsentedAt,
    ConsentSource,

    /// <summary>Our own export's: who is neither Active nor Pending is refused.</summary>
    Status,

    /// <summary>When another sender's reader left or could not be reached any more: who has such a time is refused.</summary>
    Gone,

    /// <summary>Another sender's way to say that somebody gets no mail: who has "true" is refused.</summary>
    EmailDisabled,
}
