using System.Net;
using System.Text;
using System.Text.Json;
using Digest.Tests.Safety;

namespace Digest.Web.Tests.Stories;

/// <summary>Feeds that have a form of injection in each field of each story.</summary>
internal static class InjectedFeeds
{
    private static readonly JsonSerializerOptions Raw = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Stands for something that differs from file to file.</summary>
    public const string File = "FILE";

    /// <summary>Of the nine ways to write a story each form is in three, unless the full proof is wanted.</summary>
    private static readonly int Stride = FullSize.Or(1, 3);

    /// <summary>The files of one set: every format, every depth of escaping.</summary>
    /// <param name="forms">What is put into the fields.</param>
    /// <param name="addresses">What is put where addresses belong.</param>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(IReadOnlyList<string> forms, IReadOnlyList<string> addresses)
    {
        var writers = new Func<string, IReadOnlyList<string>, IReadOnlyList<string>, string>[]
        {
            (file, texts, links) => Rss(file, texts, links, Escape),
            (file, texts, links) => Rss(file, texts, links, text => Escape(Escape(text))),
            (file, texts, links) => Rss(file, texts, links, text => Escape(Escape(Escape(text)))),
            (file, texts, links) => Rss(file, texts, links, text => $"<![CDATA[{text.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>"),
            (file, texts, links) => Rss(file, texts, links, text => text),
            (file, texts, links) => Rss(file, texts, links, text => string.Concat(text.Select(one => char.IsAsciiLetterOrDigit(one) ? $"{one}" : $"&#x{(int)one:x};"))),
            (file, texts, links) => Atom(file, texts, links, "html"),
            (file, texts, links) => Atom(file, texts, links, "text"),
            Json,
        };
        for (var at = 0; at < writers.Length; at++)
        {
            var file = $"f{at}";
            yield return (file, Encoding.UTF8.GetBytes(writers[at](file, Some(forms, at), [.. Some(addresses, at).Select(address => address.Replace(File, file, StringComparison.Ordinal))])));
        }
    }

    private static List<string> Some(IReadOnlyList<string> all, int file) => [.. all.Where((_, at) => (at + file) % Stride == 0)];

    private static string Rss(string prefix, IReadOnlyList<string> forms, IReadOnlyList<string> addresses, Func<string, string> put) =>
        $"""
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:m="http://search.yahoo.com/mrss/"><channel><title>{put(forms[0])}</title><link>https://t.example/</link>
        {string.Concat(forms.Select((form, at) =>
            $"""
            <item><title>Fog {prefix}{at} {put(form)}</title><link>https://t.example/{prefix}{at}</link><dc:creator>Ada {put(form)}</dc:creator><category>{put(form)}</category><dc:rights>CC {put(form)}</dc:rights><description>Fog {put(form)}</description>
            <c:encoded>Fog {put(form)}</c:encoded><m:content url="https://t.example/p/{prefix}{at}.png" medium="image" width="640" height="480"><m:title>Alt {put(form)}</m:title><m:description>Cap {put(form)}</m:description><m:credit>Cy {put(form)}</m:credit></m:content></item>
            """))}
        {string.Concat(addresses.Select((address, at) =>
            $"""
            <item><title>Fog {prefix}x{at}</title><link>{put(address)}</link><guid>https://t.example/{prefix}x{at}</guid><dc:creator>Ada</dc:creator><dc:rights>{put(address)}</dc:rights><description>Fog</description><enclosure type="image/png" url="{Escape(address)}"/><m:content medium="image" url="{Escape(address)}" width="640" height="480"><m:credit>Cy</m:credit></m:content></item>
            """))}
        </channel></rss>
        """;

    private static string Atom(string prefix, IReadOnlyList<string> forms, IReadOnlyList<string> addresses, string type) =>
        $"""
        <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://t.example/"><title type="{type}">{Escape(forms[0])}</title><link href="/"/>
        {string.Concat(forms.Select((form, at) =>
            $"""
            <entry><id>{Escape(form)}{prefix}{at}</id><title type="{type}">Fog {prefix}{at} {Escape(form)}</title><link href="{prefix}{at}"/><author><name>Ada {Escape(form)}</name></author><category term="{Escape(form)}" label="{Escape(form)}"/><rights type="{type}">CC {Escape(form)}</rights>
            <summary type="{type}">Fog {Escape(form)}</summary><content type="html">{Escape($"<img src='/p/{prefix}{at}.png' alt='Alt {form}' width=640 height=480>Fog {form}")}</content></entry>
            """))}
        {string.Concat(addresses.Select((address, at) =>
            $"""
            <entry><id>{prefix}x{at}</id><title>Fog {prefix}x{at}</title><link href="{Escape(address)}"/><link href="{prefix}x{at}"/><link rel="license" href="{Escape(address)}"/><author><name>Ada</name><uri>{Escape(address)}</uri></author><summary>Fog</summary><link rel="enclosure" type="image/png" href="{Escape(address)}"/>
            <content type="html">{Escape($"<img src=\"{address}\" width=640 height=480><a href=\"{address}\">x</a>")}</content></entry>
            """))}
        </feed>
        """;

    private static string Json(string prefix, IReadOnlyList<string> forms, IReadOnlyList<string> addresses) => JsonSerializer.Serialize(new
    {
        version = "https://jsonfeed.org/version/1.1",
        title = forms[0],
        home_page_url = "https://t.example/",
        items = forms.Select((form, at) => (object)new
        {
            id = $"{prefix}{at}{form}",
            url = $"https://t.example/{prefix}{at}",
            title = $"Fog {prefix}{at} {form}",
            summary = $"Fog {form}",
            content_html = $"Fog {form}",
            image = $"https://t.example/p/{prefix}{at}.png",
            authors = new[] { new { name = $"Ada {form}" } },
            tags = new[] { form },
        }).Concat(addresses.Select((address, at) => (object)new { id = $"{prefix}x{at}", url = address, external_url = $"https://t.example/{prefix}x{at}", title = $"Fog {prefix}x{at}", summary = "Fog", image = address, banner_image = address, content_html = $"<img src=\"{address}\">" })),
    }, Raw);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
