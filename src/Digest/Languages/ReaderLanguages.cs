namespace Digest.Languages;

/// <summary>The languages there are, and which one a reader gets.</summary>
public static class ReaderLanguages
{
    /// <summary>The language of what has no words in another.</summary>
    public static Language English { get; } = new("en", "English", "en");

    /// <summary>All, in the order in which they are offered.</summary>
    public static IReadOnlyList<Language> All { get; } = [English, new("es", "Español", "es"), new("de", "Deutsch", "de"), new("fr", "Français", "fr")];

    /// <summary>The language of a tag such as <c>de</c> or <c>de-AT</c>; null: there are no words in it.</summary>
    public static Language? Find(string? tag) =>
        tag?.Split('-', '_')[0] is { Length: > 0 } code ? All.FirstOrDefault(language => language.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) : null;

    /// <summary>The first that is known of what a reader chose, what their browser asks for, and what the site is written in.</summary>
    /// <param name="chosen">A tag; null: nothing was chosen.</param>
    /// <param name="accepted">The tags of Accept-Language (RFC 9110 §12.5.4), the most wanted first.</param>
    /// <param name="site">The site's own tag.</param>
    public static Language Best(string? chosen, IEnumerable<string> accepted, string site) =>
        Find(chosen) ?? accepted.Select(Find).FirstOrDefault(language => language is not null) ?? Find(site) ?? English;
}
