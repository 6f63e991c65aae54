namespace Digest.Outbox;

/// <summary>
/// For how many answers a commit waits. It costs the same for ten as for one, so all that are about to come are worth waiting for,
/// while that takes less time than the commit; where the server is slower, half of them go while the others come.
/// </summary>
internal sealed class Company
{
    // What was too slow may have become quick.
    private const int TriedAgainAfter = 100;
    private int halves;
    private bool isHalf;

    /// <summary>How many to wait for.</summary>
    /// <param name="underWay">How many are about to come.</param>
    public int Wanted(int underWay) => isHalf ? (underWay + 1) / 2 : underWay;

    /// <summary>Learns from a commit.</summary>
    /// <param name="waited">How long the last answers were waited for.</param>
    /// <param name="wrote">How long the commit took.</param>
    public void Note(TimeSpan waited, TimeSpan wrote)
    {
        halves = isHalf ? halves + 1 : 0;
        isHalf = isHalf ? halves < TriedAgainAfter : waited > wrote;
    }
}
