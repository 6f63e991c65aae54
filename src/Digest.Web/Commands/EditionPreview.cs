using System.Text;
using Digest.Editions;
using Digest.Editions.Checks;
using Digest.Editions.Ranking;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Stories;
using Digest.Web.Settings;

namespace Digest.Web.Commands;

/// <summary><c>edition preview</c>: the next edition as a reader without history would get it, and what was found about it.</summary>
internal static class EditionPreview
{
    /// <summary>Where the parts are written; null: nowhere.</summary>
    internal sealed record Files(string? Html, string? Text, string? Eml)
    {
        public bool None => Named.Length == 0;

        /// <summary>Why one of them cannot be written, known before anything is done; null: nothing speaks against it.</summary>
        public string? Problem => Named.Select(Why).FirstOrDefault(why => why is not null);

        private string[] Named => [.. new[] { Html, Text, Eml }.OfType<string>()];

        private static string? Why(string file)
        {
            var path = Path.GetFullPath(file);
            return Directory.Exists(path) ? $"{file}: cannot be written: it is a folder"
                : Directory.Exists(Path.GetDirectoryName(path)) ? null
                : $"{file}: cannot be written: there is no folder {Path.GetDirectoryName(path)}";
        }
    }

    public static async Task<int> RunAsync(Files files, bool askLinks, bool json, CancellationToken cancellation)
    {
        if (files.Problem is { } problem)
        {
            await Console.Error.WriteLineAsync(problem);
            return ExitCode.WrongUse;
        }
        await using var scope = await CommandScope.OpenAsync(cancellation);
        await scope.Get<ImportStories>().RunAsync(cancellation);
        var (preview, checkup) = await CheckedAsync(scope, askLinks, cancellation);
        if (preview is null)
        {
            if (json)
                CommandScope.WriteJson(new { due = (DateTimeOffset?)null, stories = Array.Empty<object>(), findings = Findings(checkup) });
            else
                await Console.Out.WriteLineAsync(checkup.Findings.Any(finding => finding.Code == "template-failed") ? "The next edition cannot be rendered." : "Nothing is new: the next edition would not go.");
        }
        else
        {
            var content = new VariantContent(preview.Message.Subject, preview.Message.Html, preview.Message.Text, preview.Message.Markers);
            var sample = scope.Get<SampleMessage>();
            await WriteAsync(files.Html, () => Encoding.UTF8.GetBytes(sample.Fill(content.Html, content)), cancellation);
            await WriteAsync(files.Text, () => Encoding.UTF8.GetBytes(sample.Fill(content.Text, content)), cancellation);
            await WriteAsync(files.Eml, () => sample.Message(content), cancellation);
            if (json)
                CommandScope.WriteJson(Document(preview, checkup));
            else
                await Console.Out.WriteLineAsync(files.None ? sample.Fill(content.Text, content) : $"{preview.Message.Subject}: {Count(preview)}, due {preview.DueAt:yyyy-MM-dd HH:mm} UTC.");
        }
        if (!json)
            await TellAsync(checkup);
        return checkup.Blocks ? ExitCode.DoneWithFailures : ExitCode.Done;
    }

    private static async Task<(Preview? Preview, Checkup Checkup)> CheckedAsync(CommandScope scope, bool askLinks, CancellationToken cancellation)
    {
        var checks = scope.Get<EditionChecks>();
        try
        {
            var preview = await scope.Get<NextEdition>().PreviewAsync(cancellation);
            if (preview is not null && askLinks)
                await scope.Get<CheckLinks>().NowAsync(preview.Composition, cancellation);
            return (preview, await checks.OfAsync(preview, broken: null, cancellation));
        }
        catch (TemplateException problem)
        {
            return (null, await checks.OfAsync(preview: null, problem.Message, cancellation));
        }
    }

    // Beside the message, which may go into a file or another program.
    private static async Task TellAsync(Checkup checkup)
    {
        foreach (var finding in checkup.Findings)
            await Console.Error.WriteLineAsync($"{(finding.Level is FindingLevel.Block ? "Blocks" : "Warning")}: {finding.Reason} {finding.Remedy}");
    }

    private static IEnumerable<object> Findings(Checkup checkup) => checkup.Findings.Select(finding => new
    {
        level = finding.Level.ToString().ToLowerInvariant(),
        code = finding.Code,
        reason = finding.Reason,
        remedy = finding.Remedy,
        where = finding.Where.ToString(),
    });

    private static async Task WriteAsync(string? file, Func<byte[]> content, CancellationToken cancellation)
    {
        if (file is null)
            return;
        try
        {
            await File.WriteAllBytesAsync(file, content(), cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{file}: cannot be written: {problem.Message}");
        }
    }

    private static string Count(Preview preview)
    {
        var (items, stories) = (preview.Items.Count, preview.Items.Sum(item => item.Size));
        return items == stories ? $"{stories} stories" : $"{stories} stories in {items} items";
    }

    private static object Ranking(ItemScore score) => new
    {
        pinnedBy = score.PinnedBy,
        score = Math.Round(score.Total, 4),
        freshness = Math.Round(score.Freshness, 4),
        clusterSize = Math.Round(score.ClusterSize, 4),
        feedOrder = Math.Round(score.FeedOrder, 4),
        pictures = Math.Round(score.Pictures, 4),
        followedTopics = Math.Round(score.FollowedTopics, 4),
        variety = Math.Round(score.Variety, 4),
    };

    private static object Document(Preview preview, Checkup checkup) => new
    {
        due = preview.DueAt,
        subject = preview.Message.Subject,
        preheader = preview.Composition.Content.Preheader,
        stories = preview.Composition.Content.Stories.Select((story, at) => new
        {
            id = preview.Composition.Items[at].LeadId,
            headline = story.Headline,
            link = story.Link,
            ranking = Ranking(preview.Items[at].Score),
            timeline = story.Timeline.Select((earlier, one) => new { id = preview.Composition.Items[at].StoryIds[one + 1], headline = earlier.Headline, link = earlier.Link }),
            related = story.Related.Select(related => new { headline = related.Headline, link = related.Link }),
        }),
        findings = Findings(checkup),
    };
}
