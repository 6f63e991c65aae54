using System.Text.RegularExpressions;

namespace Digest.Web.Settings;

/// <summary>What settings are called on pages, and what they mean.</summary>
internal static partial class SettingWords
{
    /// <summary>Title and introduction of sections that no group names.</summary>
    public static readonly IReadOnlyDictionary<string, (string Title, string Intro)> Sections = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["StoryPages"] = ("Story pages", "What is read beside the feeds."),
        ["Alerts"] = ("Alerts", "Who is told when something needs attention."),
    };

    private static readonly Dictionary<string, (string Label, string Hint)> Known = new(StringComparer.Ordinal)
    {
        ["Site:Name"] = ("Name", "As readers know it."),
        ["Site:Tagline"] = ("Tagline", "One line below the name on the sign-up page. May be empty."),
        ["Site:Url"] = ("Address of these pages", "Where readers reach this program from outside, such as https://news.example. Links in messages begin with it; links in messages that have gone keep the address they had. Once it begins with https, admins sign in by https only, from the next start on."),
        ["Site:PostalAddress"] = ("Postal address", "Stands in the footer of every digest. The law of many countries demands it, and no edition goes without it."),
        ["Site:Licence"] = ("Licence", "The notice under which the stories may be used. Stories may carry their own. May be empty."),
        ["Site:From"] = ("Sender", "A mailbox such as The Courier <news@courier.example>. Replies and complaints go there."),
        ["Site:Language"] = ("Language", "Of pages and messages, as a tag such as en, de or pt-BR."),
        ["Site:Colour"] = ("Colour", "Of links, buttons and the band behind the name, as #rrggbb. Shades that read well are made of it."),
        ["Site:Icon"] = ("Icon", "The address of a square PNG, JPEG, GIF or WebP picture. It is fetched once and served from here. Empty: the first letter of the name."),
        ["Site:Appeal:Headline"] = ("Headline", "May be empty."),
        ["Site:Appeal:Text"] = ("Text", "What is asked for and why. Empty: no appeal is shown."),
        ["Site:Appeal:Link"] = ("Where the button leads", "An http or https address. Empty: no button."),
        ["Site:Appeal:LinkText"] = ("Words on the button", ""),
        ["Site:Appeal:EveryEditions"] = ("In every how many editions", "Of those that come to a reader; 1: in each. What failed does not count."),
        ["Site:Appeal:RestDays"] = ("Rest, in days", "For so long a reader who presses “Not now” beside the appeal does not see it."),
        ["StoryPages:Read"] = ("Read stories’ own pages", "Where a feed says little, a story’s own page fills in what is missing: dek, byline, picture with caption and credit, topic. Pages of stories that readers got are looked at for a week, for corrections and withdrawals. A site’s robots.txt is obeyed."),
        ["StoryPages:MaxAgeDays"] = ("Oldest story, in days", "Pages of older ones are not read."),
        ["Editions:SendAt"] = ("Time of day", "When the day's edition closes and goes."),
        ["Editions:TimeZone"] = ("Time zone", "Of that time, and of the times on these pages."),
        ["Editions:HoldMinutes"] = ("Hold, in minutes", "For how long an edition waits for a last look before it closes by itself."),
        ["Editions:AfterHold"] = ("After a hold that nobody touched", ""),
        ["Editions:MaxStories"] = ("Stories at most", "What one reader is shown; several about one event count as one. What is cut for length counts as offered."),
        ["Editions:RelatedPerStory"] = ("Related stories", "Beside one story at most."),
        ["Editions:RelatedRestDays"] = ("Rest of related stories, in days", "What a reader was offered is not shown to them again as related for so long. 0: only what is in the same edition is left out."),
        ["Editions:CorrectionsGoAfterMinutes"] = ("Corrections go by themselves after, in minutes", "For stories that say themselves that they were corrected, for changed headlines and for withdrawals. Empty: only when somebody decides."),
        ["Editions:MaxAgeDays"] = ("Oldest story, in days", "Older ones are left out. Empty: no bound."),
        ["Editions:MaxLatenessHours"] = ("Lateness, in hours", "An edition that is later than this waits for an editor instead of going out."),
        ["Editions:GraceMinutes"] = ("Grace, in minutes", "For how long a story must have been known before an edition takes it."),
        ["Editions:Ranking:Freshness"] = ("Weight of freshness", "All of it for a story of this minute. 0: the time decides only between items that are worth the same."),
        ["Editions:Ranking:FreshnessHours"] = ("Freshness halves after, in hours", "Fewer keep new stories strictly in the order of time; among old ones the other weights decide."),
        ["Editions:Ranking:ClusterSize"] = ("Weight of several stories about one event", "A third of it for two, two thirds for four, all for eight or more."),
        ["Editions:Ranking:FeedOrder"] = ("Weight of the place in the feed", "All of it for the feed’s first story, none after the twentieth. For feeds that editors put in order."),
        ["Editions:Ranking:Pictures"] = ("Weight of a picture", "Of the item’s latest story."),
        ["Editions:Ranking:FollowedTopics"] = ("Weight of topics followed", "By the share of an item’s topics that the reader follows."),
        ["Editions:Ranking:Variety"] = ("Variety", "The share that an item loses for each item above it with the same topic, and for each from the same feed. 0: whatever is worth most stands first."),
        ["Related:HalfLifeDays"] = ("Relatedness halves after, in days", "The older a story, the more it must have in common to stand beside a new one."),
        ["Related:MinimumScore"] = ("Least score of a related story", "Below it, nothing is offered beside a story. The command “related” shows scores."),
        ["Related:ClusterScore"] = ("Least score of one event", "Stories that are as much alike, on average, stand in an edition as one item."),
        ["Related:ClusterHours"] = ("Hours between stories of one event", "At most so many from one story to the next. 0: only what editors join is one item."),
        ["Smtp:Host"] = ("Mail server", "Its name, such as mail.news.example. Empty: messages go to a folder on this machine as files, for trying out."),
        ["Smtp:Port"] = ("Port", "587 for submission, 465 with TLS, 25 for a relay."),
        ["Smtp:Security"] = ("Encryption", ""),
        ["Smtp:UserName"] = ("User name", "Empty: no sign-in. Often the whole mail address."),
        ["Smtp:Password"] = ("Password", "Kept in the database as it is, and never shown again."),
        ["Smtp:MaxConnections"] = ("Connections at once", ""),
        ["Smtp:MaxPerSecond"] = ("Messages per second at most", "Over all connections; 0: as fast as they go."),
        ["Smtp:DomainLimits"] = ("Limits for domains", "How many messages may begin in a time to addresses of one domain, such as gmail.com 20/s, web.de 600/min. Empty: no such limits."),
        ["Smtp:MessagesPerConnection"] = ("Messages per connection", "After so many a connection is closed and opened anew."),
        ["Alerts:To"] = ("Notices go to", "Mail addresses that are told when something needs attention. Empty: the banner on these pages only."),
    };

    public static (string Label, string Hint) Of(string key) => Known.GetValueOrDefault(key, (Spaced(key[(key.LastIndexOf(':') + 1)..]), ""));

    public static string Choice(string key, string name) => (key, name) switch
    {
        ("Editions:AfterHold", "Goes") => "The edition goes",
        ("Editions:AfterHold", "Asks") => "It waits for an editor",
        ("Smtp:Security", "None") => "None: for a server on this machine only",
        ("Smtp:Security", "StartTls") => "STARTTLS, or nothing is sent",
        ("Smtp:Security", "StartTlsWhenAvailable") => "STARTTLS where the server offers it",
        ("Smtp:Security", "Tls") => "TLS from the first byte (port 465)",
        _ => Spaced(name),
    };

    private static string Spaced(string name)
    {
        var words = Humps().Replace(name, " $0").Trim();
        return words[..1] + words[1..].ToLowerInvariant();
    }

    [GeneratedRegex("(?<!^)[A-Z](?=[a-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();
}
