using Digest.Editions;
using Digest.Editions.Desk;
using Digest.Outbox;
using Digest.Stories;
using Digest.Web.Tests.Editions;

namespace Digest.Web.Tests.Stories;

/// <summary>Stories of injected feeds, imported and rendered as editions are: for mail and for the archive.</summary>
internal sealed class InjectedEditions : IAsyncDisposable
{
    private const int StoriesInOne = 40;
    private readonly string folder;

    private InjectedEditions(string folder, Newsroom newsroom)
    {
        this.folder = folder;
        Newsroom = newsroom;
    }

    public Newsroom Newsroom { get; }

    public static async Task<InjectedEditions> OpenAsync(IReadOnlyList<string> forms, IReadOnlyList<string> addresses, int related = 0)
    {
        var root = Directory.CreateTempSubdirectory("digest-injected-").FullName;
        var files = new List<string>();
        foreach (var (name, bytes) in InjectedFeeds.Of(forms, addresses))
        {
            files.Add(Path.Combine(root, name));
            await File.WriteAllBytesAsync(files[^1], bytes);
        }
        var newsroom = await Newsroom.OpenAsync([("Editions:RelatedPerStory", $"{related}"), .. files.Select((file, at) => ($"Feeds:{at + 1}:Url", file))]);
        await newsroom.Site.Get<ImportStories>().PollAllAsync();
        return new InjectedEditions(root, newsroom);
    }

    /// <summary>All stories on pages of the archive, and as many as fit in messages.</summary>
    public async Task<IReadOnlyList<string>> RenderAsync()
    {
        var ids = await Newsroom.Site.Database.ReadAsync(session => session.QueryAsync<long>("SELECT id FROM stories ORDER BY id"));
        var composer = Newsroom.Site.Get<EditionComposer>();
        var sample = Newsroom.Site.Get<SampleMessage>();
        var rendered = new List<string>();
        foreach (var some in ids.Chunk(StoriesInOne))
        {
            var composition = await composer.ComposeAsync([.. some.Select(id => new EditionItem([new NumberedStory { Id = id }]))], DeskWords.None, "2026-03-02", Newsroom.Clock.GetUtcNow());
            foreach (var message in new[] { await composer.RenderAsync(composition), await composer.RenderPageAsync(composition) })
                rendered.Add(sample.Fill(message.Html, new VariantContent(message.Subject, message.Html, message.Text, message.Markers)));
        }
        return rendered;
    }

    public async ValueTask DisposeAsync()
    {
        await Newsroom.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
