using System.Text;

namespace Digest.Tests.Stories;

/// <summary>What is damaged: feeds of our own of each format, and the small ones of the public collection where it is at hand.</summary>
internal static class MutantBases
{
    private const int Longest = 6000;

    private static readonly string[] Own =
    [
        """
        <?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY t "Tide">]><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://search.yahoo.com/mrss/" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd">
        <channel><title>The &t; &amp;amp; Times</title><link>https://t.example/</link><language>en-gb</language><copyright>CC BY</copyright>
        <item><title><![CDATA[“Ferry” &#8211; again]]></title><link>https://t.example/a?b=1&amp;c=2</link><guid isPermaLink="false">tag:7</guid><pubDate>Mon, 02 Mar 2026 07:00:00 +0100</pubDate><dc:creator>Ada Quay (ada@t.example)</dc:creator>
        <category>Q&amp;A</category><i:category text="Sea"/><description>&lt;p&gt;The &lt;em&gt;old&lt;/em&gt; boat.&lt;/p&gt;</description>
        <c:encoded><![CDATA[<figure><img src="/a.jpg" alt="A map" width=640><figcaption>Map. <cite>D. Ray</cite></figcaption></figure><p>First&nbsp;one.</p><!-- no --><ul><li>Third</ul>]]></c:encoded>
        <m:group><m:content url="//t.example/f.jpg" medium="image" width="1200"><m:credit role="x">Cy</m:credit></m:content></m:group><enclosure url="f.png" type="image/png"/></item></channel></rss>
        """,
        """
        <a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="https://t.example/news/" xml:lang="cy"><a:title type="text">Tide &lt; Times</a:title><a:link rel="self" href="feed"/><a:link href="/"/><a:author><a:name>Desk</a:name></a:author>
        <a:entry xml:base="2026/"><a:id>tag:1</a:id><a:title type="html">Storm &amp;lt;b&amp;gt; &lt;b&gt;hits&lt;/b&gt;</a:title><a:link href="storm"/><a:published>2026-03-01T22:00:00-05:00</a:published><a:updated>2026-03-02</a:updated><a:category term="x" label="Weather"/>
        <a:summary>Wind &amp; rain.</a:summary><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It <b>blew</b>.<br/>So.</p><img src="p.png"/></div></a:content></a:entry>
        <a:entry><a:content type="application/octet-stream">PHA+Rm9nPC9wPg==</a:content></a:entry></a:feed>
        """,
        """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://t.example/rdf"><title>Tide</title><link>https://t.example/</link></channel>
        <item rdf:about="https://t.example/1"><title>Café</title><dc:date>2026-W10-1T07:00</dc:date><dc:subject>Harbour</dc:subject><dc:rights>CC BY</dc:rights><description>dimanche 1er mars 2026</description></item></rdf:RDF>
        """,
        """
        {"version": "https://jsonfeed.org/version/1.1", "title": "Tide \u00e9", "home_page_url": "https://t.example/", "language": "en_GB", "authors": [{"name": "Desk"}], "items": [{"id": 7, "url": "/a", "title": "A & B", "summary": "Short <3",
        "content_html": "<p>Long.</p><img src='a.png' alt='&#8238;'>", "date_published": "2026-03-02T06:00:00Z", "author": "Ada", "tags": ["Maps", "R&D"], "attachments": [{"url": "b.png", "mime_type": "image/png"}]}, {"id": "https://t.example/b", "content_text": "One.\nTwo. \ud83d\ude00"}]}
        """,
        """
        <div class="story"><h1>Head <small>line</small></h1><p>One &amp; two<br>three <a href="/x">four</a>.</p><figure class="wp-caption"><img src="data:x" data-src="/a.jpg" alt="An &quot;alt&quot;" width="640" height="480"><figcaption>Said <cite>Cy</cite></figcaption></figure>
        <table><tr><td>a</td><td>b</td></tr></table><noscript><img src=b.jpg></noscript><svg><title>x</title></svg><script>if (a < b) "</p>"</script><style>p{}</style><template><p>t</template><textarea>x</textarea><pre>a
          b</pre><ul><li>1<li>2</ul><blockquote>q</blockquote><iframe>kept</iframe><!-- c --></div>
        """,
    ];

    public static IReadOnlyList<byte[]> All { get; } = [.. Own.Select(Encoding.UTF8.GetBytes), Encoding.Unicode.GetBytes(Own[0]), Encoding.Latin1.GetBytes(Own[2]), .. Public()];

    private static IEnumerable<byte[]> Public()
    {
        var folder = SharedFactAttribute.PathOf("corpora/feeds");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length < Longest).Select(File.ReadAllBytes) : [];
    }
}
