using System.Text;
using Digest.Stories;

namespace Digest.Tests.Stories;

/// <summary>Bytes, and what the server, the declaration and the bytes themselves say of them.</summary>
public sealed class FeedEncodingTests
{
    static FeedEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "iso-8859-1", null, "The feed is in UTF-8, but its declaration says iso-8859-1")]
    [InlineData("utf-8", null, "iso-8859-1", "The feed is in UTF-8, but the server says iso-8859-1")]
    [InlineData("utf-8", "utf-8", "windows-1252", "The feed is in UTF-8, but the server says windows-1252")]
    [InlineData("windows-1252", "utf-8", null, "The feed is in utf-8, as its declaration says, but has bytes in it that are not UTF-8, first in line 2; they are read as Windows-1252")]
    [InlineData("windows-1252", null, null, "The feed says nothing of its encoding, but has bytes in it that are not UTF-8, first in line 2; they are read as Windows-1252")]
    [InlineData("utf-8", "martian", null, "The feed is in martian, as its declaration says, which is no encoding that is known; it is read as UTF-8")]
    [InlineData("utf-8", null, "x-martian", "The feed is in x-martian, as the server says, which is no encoding that is known; it is read as UTF-8")]
    [InlineData("utf-8", "utf-16", null, "The feed is in UTF-8, but its declaration says utf-16")]
    [InlineData("utf-8", "IBM037", null, "The feed is in UTF-8, but its declaration says IBM037")]
    [InlineData("windows-1252", "windows-1251", "windows-1252", "The server says that the feed is in windows-1252, its declaration says windows-1251; the server is believed")]
    [InlineData("iso-8859-15", "iso-8859-15", null, null)]
    [InlineData("utf-16", "utf-8", null, null)]
    [InlineData("utf-16BE", "utf-16", "text/plain", null)]
    [InlineData("utf-32", null, null, null)]
    public void The_text_is_what_its_author_wrote(string really, string? declared, string? charset, string? problem)
    {
        var declaration = declared is null ? "<?xml version='1.0'?>" : $"<?xml version='1.0' encoding='{declared}'?>";
        var bytes = Encoding.GetEncoding(really).GetBytes($"{declaration}\n<rss><channel><title>Café ñandú</title><link>https://t.example/</link><language>es</language><item><title>Té</title><link>https://t.example/a</link><pubDate>2026-03-02</pubDate></item></channel></rss>");
        var feed = FeedReader.Read(bytes, charset is null ? null : $"text/xml; charset={charset}");
        feed.Title.ShouldBe("Café ñandú");
        feed.Problems.ShouldBe(problem is null ? [] : [problem]);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Json_in_wide_characters_is_read_with_and_without_a_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes("""{"title":"Café","items":[]}""");
        FeedReader.Read(bytes).Title.ShouldBe("Café");
        FeedReader.Read([.. encoding.GetPreamble(), .. bytes]).Title.ShouldBe("Café");
    }

    [Theory]
    [InlineData("shift_jis", "日本の新聞")]
    [InlineData("euc-jp", "日本の新聞")]
    [InlineData("gb2312", "海港新闻")]
    [InlineData("big5", "海港新聞")]
    [InlineData("euc-kr", "항구 소식")]
    [InlineData("koi8-r", "Новости порта")]
    [InlineData("windows-1251", "Новости порта")]
    [InlineData("iso-8859-2", "Żółte łodzie")]
    [InlineData("windows-1256", "أخبار الميناء")]
    public void Encodings_of_the_world_are_read(string name, string title) =>
        FeedReader.Read(Encoding.GetEncoding(name).GetBytes($"<?xml version='1.0' encoding='{name}'?><rss><channel><title>{title}</title></channel></rss>")).Title.ShouldBe(title);

    [Fact]
    public void Bytes_that_are_longer_than_their_character_are_not_that_character()
    {
        byte[] overlong = [.. "<rss><channel><title>a"u8, 0xC0, 0xBC, .. "script"u8, 0xE0, 0x80, 0xBE, .. "</title></channel></rss>"u8];
        FeedReader.Read(overlong).Title!.ShouldNotContain("<");
    }
}
