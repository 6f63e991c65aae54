using System.Text.Json;
using Digest.Stories;
using Digest.Stories.Discovery;
using Digest.Stories.Reading;

namespace Digest.Tests.Stories.Reading;

/// <summary>Text in JSON that was cut within a character, as programs write it that count in halves.</summary>
public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""A \ud83d""", "A \uFFFD")]
    [InlineData("""\ude80 B\n\t\"\\ud83d\" \/ \u00e9 é""", "\uFFFD B\n\t\"\\ud83d\" / é é")]
    [InlineData("""\ud83d\ud83d\ude80""", "\uFFFD🚀")]
    [InlineData("""whole \ud83d\ude80""", "whole 🚀")]
    [InlineData("", "")]
    public void Half_a_character_is_shown_as_such_and_the_rest_is_kept(string written, string read)
    {
        using var document = JsonDocument.Parse($"\"{written}\"");
        JsonText.Of(document.RootElement).ShouldBe(read);
    }

    [Fact]
    public void A_sites_words_about_itself_may_have_it() =>
        StructuredData.Name(["""{"@type":"WebSite","name":"The Post \ud83d"}"""]).ShouldBe("The Post");

    [Fact]
    public void A_feed_may_have_it() =>
        FeedReader.Read("""{"version":"https://jsonfeed.org/version/1.1","title":"The Post","items":[{"id":"1","url":"https://post.example/1","title":"Crane \ud83d","content_text":"x"}]}"""u8.ToArray())
            .Stories.ShouldHaveSingleItem().Headline.ShouldBe("Crane");
}
