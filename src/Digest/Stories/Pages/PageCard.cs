using Digest.Stories.Discovery;
using Digest.Stories.Reading;

namespace Digest.Stories.Pages;

/// <summary>The picture that a page gives to those who share it (JSON-LD, OpenGraph, Twitter, Parse.ly).</summary>
internal static class PageCard
{
    public static Picture? Of(PageFacts page, StructuredArticle? data, PageAddresses addresses)
    {
        // The publication's own pictures stand for every story, so they are none's.
        var own = page.Links.Where(link => link.Is("icon") || link.Is("apple-touch-icon") || link.Is("mask-icon")).Select(link => link.Address).Append(data?.Logo)
            .Select(addresses.Resolve).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new[] { data?.Picture, Open(page), Plain(page) }
            .Select(picture => picture is not null && addresses.Resolve(picture.Url) is { } url && !own.Contains(url) ? Clean(picture with { Url = url }) : null)
            .FirstOrDefault(picture => picture is not null);
    }

    /// <summary>With what the page writes beside the picture where it shows it.</summary>
    public static Picture Merge(Picture picture, HtmlPicture shown)
    {
        var (caption, credit) = PictureWords.Split(shown.Caption, shown.Credit);
        return picture with
        {
            Alt = picture.Alt ?? shown.Alt,
            Caption = picture.Caption ?? caption,
            Credit = picture.Credit ?? credit,
            Width = picture.Width ?? shown.Width,
            Height = picture.Height ?? shown.Height,
        };
    }

    private static Picture? Open(PageFacts page) => page.Meta("og:image:secure_url", "og:image", "og:image:url") is { } url
        ? new Picture { Url = url, Alt = page.Meta("og:image:alt"), Width = HtmlReader.Pixels(page.Meta("og:image:width")), Height = HtmlReader.Pixels(page.Meta("og:image:height")) }
        : null;

    private static Picture? Plain(PageFacts page) =>
        page.Meta("twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "thumbnail") is { } url ? new Picture { Url = url, Alt = page.Meta("twitter:image:alt") } : null;

    private static Picture Clean(Picture picture)
    {
        var (caption, credit) = PictureWords.Split(picture.Caption, picture.Credit);
        return picture with { Caption = caption, Credit = credit, Alt = picture.Alt is { } alt ? PlainText.Shorten(alt, 500) : null };
    }
}
