using Digest.Tests.Safety.Server;

namespace Digest.Tests.Safety;

/// <summary>One way in which a mail server may misbehave, mixed with good answers.</summary>
/// <param name="Does">What it does at a moment; null: what is expected.</param>
internal sealed record Misbehaviour(Func<Standing, Deed?> Does)
{
    /// <summary>Longer than this the client's patience is with no answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private const int EveryThird = 3;

    /// <summary>Does what is expected.</summary>
    public static Misbehaviour Behaving { get; } = new(_ => null) { IsOdd = false };

    /// <summary>What it offers; a server that offers nothing gets one command at a time.</summary>
    public string Offers { get; init; } = RecordingServer.AllOffers;

    public bool SpeaksByteByByte { get; init; }

    /// <summary>It does something at some moment, not only in what it offers and how it speaks.</summary>
    public bool IsOdd { get; init; } = true;

    /// <summary>It refuses for good.</summary>
    public bool Refuses { get; init; }

    /// <summary>Every third message, or every other connection where no message has begun.</summary>
    public static Misbehaviour At(Moment moment, Deed deed) => new(standing => standing.Moment == moment && IsHit(standing) ? deed : null);

    public static Misbehaviour RefusingAt(Moment moment, string words) => At(moment, Deed.Says(words)) with { Refuses = true };

    public static bool IsHit(Standing standing) =>
        standing.Moment is Moment.Greeting or Moment.Hello ? standing.Connection % 2 == 0 : standing.Message % EveryThird == 1;
}
