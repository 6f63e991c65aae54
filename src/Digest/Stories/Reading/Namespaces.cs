using System.Collections.Frozen;

namespace Digest.Stories.Reading;

/// <summary>The namespaces that feeds use, by their usual prefix. Feeds write them in several spellings and under any prefix.</summary>
internal static class Namespaces
{
    public const string Rss = "rss";
    public const string Atom = "atom";

    private static readonly FrozenDictionary<string, string> ByAddress = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["http://purl.org/rss/1.0"] = Rss,
        ["http://my.netscape.com/rdf/simple/0.9"] = Rss,
        ["http://channel.netscape.com/rdf/simple/0.9"] = Rss,
        ["http://my.netscape.com/publish/formats/rss-0.91.dtd"] = Rss,
        ["http://purl.org/net/rss1.1"] = Rss,
        ["http://backend.userland.com/rss"] = Rss,
        ["http://backend.userland.com/rss2"] = Rss,
        ["http://backend.userland.com/rss091"] = Rss,
        ["http://blogs.law.harvard.edu/tech/rss"] = Rss,
        ["http://cyber.law.harvard.edu/rss"] = Rss,
        ["http://www.rssboard.org/rss-specification"] = Rss,
        ["http://www.w3.org/2005/atom"] = Atom,
        ["http://purl.org/atom/ns"] = Atom,
        ["http://purl.org/echo"] = Atom,
        ["http://purl.org/pie"] = Atom,
        ["http://www.w3.org/1999/02/22-rdf-syntax-ns"] = "rdf",
        ["http://www.w3.org/xml/1998/namespace"] = "xml",
        ["http://www.w3.org/1999/xhtml"] = "xhtml",
        ["http://www.w3.org/2000/svg"] = "svg",
        ["http://www.w3.org/1998/math/mathml"] = "math",
        ["http://purl.org/dc/elements/1.1"] = "dc",
        ["http://purl.org/dc/elements/1.0"] = "dc",
        ["http://purl.org/dc/terms"] = "dcterms",
        ["http://purl.org/rss/1.0/modules/content"] = "content",
        ["http://search.yahoo.com/mrss"] = "media",
        ["http://search.yahoo.com/rss"] = "media",
        ["http://video.search.yahoo.com/mrss"] = "media",
        ["http://www.itunes.com/dtds/podcast-1.0.dtd"] = "itunes",
        ["http://example.com/dtds/podcast-1.0.dtd"] = "itunes",
        ["http://web.resource.org/cc"] = "cc",
        ["http://creativecommons.org/ns"] = "cc",
        ["http://backend.userland.com/creativecommonsrssmodule"] = "cc",
        ["http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html"] = "cc",
        ["http://rssnamespace.org/feedburner/ext/1.0"] = "feedburner",
        ["http://www.pheedo.com/namespace/pheedo"] = "pheedo",
        ["http://prismstandard.org/namespaces/1.2/basic"] = "prism",
        ["http://prismstandard.org/namespaces/basic/2.0"] = "prism",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> ByPrefix = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["xml"] = "xml",
        ["rdf"] = "rdf",
        ["rss"] = Rss,
        ["atom"] = Atom,
        ["dc"] = "dc",
        ["dcterms"] = "dcterms",
        ["content"] = "content",
        ["media"] = "media",
        ["itunes"] = "itunes",
        ["cc"] = "cc",
        ["creativecommons"] = "cc",
        ["feedburner"] = "feedburner",
        ["xhtml"] = "xhtml",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The usual prefix of a namespace's address; the address itself where it is not known.</summary>
    public static string Of(string address)
    {
        var trimmed = address.Trim().TrimEnd('/', '#').Replace("https://", "http://", StringComparison.OrdinalIgnoreCase);
        return ByAddress.TryGetValue(trimmed, out var prefix) ? prefix : trimmed;
    }

    /// <summary>The namespace that a prefix usually stands for, for feeds that forgot to declare it.</summary>
    public static string? OfUndeclared(string prefix) => ByPrefix.GetValueOrDefault(prefix);
}
