namespace Digest.Related;

/// <summary>An editor's word on two stories, which goes before what the index says.</summary>
/// <param name="One">A story.</param>
/// <param name="Other">Another one.</param>
/// <param name="Joined">True: they are about one event. False: they are not.</param>
public sealed record StoryTie(long One, long Other, bool Joined);

/// <summary>A story as clusters see it.</summary>
/// <param name="Id">The story's id.</param>
/// <param name="Time">When it was published, or else first seen; milliseconds.</param>
public sealed record DatedStory(long Id, long Time);
