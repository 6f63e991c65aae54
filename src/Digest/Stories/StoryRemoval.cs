using Digest.Storage;

namespace Digest.Stories;

/// <summary>Takes stories out of what is offered, and back. Nothing of them is lost; related stories are found anew, as the row is written.</summary>
internal static class StoryRemoval
{
    /// <summary>Its page answers 404 or 410.</summary>
    public const string Gone = "Gone";

    /// <summary>It says itself that it is withdrawn.</summary>
    public const string Marked = "Marked";

    /// <summary>Withdraws a story; nothing where it is withdrawn already.</summary>
    /// <returns>Whether it stood until now.</returns>
    public static async Task<bool> RemoveAsync(Session session, long storyId, string because, long now) => await session.ExecuteAsync(
        "UPDATE stories SET removed_at = @now, removed_because = @because, changed_at = @now WHERE id = @storyId AND removed_at IS NULL", new { storyId, because, now }) > 0;

    /// <summary>Lets a story stand again that was withdrawn for this reason.</summary>
    /// <returns>Whether it was.</returns>
    public static async Task<bool> RestoreAsync(Session session, long storyId, string because, long now) => await session.ExecuteAsync(
        "UPDATE stories SET removed_at = NULL, removed_because = NULL, changed_at = @now WHERE id = @storyId AND removed_because = @because", new { storyId, because, now }) > 0;

    /// <summary>What a change of a story's words means: a mark that was not there before withdraws it, and lets it stand again when it is gone.</summary>
    public static Task<bool> AfterFeedAsync(Session session, long storyId, StoryMark? before, StoryMark? after, long now) => (before?.Kind is StoryMarkKind.Retraction, after?.Kind is StoryMarkKind.Retraction) switch
    {
        (false, true) => RemoveAsync(session, storyId, Marked, now),
        (true, false) => RestoreAsync(session, storyId, Marked, now),
        _ => Task.FromResult(false),
    };
}
