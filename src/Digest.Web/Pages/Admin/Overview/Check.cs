namespace Digest.Web.Pages.Admin.Overview;

/// <summary>One line of a checklist.</summary>
/// <param name="State">What it means for the next edition.</param>
/// <param name="Words">What was found, in a sentence or less.</param>
/// <param name="Link">Where it can be changed; null: nowhere.</param>
/// <param name="LinkText">The words on the link.</param>
internal sealed record Check(CheckState State, string Words, string? Link = null, string? LinkText = null)
{
    /// <summary>The class in the style sheet.</summary>
    public string Style => State.ToString().ToLowerInvariant();

    /// <summary>The mark's meaning for those who do not see it.</summary>
    public string Mark => State switch { CheckState.Good => "Done", CheckState.Warn => "To look at", _ => "Missing" };
}

internal enum CheckState
{
    Good,
    Warn,
    Bad,
}
