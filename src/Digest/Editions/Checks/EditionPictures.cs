using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>The pictures of an edition with the stories that they belong to.</summary>
internal sealed record EditionPictures(PictureContent Picture, FindingPlace Where)
{
    public static IEnumerable<EditionPictures> Of(CheckedEdition edition) => edition.Composition is not { } composition ? [] : composition.Content.Stories
        .Zip(composition.Items, (story, item) => (Story: story, item.LeadId))
        .Where(one => one.Story.Picture is not null)
        .Select(one => new EditionPictures(one.Story.Picture!, new FindingPlace(FindingSubject.Picture, one.Story.Headline) { StoryId = one.LeadId }));

    internal static string Short(string headline)
    {
        const int longest = 80;
        var line = PlainText.Line(headline) ?? "…";
        return line.Length <= longest ? line : $"{line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)]}…";
    }
}
