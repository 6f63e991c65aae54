using Digest.Languages;
using Digest.Outbox;
using Digest.Rendering;

namespace Digest.Signup;

/// <summary>What is said to readers outside editions, rendered and ready for the outbox.</summary>
/// <param name="render">Renders one kind in a language (null: the site's); anything but a digest.</param>
public sealed class SignupMessages(Func<MessageKind, Language?, Task<Rendered>> render)
{
    /// <summary>Messages as the templates have them.</summary>
    public SignupMessages(MessageRenderer renderer)
        : this((kind, language) => kind switch
        {
            MessageKind.Confirmation => renderer.ConfirmationAsync(language),
            MessageKind.Reminder => renderer.ReminderAsync(language),
            MessageKind.Welcome => renderer.WelcomeAsync(language),
            MessageKind.AlreadyReading => renderer.AlreadyReadingAsync(language),
            MessageKind.PreferencesLink => renderer.PreferencesLinkAsync(language),
            MessageKind.DataLink => renderer.DataLinkAsync(language),
            MessageKind.AddressOld => renderer.AddressOldAsync(language),
            MessageKind.AddressNew => renderer.AddressNewAsync(language),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Digests are prepared by editions."),
        })
    {
    }

    /// <summary>Renders one kind, with room for the reader's own links.</summary>
    /// <param name="kind">Anything but a digest.</param>
    /// <param name="language">The reader's language; null: none is known.</param>
    /// <exception cref="TemplateException">A template could not be rendered.</exception>
    public async Task<VariantContent> RenderAsync(MessageKind kind, string? language)
    {
        var rendered = await render(kind, ReaderLanguages.Find(language));
        return new VariantContent(rendered.Subject, rendered.Html, rendered.Text, rendered.Markers);
    }

    /// <summary>Renders one kind in every language: nothing is rendered while the database is written.</summary>
    /// <inheritdoc cref="RenderAsync" path="/exception"/>
    public async Task<Func<string?, VariantContent>> RenderEachAsync(MessageKind kind)
    {
        var any = await RenderAsync(kind, language: null);
        var each = new Dictionary<Language, VariantContent>();
        foreach (var language in ReaderLanguages.All)
            each[language] = await RenderAsync(kind, language.Code);
        return language => ReaderLanguages.Find(language) is { } known ? each[known] : any;
    }
}
