namespace Digest.Mail.Mime;

/// <summary>A stretch of a template: fixed text, or the name of a slot.</summary>
internal readonly record struct Fragment(string Text, bool IsSlot)
{
    /// <summary>Cuts a template at its markers.</summary>
    public static List<Fragment> Split(string template, IReadOnlyDictionary<string, string> markers)
    {
        var fragments = new List<Fragment>();
        var start = 0;
        while (start < template.Length)
        {
            var (slot, at) = NextMarker(template, start, markers);
            if (slot is null)
                break;
            if (at > start)
                fragments.Add(new Fragment(template[start..at], IsSlot: false));
            fragments.Add(new Fragment(slot, IsSlot: true));
            start = at + markers[slot].Length;
        }
        if (start < template.Length)
            fragments.Add(new Fragment(template[start..], IsSlot: false));
        return fragments;
    }

    // The first marker; of two that begin at one place, the longer.
    private static (string? Slot, int At) NextMarker(string template, int start, IReadOnlyDictionary<string, string> markers)
    {
        (string? Slot, int At, int Length) next = (null, int.MaxValue, 0);
        foreach (var (slot, marker) in markers)
        {
            var at = template.IndexOf(marker, start, StringComparison.Ordinal);
            if (at >= 0 && (at < next.At || (at == next.At && marker.Length > next.Length)))
                next = (slot, at, marker.Length);
        }
        return (next.Slot, next.At);
    }
}
