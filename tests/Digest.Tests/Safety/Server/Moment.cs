namespace Digest.Tests.Safety.Server;

/// <summary>The points of a conversation at which a mail server may do something odd.</summary>
internal enum Moment
{
    Greeting,
    Hello,
    Reset,
    Mail,
    Recipient,
    Data,

    /// <summary>After its first line.</summary>
    Body,

    /// <summary>When the message is complete.</summary>
    Dot,
}

/// <summary>Where a conversation stands.</summary>
/// <param name="Moment">What the server is about to do something about.</param>
/// <param name="Connection">The server's how manieth, from 1.</param>
/// <param name="Message">The server's how manieth MAIL, from 1; 0: none yet.</param>
/// <param name="Recipient">For whom the message is; null: not known, or refused.</param>
internal sealed record Standing(Moment Moment, int Connection, int Message, string? Recipient);
