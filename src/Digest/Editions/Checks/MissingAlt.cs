namespace Digest.Editions.Checks;

/// <summary>Pictures of which nobody has said what they show; their caption or headline is read aloud instead.</summary>
internal sealed class MissingAlt : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition) => EditionPictures.Of(edition)
        // What an editor wrote is not what stood in.
        .Where(one => one.Picture.AltStandsIn && one.Picture.Alt == (one.Picture.Caption ?? one.Headline))
        .Select(one => Finding.Warn(
            "picture-alt",
            $"Nothing says what the picture of “{one.Headline}” shows; its {(one.Picture.Caption is null ? "story’s headline" : "caption")} stands in.",
            "Write an alternative text where the story is written, or for this edition.",
            one.Where));
}
