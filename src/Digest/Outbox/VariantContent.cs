namespace Digest.Outbox;

/// <summary>The exact content that a group of readers gets; rendered once, filled per reader.</summary>
/// <param name="Subject">The subject, as plain text.</param>
/// <param name="Html">The HTML part, with markers.</param>
/// <param name="Text">The text part, with markers.</param>
/// <param name="Markers">Slot name (<see cref="Links.LinkSlot"/>) to the marker that stands for it in the parts.</param>
public sealed record VariantContent(string Subject, string Html, string Text, IReadOnlyDictionary<string, string> Markers);
