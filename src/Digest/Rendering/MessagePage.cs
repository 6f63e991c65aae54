namespace Digest.Rendering;

/// <summary>What every template sees. Texts are plain: the HTML templates encode them, the text templates write them as they are.</summary>
public record MessagePage
{
    public required SiteContent Site { get; init; }

    public required string Subject { get; init; }

    /// <summary>The line that inboxes show beside the subject; null: none.</summary>
    public string? Preheader { get; init; }

    /// <summary>Why the reader gets this.</summary>
    public string? Reason { get; init; }

    /// <summary>The marker of the link that confirms; empty where the message has none.</summary>
    public string Confirm { get; init; } = "";

    /// <summary>The marker of the link to the reader's preferences; null where the message has none.</summary>
    public string? Preferences { get; init; }

    /// <summary>The marker of the link that ends the subscription; null where the message has none.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>Where the message can be read in a browser; null: nowhere.</summary>
    public string? InBrowser { get; init; }

    /// <summary>True for a page that anybody reads, false for a message to one reader.</summary>
    public bool IsArchive { get; init; }

    /// <summary>True where the message may carry no link but its own, so that nobody can be used to send others somewhere.</summary>
    public bool HasOneLink => Confirm.Length > 0;

#pragma warning disable CA1822 // Members, because a template reaches nothing but its model.
    /// <summary>A paragraph of the text part.</summary>
    public string Wrap(string? text, string first = "", int indent = 0) => TextLayout.Wrap(text, first, indent);

    /// <summary>The text part's highest heading.</summary>
    public string Title(string text) => TextLayout.Heading(text, '=');

    /// <summary>A heading in the text part.</summary>
    public string Heading(string text) => TextLayout.Heading(text, '-');
#pragma warning restore CA1822
}
