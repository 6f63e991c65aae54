namespace Digest.Rendering;

/// <summary>Renders each kind of message to a subject, HTML and text, leaving markers where a reader's own links go.</summary>
public sealed class MessageRenderer
{
    /// <summary>An edition for the readers who get exactly these stories. Slots: preferences, unsubscribe.</summary>
    /// <exception cref="TemplateException">A template could not be rendered; the message names it and says why.</exception>
    public Task<Rendered> DigestAsync(DigestContent content) => throw new NotSupportedException();

    /// <summary>The edition as a page: the same without personal links or slots.</summary>
    public Task<Rendered> ArchiveAsync(DigestContent content) => throw new NotSupportedException();

    /// <summary>Asks to confirm a sign-up. Slot: confirm, and no other link.</summary>
    public Task<Rendered> ConfirmationAsync() => throw new NotSupportedException();

    /// <summary>Asks once more. Slot: confirm, and no other link.</summary>
    public Task<Rendered> ReminderAsync() => throw new NotSupportedException();

    /// <summary>Greets a confirmed reader. Slots: preferences, unsubscribe.</summary>
    public Task<Rendered> WelcomeAsync() => throw new NotSupportedException();

    /// <summary>Tells a reader who signed up again that nothing is left to do. Slots: preferences, unsubscribe.</summary>
    public Task<Rendered> AlreadyReadingAsync() => throw new NotSupportedException();
}
