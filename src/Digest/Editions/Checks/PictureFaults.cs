using System.Globalization;
using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>Pictures that mail programs do not show as they are meant: no address of the web, not secured, without a size, far too large.</summary>
internal sealed class PictureFaults : IEditionCheck
{
    /// <summary>Four times the paper: more than the sharpest screen shows.</summary>
    private const int Widest = 4 * MessageLook.Width;

    public IEnumerable<Finding> Find(CheckedEdition edition) => EditionPictures.Of(edition).SelectMany(one => Of(one.Picture, one.Headline).Select(finding => finding with { Where = one.Where }));

    private static IEnumerable<Finding> Of(PictureContent picture, string headline)
    {
        if (PlainText.Address(picture.Url) is not { } url)
        {
            yield return Finding.Warn("picture-address", $"The picture of “{headline}” has no address of the web and is left out.", "Put the picture on a web server and name its https address in the story.");
            yield break;
        }
        if (!url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            yield return Finding.Warn("picture-https", $"The picture of “{headline}” is not fetched over https, and many mail programs do not show such pictures.", "Let the feed give an https address.");
        if (picture is not { Width: > 0, Height: > 0 })
            yield return Finding.Warn("picture-size", $"The size of the picture of “{headline}” is not known; three to two is taken for it, and elsewhere it may be distorted.", "Let the feed say the picture’s width and height.");
        else if (Math.Max(picture.Width.Value, picture.Height.Value) > Widest)
            yield return Finding.Warn("picture-large", string.Create(CultureInfo.InvariantCulture, $"The picture of “{headline}” has {picture.Width} × {picture.Height} pixels and is shown at most {MessageLook.Width} wide."), $"Let the feed name a smaller one, {2 * MessageLook.Width} pixels wide.");
    }
}
