using System.Globalization;
using System.Text.RegularExpressions;

namespace Digest.Stories.Reading;

/// <summary>Counts what is wrong with the stories of a feed, and keeps the first example of each kind.</summary>
internal sealed partial class FeedNotes
{
    private const int LongestExample = 60;
    private const int LongestName = 40;
    private readonly SortedDictionary<FeedNote, (int Count, string Example)> notes = [];

    public void Add(FeedNote note, string example)
    {
        notes.TryGetValue(note, out var known);
        notes[note] = (known.Count + 1, known.Example ?? Shown(example));
    }

    /// <summary>Sentences without a full stop, as logs and pages want them.</summary>
    public IEnumerable<string> Sentences(int stories) => notes.Select(note => Sentence(note.Key, note.Value.Count, stories, note.Value.Example));

    /// <summary>The name of an element or a prefix, fit to be shown.</summary>
    public static string Name(ReadOnlySpan<char> name) => PlainText.Clean(name[..Math.Min(name.Length, LongestName)].ToString()) ?? "";

    /// <summary>Short, and without the addresses of people: problems are logged.</summary>
    private static string Shown(string example)
    {
        var clean = PlainText.Clean(example.Length > LongestExample * 4 ? example[..(LongestExample * 4)] : example) ?? "";
        return $"“{PlainText.Shorten(Address().Replace(clean, "(address)"), LongestExample)}”";
    }

    private static string Sentence(FeedNote note, int count, int stories, string example)
    {
        var these = string.Create(CultureInfo.InvariantCulture, $"{count} of {stories} {(stories == 1 ? "story" : "stories")}");
        var what = note switch
        {
            FeedNote.NoLink => "no link to a page",
            FeedNote.RelativeLink => "a relative link, and the feed does not say to what",
            FeedNote.UnusableLink => "a link that is no http or https address",
            FeedNote.NothingSaid => "neither a title nor a text",
            FeedNote.SameId => "an id that an earlier story of the feed has too",
            FeedNote.UnreadableDate => "a date that cannot be read",
            FeedNote.FutureDate => "a date that is more than a day ahead",
            FeedNote.NoDate => "no date",
            FeedNote.NoTitle => "no title, and the beginning of the text is taken for it",
            FeedNote.EscapedTwice => "a title that is escaped once too often",
            FeedNote.CutText => "a longer text than is kept",
            FeedNote.HttpPicture => "a picture at an http address, which many mail programs do not show",
            _ => throw new InvalidOperationException($"Nobody words {note}."),
        };
        return $"{these} {(count == 1 ? "has" : "have")} {what}; {(count == 1 ? "it is" : "the first is")} {example}";
    }

    [GeneratedRegex(@"[^\s<>()\[\],;:""“@]{1,64}@[^\s<>()\[\],;:""”@/]{1,255}", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
