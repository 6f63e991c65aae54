using System.Globalization;
using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>Pictures that mail programs do not show as they are meant: no address of the web, not secured, without a size, far too large; and those of which nobody has said what they show.</summary>
internal sealed class PictureFaults : IEditionCheck
{
    /// <summary>Four times the paper: more than the sharpest screen shows.</summary>
    private const int Widest = 4 * MessageLook.Width;

    /// <summary>More with the same fault are told as one: it is the feed's, not a story's.</summary>
    private const int MostAlone = 3;

    private static readonly Dictionary<string, string> Together = new(StringComparer.Ordinal)
    {
        ["picture-address"] = "have no address of the web and are left out",
        ["picture-https"] = "are not fetched over https, and many mail programs do not show such pictures",
        ["picture-size"] = "are of unknown size; three to two is taken for it, and elsewhere they may be distorted",
        ["picture-large"] = "are several times as large as they are shown",
        ["picture-alt"] = "have nothing that says what they show; captions or headlines stand in",
    };

    public IEnumerable<Finding> Find(CheckedEdition edition) => EditionPictures.Of(edition)
        .SelectMany(one => Of(one.Picture, one.Where.Name!, edition.Site).Select(finding => finding with { Where = one.Where }))
        .GroupBy(finding => finding.Code, StringComparer.Ordinal)
        .SelectMany(same => same.Count() <= MostAlone ? same.ToList() : [same.First() with { Reason = $"{same.Count()} pictures {Together[same.Key]}; the first is that of “{EditionPictures.Short(same.First().Where.Name!)}”." }]);

    private static IEnumerable<Finding> Of(PictureContent picture, string story, SiteOptions site)
    {
        var headline = EditionPictures.Short(story);
        if (PlainText.Address(picture.Url) is not { } url)
        {
            yield return Finding.Warn("picture-address", $"The picture of “{headline}” has no address of the web and is left out.", "Put the picture on a web server and name its https address in the story.");
            yield break;
        }
        // What an editor wrote is not what stood in.
        if (picture.AltStandsIn && picture.Alt == (picture.Caption ?? story))
            yield return Finding.Warn("picture-alt", $"Nothing says what the picture of “{headline}” shows; its {(picture.Caption is null ? "headline" : "caption")} stands in.", "Write an alternative text where the story is written, or for this edition.");
        // Pictures that the program serves itself come as the site does.
        if (!url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) && !url.StartsWith($"{site.Url}/", StringComparison.OrdinalIgnoreCase))
            yield return Finding.Warn("picture-https", $"The picture of “{headline}” is not fetched over https, and many mail programs do not show such pictures.", "Let the feed give an https address.");
        if (picture is not { Width: > 0, Height: > 0 })
            yield return Finding.Warn("picture-size", $"The size of the picture of “{headline}” is not known; three to two is taken for it, and elsewhere it may be distorted.", "Let the feed say the picture’s width and height.");
        else if (Math.Max(picture.Width.Value, picture.Height.Value) > Widest)
            yield return Finding.Warn("picture-large", string.Create(CultureInfo.InvariantCulture, $"The picture of “{headline}” has {picture.Width} × {picture.Height} pixels and is shown at most {MessageLook.Width} wide."), $"Let the feed name a smaller one, {2 * MessageLook.Width} pixels wide.");
    }
}
