using System.Security.Cryptography;
using System.Text.Json;
using Digest.Editions;
using Digest.Editions.Desk;
using Digest.Related;
using Digest.Storage;
using Digest.Stories;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>Reads what the desk shows.</summary>
internal sealed class DeskView(NextEdition next, ItemReasons reasons, DeskPresence presence, RelatedArchive related, StoryArchive archive, Database database)
{
    private const int MostCut = 20;
    private const int MostEdits = 50;
    private const int Suggestions = 6;

    /// <summary>Reads it for one editor.</summary>
    /// <exception cref="Rendering.TemplateException">A template failed.</exception>
    public async Task<ShownDesk> ReadAsync(string admin, MessageView view, CancellationToken cancellation)
    {
        var preview = await next.PreviewAsync(cancellation);
        var edits = await database.ReadAsync(session => DeskRows.LatestAsync(session, MostEdits), cancellation);
        var others = await presence.OthersAsync(admin, cancellation);
        var cut = preview is null ? [] : preview.Cut.Take(MostCut).Select(item => item.Lead.Id).ToList();
        var suggested = await SuggestedAsync(preview, cancellation);
        var ids = edits.Select(edit => edit.StoryId).OfType<long>().Concat(edits.Where(edit => edit.What is DeskField.Order).Select(edit => edit.Read<DeskOrder>()!.Moved))
            .Concat(preview?.Items.Select(item => item.Lead.Id) ?? []).Concat(cut).Concat(suggested.SelectMany(one => one.Value));
        var stories = (await archive.ByIdsAsync(ids, cancellation)).ToDictionary(story => story.Id);
        return new ShownDesk(preview, view)
        {
            Why = preview is null ? new ItemsExplained(new Dictionary<long, SharedWords>(), []) : await reasons.OfAsync(preview.Items, cancellation),
            Cut = [.. cut.Where(stories.ContainsKey).Select(id => stories[id])],
            Stories = stories,
            Suggested = suggested,
            Edits = edits,
            Others = others,
        };
    }

    /// <summary>For each item what could stand beside it: what does, and what else the index finds.</summary>
    private async Task<IReadOnlyDictionary<long, IReadOnlyList<long>>> SuggestedAsync(Preview? preview, CancellationToken cancellation)
    {
        var suggested = new Dictionary<long, IReadOnlyList<long>>();
        if (preview is null)
            return suggested;
        var shown = preview.Items.SelectMany(item => item.StoryIds).ToHashSet();
        foreach (var item in preview.Composition.Items)
        {
            var found = await related.FindAsync(item.LeadId, Suggestions, shown, cancellation);
            suggested[item.LeadId] = [.. item.RelatedIds.Concat(found.Select(one => one.Id)).Distinct()];
        }
        return suggested;
    }
}

/// <summary>What the desk shows.</summary>
/// <param name="Preview">The edition; null: nothing is new.</param>
/// <param name="View">How the message is looked at; a form leads back to it.</param>
internal sealed record ShownDesk(Preview? Preview, MessageView View)
{
    /// <summary>Why its items are what they are.</summary>
    public required ItemsExplained Why { get; init; }

    /// <summary>The leads of the next items that are cut for length, the next one first.</summary>
    public IReadOnlyList<Story> Cut { get; init; } = [];

    /// <summary>The stories that are spoken of, by id.</summary>
    public IReadOnlyDictionary<long, Story> Stories { get; init; } = new Dictionary<long, Story>();

    /// <summary>What could stand beside each item.</summary>
    public IReadOnlyDictionary<long, IReadOnlyList<long>> Suggested { get; init; } = new Dictionary<long, IReadOnlyList<long>>();

    /// <summary>What editors said of this edition, the latest first.</summary>
    public IReadOnlyList<DeskEdit> Edits { get; init; } = [];

    /// <summary>Who else is at the desk.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public TypedWords? Typed { get; init; }

    /// <summary>Changes with what the message shows.</summary>
    public string Version => Preview is null ? "" : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Preview.Composition.Content)).AsSpan(0, 8));

    /// <summary>Where a form of the desk goes.</summary>
    public string Action(string handler) => $"{NextModel.Path}{View.Query()}&handler={handler}";

    /// <summary>What was typed into a form and could not be kept.</summary>
    public TypedWords? TypedInto(DeskField what, long? story = null) => Typed is { } typed && typed.What == what && typed.Story == story ? typed : null;

    public string Headline(long story) => Stories.TryGetValue(story, out var known) ? known.Headline : "a story";

    /// <summary>Whether an edit can be taken back: it holds.</summary>
    public bool CanBeUndone(DeskEdit edit) => edit.UndoneAt is null && (edit.What is DeskField.Dropped || Preview?.Desk.Seen(edit.What, edit.StoryId) == edit.Id);
}
