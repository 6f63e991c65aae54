namespace Digest.Editions.Corrections;

/// <summary>What came of moving messages to what is right.</summary>
/// <param name="Messages">How many were moved or taken back.</param>
/// <param name="Problem">Why some wait, in a line: the first reason; null: none does.</param>
public sealed record MoveOutcome(int Messages, string? Problem)
{
    public static MoveOutcome Nothing { get; } = new(0, Problem: null);

    public MoveOutcome And(MoveOutcome other) => new(Messages + other.Messages, Problem ?? other.Problem);
}

/// <summary>Messages wait for what is right, which cannot be put into them; it is tried again at the next run.</summary>
public sealed class CorrectedMessagesWaitException(string problem) : Exception(problem);
