namespace Digest.Subscribers;

/// <summary>What a reader's messages consist of.</summary>
public enum MessageFormat
{
    /// <summary>HTML, and the same as text for programs that do not show it.</summary>
    Html,

    /// <summary>Text alone.</summary>
    Text,
}
