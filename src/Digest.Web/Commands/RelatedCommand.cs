using System.CommandLine;
using System.Globalization;

namespace Digest.Web.Commands;

/// <summary><c>related</c>: which stories belong beside a story, with the scores and the words that made them.</summary>
internal static class RelatedCommand
{
    /// <summary>The command, over the ways to read stories.</summary>
    /// <param name="fromFeed">Reads one feed, without opening a database.</param>
    /// <param name="fromArchive">Reads the archive.</param>
    public static Command Create(Func<string, CancellationToken, Task<RelatedSource>> fromFeed, Func<CancellationToken, Task<RelatedSource>> fromArchive)
    {
        var feed = new Option<string?>("--feed") { Description = "Look inside this feed, in memory, instead of in the archive", HelpName = "FILE" };
        var max = new Option<int>("--max") { Description = "How many related stories at most, 1 to 10", DefaultValueFactory = _ => 3 };
        max.Validators.Add(result =>
        {
            if (!result.Implicit && !(int.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 10))
                result.AddError("--max: a number from 1 to 10 is expected");
        });
        var ids = new Argument<string[]>("STORY") { Description = "Ids or links of stories; with --feed, all of its stories when none is named", Arity = ArgumentArity.ZeroOrMore };
        ids.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } odd)
                result.AddError($"related: there is no option {odd.Value}");
        });
        var command = new Command("related", "Related stories, from the archive or inside one feed") { feed, max, ids };
        command.Validators.Add(result =>
        {
            if (result.GetResult(feed) is null && result.GetResult(ids) is null or { Tokens: [] })
                result.AddError("related: name a story by its id or link, or a feed with --feed");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var (stories, problem) = parsed.GetValue(feed) is { } file ? await fromFeed(file, cancellation) : await fromArchive(cancellation);
            await using var held = stories as IAsyncDisposable;
            if (stories is null)
            {
                if (parsed.GetValue(CommandLine.Json))
                    CommandScope.WriteJson(Array.Empty<RelatedAnswer>());
                await Console.Error.WriteLineAsync(problem);
                return ExitCode.DoneWithFailures;
            }
            var asked = parsed.GetValue(ids) is { Length: > 0 } named ? named : stories.Names.ToArray();
            return await AnswerAsync(stories, asked, parsed.GetValue(max), parsed.GetValue(CommandLine.Json), cancellation);
        });
        return command;
    }

    private static async Task<int> AnswerAsync(IRelatedStories stories, IReadOnlyList<string> asked, int max, bool json, CancellationToken cancellation)
    {
        var answers = new List<(string Name, RelatedAnswer? Answer)>();
        foreach (var name in asked)
            answers.Add((name, await stories.AnswerAsync(name, max, cancellation)));
        var known = answers.Where(one => one.Answer is not null).Select(one => one.Answer!).ToList();
        if (json)
            CommandScope.WriteJson(known);
        else
            await PrintAsync(known);
        foreach (var (name, _) in answers.Where(one => one.Answer is null))
            await Console.Error.WriteLineAsync($"There is no story '{name}'");
        return known.Count == answers.Count ? ExitCode.Done : ExitCode.DoneWithFailures;
    }

    private static async Task PrintAsync(IEnumerable<RelatedAnswer> answers)
    {
        foreach (var answer in answers)
        {
            await Console.Out.WriteLineAsync(answer.Headline);
            if (answer.Related.Count == 0)
                await Console.Out.WriteLineAsync("    nothing related");
            foreach (var offer in answer.Related)
                await Console.Out.WriteLineAsync($"    {offer.Score:0.00}  {offer.Headline}  ({string.Join(", ", offer.Words)})  {offer.Link}");
        }
    }
}
