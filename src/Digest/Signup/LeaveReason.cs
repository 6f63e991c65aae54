namespace Digest.Signup;

/// <summary>Why readers leave, as they can say it.</summary>
public enum LeaveReason
{
    /// <summary>Too many messages.</summary>
    TooOften,

    /// <summary>Not about what they care about.</summary>
    OtherInterests,

    /// <summary>They never signed up.</summary>
    NeverSignedUp,

    /// <summary>The messages cannot be read well.</summary>
    HardToRead,

    /// <summary>Something else.</summary>
    Other,
}
