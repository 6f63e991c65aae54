namespace Digest.Rendering;

/// <summary>One message's content for a group of readers, with <paramref name="Markers"/> (slot name to marker) where a reader's own links go.</summary>
public sealed record Rendered(string Subject, string Html, string Text, IReadOnlyDictionary<string, string> Markers);
