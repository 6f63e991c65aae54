using System.Text.Json;

namespace Digest.Editions.Desk;

/// <summary>What an editor said of the coming edition, as a row of <c>desk_edits</c>.</summary>
public sealed record DeskEdit
{
    public long Id { get; init; }

    public DeskField What { get; init; }

    /// <summary>Of which story; null: of the whole edition.</summary>
    public long? StoryId { get; init; }

    /// <summary>What was said, as JSON; see <see cref="DeskField"/>.</summary>
    public string Value { get; init; } = "null";

    public string ByAdmin { get; init; } = "";

    public long At { get; init; }

    public long? UndoneAt { get; init; }

    public string? UndoneBy { get; init; }

    /// <summary>Whether it says that the program's own finding is wanted again.</summary>
    public bool IsNothing => Value == "null";

    public T? Read<T>() => JsonSerializer.Deserialize<T>(Value);
}

/// <summary>What editors can say something of. Each is one thing for an edition or, where it is of a story, one for each.</summary>
public enum DeskField
{
    /// <summary>The line that inboxes show first: <see cref="DeskLine"/>.</summary>
    Subject,

    /// <summary>The line beside it: <see cref="DeskLine"/>.</summary>
    Preheader,

    /// <summary>A short note above the first story, in Markdown: a text.</summary>
    Note,

    /// <summary>What stands at the top: <see cref="DeskOrder"/>.</summary>
    Order,

    /// <summary>Of a story: it does not come, with others of its item: their ids. Taken back when it is put back.</summary>
    Dropped,

    /// <summary>Of a story: another picture, or none, or other words with it: <see cref="DeskPicture"/>.</summary>
    Picture,

    /// <summary>Of a story: what stands beside it: ids.</summary>
    Related,
}

/// <summary>A line that an editor wrote, and the story that stood first when they did: readers without that story get a line of their own.</summary>
/// <param name="Text">Not empty.</param>
/// <param name="Story">The lead of the first item.</param>
public sealed record DeskLine(string Text, long Story);

/// <summary>A picture as an editor wants it.</summary>
/// <param name="Url">Its address; null: the story shows none.</param>
/// <param name="Alt">Words for those who do not see it.</param>
/// <param name="Caption">What is said under it.</param>
/// <param name="Credit">Whose it is.</param>
public sealed record DeskPicture(string? Url, string? Alt, string? Caption, string? Credit);

/// <summary>The stories whose items stand at the top, the first above the second.</summary>
/// <param name="Stories">With who put each there.</param>
/// <param name="Moved">The story that this was about.</param>
/// <param name="IsTaken">Whether it was taken from its place; else it was put there.</param>
public sealed record DeskOrder(IReadOnlyList<Placed> Stories, long Moved, bool IsTaken);

/// <summary>A story that an editor put in its place.</summary>
public sealed record Placed(long Story, string By);
