using Digest.Related;
using Digest.Stories;
using Digest.Tests.Tools;

namespace Digest.Tests.Related;

public sealed class RelatedArchiveTests : IDisposable
{
    private static readonly HashSet<long> None = [];
    private readonly string folder = Directory.CreateTempSubdirectory("digest-related-").FullName;

    private string File => Path.Combine(folder, "related.index");

    [DatabaseFact]
    public async Task It_grows_story_by_story_and_survives_a_restart()
    {
        await using var data = await TestDatabase.CreateAsync(new Clock(Newsroom.Today));
        foreach (var story in Newsroom.Documents.Take(40))
            await PutAsync(data, story);
        long[] before;
        using (var first = Open(data))
        {
            (await first.FindAsync(3, 3, None)).ShouldNotBeEmpty();
            foreach (var story in Newsroom.Documents.Skip(40))
                await PutAsync(data, story);
            before = await OffersAsync(first);
        }
        System.IO.File.Exists(File).ShouldBeTrue();

        // What the file holds is not read again: a row that changed without a change of its time stays as it was.
        await data.Database.WriteAsync(session => session.ExecuteAsync("UPDATE stories SET headline = 'Nothing at all'"));
        using var second = Open(data);
        (await OffersAsync(second)).ShouldBe(before);
        (await second.FindAsync(3, 3, None))[0].Words.ShouldContain("Orvalle");
    }

    [DatabaseFact]
    public async Task A_file_that_is_damaged_or_of_another_archive_is_built_anew()
    {
        await using var data = await TestDatabase.CreateAsync(new Clock(Newsroom.Today));
        foreach (var story in Newsroom.Documents)
            await PutAsync(data, story);
        long[] right;
        using (var first = Open(data))
            right = await OffersAsync(first);
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        foreach (var damaged in new[] { [], bytes[..^1], bytes[..(bytes.Length / 2)], [.. bytes[..200], (byte)(bytes[200] ^ 1), .. bytes[201..]] })
        {
            await System.IO.File.WriteAllBytesAsync(File, damaged);
            using var again = Open(data);
            (await OffersAsync(again)).ShouldBe(right);
        }

        await System.IO.File.WriteAllBytesAsync(File, bytes);
        await using var other = await TestDatabase.CreateAsync(new Clock(Newsroom.Today.AddDays(1)));
        await PutAsync(other, Newsroom.Documents[0]);
        using var elsewhere = Open(other);
        (await elsewhere.FindAsync(3, 3, None)).ShouldBeEmpty("that archive has no story 3");
    }

    [DatabaseFact]
    public async Task An_archive_that_was_set_back_is_told_from_its_file()
    {
        await using var data = await TestDatabase.CreateAsync(new Clock(Newsroom.Today));
        foreach (var story in Newsroom.Documents)
            await PutAsync(data, story);
        using (var first = Open(data))
            (await first.FindAsync(4, 3, None)).Select(offer => offer.Id).ShouldContain(3);
        await data.Database.WriteAsync(session => session.ExecuteAsync("DELETE FROM stories WHERE id = 3"));

        using var second = Open(data);
        var offers = await second.FindAsync(4, 3, None);

        offers.ShouldNotBeEmpty();
        offers.Select(offer => offer.Id).ShouldNotContain(3);
    }

    [DatabaseFact]
    public async Task A_folder_that_cannot_be_written_costs_nothing_but_the_next_start()
    {
        await using var data = await TestDatabase.CreateAsync(new Clock(Newsroom.Today));
        foreach (var story in Newsroom.Documents)
            await PutAsync(data, story);
        using var related = new RelatedArchive(new StoryArchive(data.Database), new RelatedOptions(), data.Clock, Path.Combine(folder, "missing", "related.index"));

        (await related.FindAsync(4, 3, None)).ShouldNotBeEmpty();
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private RelatedArchive Open(TestDatabase data) => new(new StoryArchive(data.Database), new RelatedOptions(), data.Clock, File);

    private static async Task<long[]> OffersAsync(RelatedArchive related)
    {
        var offers = new List<long>();
        foreach (var story in Newsroom.Documents)
            offers.AddRange((await related.FindAsync(story.Id, 3, None)).Select(offer => (story.Id * 1000) + offer.Id));
        return [.. offers];
    }

    private static async Task PutAsync(TestDatabase data, RelatedDocument story) => await data.Database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO stories (id, canonical_link, link, headline, dek, published_at, first_seen_at, changed_at) VALUES (@Id, @Link, @Link, @Headline, @Dek, @at, @at, @at)",
        new { story.Id, story.Link, story.Headline, story.Dek, at = story.Published!.Value.ToUnixTimeMilliseconds() }));
}
