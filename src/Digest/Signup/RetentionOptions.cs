using System.ComponentModel.DataAnnotations;

namespace Digest.Signup;

/// <summary>For how long what speaks of readers is kept (settings section <c>Retention</c>); a job removes the rest each night.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// Days after which a sign-up that nobody confirmed is forgotten, a request that was answered, and a message that asked another
    /// address whether it is a reader's. 3 to 365. Default: 30.
    /// </summary>
    [Range(3, 365)]
    public int UnconfirmedDays { get; set; } = 30;

    /// <summary>
    /// Days after which a message that has come to its end is forgotten, with its answers; the figures of its edition stay.
    /// 7 to 3650. Default: 90.
    /// </summary>
    [Range(7, 3650)]
    public int MessageDays { get; set; } = 90;

    /// <summary>Days after which the network address is taken out of a record of consent and of a request; they themselves stay. 1 to 3650. Default: 30.</summary>
    [Range(1, 3650)]
    public int ClientAddressDays { get; set; } = 30;
}
