using System.CommandLine;
using Digest.Benchmarks;

// What delivery and reading cost, measured with the real program: docs/performance.md holds the table and how to repeat it.
var sizes = new Option<int[]>("--sizes") { Description = "Recipients, smallest first; costs are slopes between neighbours", DefaultValueFactory = _ => [20_000, 100_000], AllowMultipleArgumentsPerToken = true };
var signed = new Option<bool>("--signed") { Description = "Sign each message with RSA-2048" };
var stories = new Option<int>("--stories") { Description = "Stories in a message", DefaultValueFactory = _ => 3 };
var sink = new Option<string>("--sink") { Description = "The mail server: a C source that takes a port, or smtp-sink", DefaultValueFactory = _ => "../shared/tools/fsink.c" };
var signups = new Option<int>("--signups") { Description = "People who sign up each second, for a minute, while the site submits an edition to 50,000" };
var feeds = new Option<int>("--feeds") { Description = "Feeds that are read while people sign up" };
var archive = new Option<int>("--archive") { Description = "With --feeds: the stories that they have together", DefaultValueFactory = _ => 100_000 };
var related = new Option<int>("--related") { Description = "Stories in an index of related stories" };
var command = new RootCommand("Measures the release build of the real program") { sizes, signed, stories, sink, signups, feeds, archive, related };
command.SetAction(async (parsed, cancellation) =>
{
    if (parsed.GetValue(signups) is > 0 and var perSecond)
    {
        await new SignupBench(perSecond, seconds: 60, readers: 50_000, parsed.GetValue(sink)!).RunAsync(Console.Out, cancellation);
        return;
    }
    if (parsed.GetValue(related) is > 0 and var indexed)
    {
        await new RelatedBench(indexed).RunAsync(Console.Out);
        return;
    }
    if (parsed.GetValue(feeds) is > 0 and var many)
    {
        await new FeedBench(many, parsed.GetValue(archive), parsed.GetValue(sink)!).RunAsync(Console.Out, cancellation);
        return;
    }
    var bench = new DeliveryBench(parsed.GetValue(stories), parsed.GetValue(signed), parsed.GetValue(sink)!);
    await bench.RunAsync(parsed.GetValue(sizes)!, Console.Out, cancellation);
});
return await command.Parse(args).InvokeAsync();
