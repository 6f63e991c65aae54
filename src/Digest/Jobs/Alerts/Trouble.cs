namespace Digest.Jobs.Alerts;

/// <summary>Something that is wrong now. Nothing in it speaks of a reader: ids and counts only.</summary>
/// <param name="Key">The condition's name and what it is about, the same each time: <c>feed-failing:3</c>.</param>
/// <param name="Severity">How much readers suffer.</param>
/// <param name="Problem">What is wrong, in a sentence.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
/// <param name="Link">The path of the admin's page where that is done.</param>
/// <param name="LinkText">The words on that link.</param>
public sealed record Trouble(string Key, AlertSeverity Severity, string Problem, string Remedy, string Link, string LinkText)
{
    /// <summary>Something that happened instead of something that lasts: noticed once, and never over.</summary>
    public bool Once { get; init; }
}

/// <summary>How much readers suffer.</summary>
public enum AlertSeverity
{
    /// <summary>An edition does not reach its readers, or will not.</summary>
    Serious,

    /// <summary>It will become serious when nobody looks after it.</summary>
    Warning,
}

/// <summary>A kind of thing that can be wrong.</summary>
public interface IAlertCondition
{
    /// <summary>What its troubles' keys begin with; no other condition's do.</summary>
    string Name { get; }

    /// <summary>What is wrong at present; empty while all is well.</summary>
    Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation);
}
