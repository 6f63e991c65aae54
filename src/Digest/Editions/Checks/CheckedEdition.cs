using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>What is to be checked: an edition as one group of readers would get it, and what is known beside it.</summary>
/// <param name="Site">Who writes.</param>
internal sealed record CheckedEdition(SiteOptions Site)
{
    private MessageMarkup? markup;

    /// <summary>What it shows; null: nothing is new.</summary>
    public Composition? Composition { get; init; }

    /// <summary>Rendered, after items were dropped for length; null: it could not be, or nothing is new.</summary>
    public Rendered? Message { get; init; }

    /// <summary>True for an edition that an editor made by hand: how much is in it is theirs to say.</summary>
    public bool IsSpecial => Composition is { Content.IsSpecial: true };

    /// <summary>True for the page of the archive: it has no bounds of length, and nobody's postal address is asked of it.</summary>
    public bool IsPage { get; init; }

    /// <summary>Why it cannot be rendered; null: it can.</summary>
    public string? Broken { get; init; }

    /// <summary>Why the key that messages are signed with cannot be used; null: it can, or none is configured.</summary>
    public string? KeyProblem { get; init; }

    /// <summary>What is known of its stories and of the editions before; null: nobody asked.</summary>
    public EditionFacts? Facts { get; init; }

    /// <summary>What lies behind its addresses.</summary>
    public LinkAnswers Answers { get; init; } = LinkAnswers.None;

    /// <summary>The message's HTML, read once.</summary>
    public MessageMarkup? Markup => markup ??= Message is null ? null : MessageMarkup.Read(Message.Html);
}
