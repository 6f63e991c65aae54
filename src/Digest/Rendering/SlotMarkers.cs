using System.Security.Cryptography;
using Digest.Links;

namespace Digest.Rendering;

/// <summary>
/// The words that stand in a rendered template where a reader's own link goes. Each rendering draws new ones, of letters and
/// digits only: nothing in a feed can guess them, and no encoder changes them.
/// </summary>
public sealed class SlotMarkers
{
    private const string Beginning = "slot";
    private const int NonceBytes = 12;
    private readonly string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));

    public string Confirm => Marker(LinkSlot.Confirm);

    public string Preferences => Marker(LinkSlot.Preferences);

    public string Unsubscribe => Marker(LinkSlot.Unsubscribe);

    public string Fewer => Marker(LinkSlot.Fewer);

    public string NotNow => Marker(LinkSlot.NotNow);

    public string Data => Marker(LinkSlot.Data);

    public string AddressOld => Marker(LinkSlot.AddressOld);

    public string AddressNew => Marker(LinkSlot.AddressNew);

    /// <summary>Slot name to marker.</summary>
    public IReadOnlyDictionary<string, string> ByName => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [LinkSlot.Confirm] = Confirm,
        [LinkSlot.Preferences] = Preferences,
        [LinkSlot.Unsubscribe] = Unsubscribe,
        [LinkSlot.Fewer] = Fewer,
        [LinkSlot.NotNow] = NotNow,
        [LinkSlot.Data] = Data,
        [LinkSlot.AddressOld] = AddressOld,
        [LinkSlot.AddressNew] = AddressNew,
    };

    /// <summary>What a marker has in common with the others of its rendering, and with nothing else.</summary>
    internal static string NonceOf(string marker) => marker.Substring(Beginning.Length, NonceBytes * 2);

    private string Marker(string slot) => $"{Beginning}{nonce}{slot}end";
}
