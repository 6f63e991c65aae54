using System.Globalization;

namespace Digest.Web.Tests.Editions;

/// <summary>Running matters in invented names: so many stories as a test wants, each about one of them and no two alike.</summary>
internal static class Matters
{
    private static readonly (string Name, string Words, string[] Topics)[] All =
    [
        ("Orvalle dam", "The spillway above the Orvalle reservoir", ["Water"]),
        ("Solvia bank", "The depositors of the cooperative Solvia", ["Money"]),
        ("Brenna wolves", "The wolfpack in the Brenna forest", ["Country"]),
        ("Halcyon satellite", "The transmitter of the Halcyon probe", []),
        ("Marnix ferry", "The Marnix ferry and its shipowners", ["Water", "Money"]),
    ];

    private static readonly string[] Turns =
    [
        "inspectors arrive", "a witness speaks", "costs double", "neighbours protest", "a court hesitates", "engineers warn", "ministers quarrel", "archives open",
        "a petition grows", "insurers withdraw", "students march", "a plan leaks", "repairs begin", "auditors object", "villagers celebrate", "experts disagree",
        "a deadline passes", "lawyers prepare", "volunteers gather", "a compromise emerges", "photographs surface",
    ];

    /// <summary>Publishes the story of this number.</summary>
    public static void Publish(this NewsFeed feed, int number, DateTimeOffset published)
    {
        var (name, words, topics) = All[number % All.Length];
        var turn = Turns[number / All.Length % Turns.Length];
        feed.Add(Slug(number), published, $"{name}: {turn}", $"{words}: {turn}, says report {number}.", topics);
    }

    public static string Slug(int number) => string.Create(CultureInfo.InvariantCulture, $"story-{number}");
}
