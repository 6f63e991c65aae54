using System.Text;
using Digest.Stories;

namespace Digest.Tests.Stories;

/// <summary>What feeds get wrong or do in their own way, and is read all the same.</summary>
public sealed class FeedOdditiesTests
{
    private const string Itunes = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'";

    [Fact]
    public void An_author_of_json_may_be_one_or_many_an_object_or_a_name()
    {
        Json("""{"author":{"name":"Ada"}}""").Byline.ShouldBe("Ada");
        Json("""{"authors":[{"name":"Ada"},{"name":"Ben"}],"author":{"name":"Ada"}}""").Byline.ShouldBe("Ada, Ben");
        Json("""{"author":"Ada & Ben"}""").Byline.ShouldBe("Ada & Ben");
        Json("""{"authors":["Ada",null,7,{"name":null}]}""").Byline.ShouldBe("Ada");
        Json("""{"authors":{"name":"Ada"}}""").Byline.ShouldBe("Ada");
    }

    [Fact]
    public void Values_of_json_of_the_wrong_kind_cost_only_themselves()
    {
        Json("""{"id":7.0,"title":["x"],"content_text":"Fog <3","tags":"Sea, Fog","date_published":1772434800,"url":{"a":1}}""").ShouldSatisfyAllConditions(
            story => story.Id.ShouldBe("7.0"),
            story => story.Headline.ShouldBe("Fog <3"),
            story => story.Topics.ShouldBe(["Sea", "Fog"]),
            story => story.Published.ShouldBe(new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero)));
        Json("""{"id":true,"attachments":[{"url":"https://t.example/a.mp3"},{"url":"https://t.example/a.png"}]}""").Picture!.Url.ShouldBe("https://t.example/a.png");
        Json("""{"id":"a","id":"b","\ud800":1,"title":"\ud800x\udc00\ud83d\ude00\\ud800"}""").ShouldSatisfyAllConditions(story => story.Id.ShouldBe("b"), story => story.Headline.ShouldBe("x😀\\ud800"));
    }

    [Theory]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":null}")]
    [InlineData("[]")]
    [InlineData("[{\"id\":1}]")]
    public void Json_without_a_list_of_items_is_no_feed(string text) => Read(text).Kind.ShouldBe(FeedKind.None);

    [Theory]
    [InlineData("&lt;![CDATA[Fog]]&gt;", "Fog")]
    [InlineData("<![CDATA[<![CDATA[Fog]]&gt;]]>", "Fog")]
    [InlineData("a &lt;! b", "a <! b")]
    [InlineData("a &lt;!DOCTYPE", "a <!DOCTYPE")]
    [InlineData("a &lt;!-- b", "a")]
    [InlineData("AT&amp;amp;T", "AT&T")]
    [InlineData("a &amp;lt;b&amp;gt; c", "a <b> c")]
    [InlineData("<![CDATA[a &lt;b&gt; c]]>", "a <b> c")]
    [InlineData("<![CDATA[a &eacute; c]]>", "a é c")]
    [InlineData("a &amp;eacute; c", "a é c")]
    [InlineData("a &unheard; c", "a &unheard; c")]
    public void A_title_is_read_however_it_is_escaped(string written, string title) => Item($"<title>{written}</title>").Headline.ShouldBe(title);

    [Theory]
    [InlineData("text", "1 &lt; 2 &amp;amp; 3", "1 < 2 & 3")]
    [InlineData("html", "1 &amp;lt; 2 &lt;i&gt;3&lt;/i&gt;", "1 < 2 3")]
    [InlineData("xhtml", "<div xmlns='http://www.w3.org/1999/xhtml'>1 &lt; 2 <i>3</i></div>", "1 < 2 3")]
    [InlineData("TEXT/HTML", "1 &lt;i&gt;2&lt;/i&gt;", "1 2")]
    [InlineData("application/octet-stream", "Rm9n", "Fog")]
    public void A_title_of_atom_is_read_as_its_type_says(string type, string written, string title) =>
        Read($"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='{type}'>{written}</title></entry></feed>").Stories.Single().Headline.ShouldBe(title);

    [Fact]
    public void A_short_entity_of_the_feeds_own_is_what_it_says()
    {
        var feed = Read("<!DOCTYPE rss [<!ENTITY site 'Tide &#38; Times'><!ENTITY site 'other'>]><rss><channel><title>The &site;</title></channel></rss>");
        feed.Title.ShouldBe("The Tide & Times");
    }

    [Fact]
    public void Pictures_and_topics_of_podcasts_are_found_where_some_put_them()
    {
        Item("<itunes:image url='https://t.example/a.png'/>").Picture!.Url.ShouldBe("https://t.example/a.png");
        Item("<itunes:link rel='image' href='https://t.example/a'/>").Picture!.Url.ShouldBe("https://t.example/a");
        Item("<itunes:category text='Sea'><itunes:category text='Fog'/></itunes:category><tags>Ice, Tide</tags>").Topics.ShouldBe(["Sea", "Fog", "Ice", "Tide"]);
    }

    [Theory]
    [InlineData("<description>Short.</description><summary>All of it.</summary>", "Short.", "All of it.")]
    [InlineData("<summary>Short.</summary><description>All of it.</description>", "Short.", "All of it.")]
    public void Of_a_description_and_a_summary_the_first_is_the_dek(string parts, string dek, string text) =>
        Item("<title>T</title>" + parts).ShouldSatisfyAllConditions(story => story.Dek.ShouldBe(dek), story => story.Text.ShouldBe(text));

    [Fact]
    public void The_last_of_several_dates_counts_and_a_language_has_a_hyphen()
    {
        Item("<pubDate>2026-03-01</pubDate><pubDate>2026-03-02</pubDate><pubDate>soon</pubDate>").Published.ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
        Read("<rss><channel><language>en_GB</language></channel></rss>").Language.ShouldBe("en-GB");
    }

    private static FeedStory Json(string item) => Read($$"""{"items":[{{item}}]}""").Stories.Single();

    private static FeedStory Item(string parts) => Read($"<rss {Itunes}><channel><item>{parts}</item></channel></rss>").Stories.Single();

    private static FeedDocument Read(string text) => FeedReader.Read(Encoding.UTF8.GetBytes(text));
}
