namespace Digest.Web;

/// <summary>What the program answers its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Done, with failures that the output names.</summary>
    public const int DoneWithFailures = 1;

    /// <summary>Wrong use or bad settings; nothing was done.</summary>
    public const int WrongUse = 2;
}
