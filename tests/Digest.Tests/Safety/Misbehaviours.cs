using Digest.Tests.Safety.Server;
using static Digest.Tests.Safety.Misbehaviour;

namespace Digest.Tests.Safety;

/// <summary>What mail servers have been seen to do, and worse.</summary>
internal static class Misbehaviours
{
    private const string NoOffers = "250 mail.example";
    private static readonly TimeSpan Trickle = TimeSpan.FromMilliseconds(30);

    private static readonly (string Name, Moment Moment)[] Steps =
        [("MAIL", Moment.Mail), ("RCPT", Moment.Recipient), ("DATA", Moment.Data), ("the dot", Moment.Dot)];

    private static readonly (string Name, Moment Moment)[] AllSteps = [("the greeting", Moment.Greeting), ("EHLO", Moment.Hello), .. Steps];

    /// <summary>By a sentence that says what the server does.</summary>
    public static IReadOnlyDictionary<string, Misbehaviour> All { get; } = new Dictionary<string, Misbehaviour>(
        [.. Answers(), .. Silences(), .. Lost(), .. Extensions(), .. Confusions()], StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, Misbehaviour>> Answers()
    {
        yield return new("answers 250 to everything", Behaving);
        foreach (var (name, moment) in AllSteps)
            yield return new($"answers 421 to {name} and closes", At(moment, Deed.SaysAndHangsUp("421 4.3.2 going down")));
        foreach (var (name, moment) in Steps)
        {
            yield return new($"answers 4yz to {name}", At(moment, Deed.Says("451 4.3.0 later")));
            yield return new($"answers 4yz with a policy to {name}", At(moment, Deed.Says("450 4.7.1 greylisted")));
            yield return new($"answers 5yz to {name}", RefusingAt(moment, moment is Moment.Recipient ? "550 5.1.1 unknown" : "554 5.6.0 never"));
        }
        yield return new("answers 421 to RSET and closes", new(at => at switch
        {
            { Moment: Moment.Recipient } when IsHit(at) => Deed.Says("450 4.2.1 later"),
            { Moment: Moment.Reset } => Deed.SaysAndHangsUp("421 4.3.2 enough"),
            _ => null,
        }));
        yield return new("refuses every second recipient one after the other", new(at => at.Moment is Moment.Recipient && at.Message % 2 == 0 ? Deed.Says("550 5.1.1 unknown") : null) { Refuses = true });
    }

    private static IEnumerable<KeyValuePair<string, Misbehaviour>> Silences()
    {
        foreach (var (name, moment) in AllSteps)
        {
            yield return new($"says nothing to {name}", At(moment, Deed.Silence));
            yield return new($"says half a line to {name} and no more", At(moment, Deed.SaysHalfAndNoMore("250-2.0")));
            yield return new($"answers {name} so slowly that it is left", At(moment, Deed.SaysByteByByte("250 a very long answer", Trickle)));
        }
        yield return new("takes the message and says nothing to the dot", At(Moment.Dot, Deed.Silence.KeepingIt()));
        yield return new("answers every byte for itself", Behaving with { SpeaksByteByByte = true });
        yield return new("answers every byte for itself, one command at a time", Behaving with { SpeaksByteByByte = true, Offers = NoOffers });
        yield return new("answers the dot slowly", At(Moment.Dot, Deed.SaysByteByByte("250 ok", TimeSpan.FromMilliseconds(5))));
    }

    private static IEnumerable<KeyValuePair<string, Misbehaviour>> Lost()
    {
        foreach (var (name, moment) in AllSteps)
        {
            yield return new($"hangs up after {name}", At(moment, Deed.Drops));
            yield return new($"hangs up in the middle of its answer to {name}", At(moment, Deed.SaysHalfAndHangsUp("25")));
        }
        yield return new("takes the message and hangs up after the dot", At(Moment.Dot, Deed.Drops.KeepingIt()));
        yield return new("takes the message and hangs up in the middle of its 250", At(Moment.Dot, Deed.SaysHalfAndHangsUp("250 2.").KeepingIt()));
        yield return new("takes the message, says 250 and hangs up", At(Moment.Dot, Deed.SaysAndHangsUp("250 2.0.0 queued")));
        yield return new("hangs up in the middle of the message", At(Moment.Body, Deed.Drops));
        yield return new("refuses in the middle of the message and hangs up", At(Moment.Body, Deed.SaysAndHangsUp("552 5.3.4 too much")) with { Refuses = true });
        yield return new("says 250 to the message before it has begun", At(Moment.Data, Deed.Says("354 go on\n250 2.0.0 queued")));
    }

    private static IEnumerable<KeyValuePair<string, Misbehaviour>> Extensions()
    {
        yield return new("offers nothing", Behaving with { Offers = NoOffers });
        yield return new("offers its extensions to every other connection only", new(at => at.Moment is Moment.Hello && IsHit(at) ? Deed.Says(NoOffers) : at.Moment is Moment.Dot && at.Message % 4 == 0 ? Deed.SaysAndHangsUp("250 2.0.0 queued") : null));
        yield return new("offers SIZE and takes less than the message has", Behaving with { Offers = "250-mail.example\n250 SIZE 100", Refuses = true });
        yield return new("offers SIZE and does not know it at MAIL", RefusingAt(Moment.Mail, "555 5.5.4 what size?"));
        yield return new("knows HELO only", new(at => at.Moment is Moment.Hello ? Deed.Says("250 mail.example") : null));
    }

    private static IEnumerable<KeyValuePair<string, Misbehaviour>> Confusions()
    {
        foreach (var (name, moment) in AllSteps)
            yield return new($"says garbage to {name}", At(moment, Deed.Says("\u0001\u0002 hello? \u00ff")));
        yield return new("takes the message and says garbage to the dot", At(Moment.Dot, Deed.Says("what?").KeepingIt()));
        foreach (var (name, moment) in Steps.Where(step => step.Moment is not Moment.Data))
            yield return new($"says 354 to {name}", At(moment, Deed.Says("354 go on")));
        yield return new("says 250 to DATA", At(Moment.Data, Deed.Says("250 ok")));
        yield return new("says 250 twice to the dot", At(Moment.Dot, Deed.Says("250 2.0.0 queued\n250 2.0.0 queued")));
        yield return new("says 250 twice to RCPT", At(Moment.Recipient, Deed.Says("250 ok\n250 ok")));
        yield return new("waits for the message of a recipient whom it refused", new(WaitsInVain) { Refuses = true });
        yield return new("takes the message and says 354 to the dot", At(Moment.Dot, Deed.Says("354 go on").KeepingIt()));
        yield return new("answers with two codes in one answer", At(Moment.Mail, Deed.Says("250-one\n550 other")));
    }

    private static Deed? WaitsInVain(Standing at) => at switch
    {
        { Moment: Moment.Recipient } when IsHit(at) => Deed.Says("550 5.1.1 unknown"),
        { Moment: Moment.Data, Recipient: null } => Deed.Says("354 go on"),
        _ => null,
    };
}
