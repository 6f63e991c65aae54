using Digest.Outbox;
using Digest.Rendering;

namespace Digest.Signup;

/// <summary>What is said to readers outside editions, rendered and ready for the outbox.</summary>
/// <param name="render">Renders one kind; anything but a digest.</param>
public sealed class SignupMessages(Func<MessageKind, Task<Rendered>> render)
{
    /// <summary>Messages as the templates have them.</summary>
    public SignupMessages(MessageRenderer renderer)
        : this(kind => kind switch
        {
            MessageKind.Confirmation => renderer.ConfirmationAsync(),
            MessageKind.Reminder => renderer.ReminderAsync(),
            MessageKind.Welcome => renderer.WelcomeAsync(),
            MessageKind.AlreadyReading => renderer.AlreadyReadingAsync(),
            MessageKind.DataLink => renderer.DataLinkAsync(),
            MessageKind.PreferencesLink => renderer.PreferencesLinkAsync(),
            MessageKind.AddressOld => renderer.AddressOldAsync(),
            MessageKind.AddressNew => renderer.AddressNewAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Digests are prepared by editions."),
        })
    {
    }

    /// <summary>Renders one kind, with room for the reader's own links.</summary>
    /// <exception cref="TemplateException">A template could not be rendered.</exception>
    public async Task<VariantContent> RenderAsync(MessageKind kind)
    {
        var rendered = await render(kind);
        return new VariantContent(rendered.Subject, rendered.Html, rendered.Text, rendered.Markers);
    }
}
