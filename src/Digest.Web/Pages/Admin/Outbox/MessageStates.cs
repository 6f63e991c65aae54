using Digest.Outbox;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>How states look, and what they say in a sentence.</summary>
internal static class MessageStates
{
    /// <summary>The style of a state's word.</summary>
    public static string Style(MessageStatus status) => status switch
    {
        MessageStatus.Submitted => "good",
        MessageStatus.Deferred or MessageStatus.Uncertain => "warn",
        MessageStatus.Failed => "bad",
        _ => "",
    };

    public static string Meaning(MessageStatus status) => status switch
    {
        MessageStatus.Prepared => "Waits for its time and a connection.",
        MessageStatus.Submitting => "On the wire now.",
        MessageStatus.Submitted => "The mail server has taken it. It says nothing of the inbox.",
        MessageStatus.Deferred => "The mail server said \"not now\"; it is tried again.",
        MessageStatus.Failed => "Refused for good, or deferred for too long.",
        MessageStatus.Uncertain => "The connection was lost before the answer came.",
        _ => "Given up before it went; its stories return to the choice.",
    };

    public static string Name(MessageKind kind) => kind switch
    {
        MessageKind.AlreadyReading => "“You already read us”",
        MessageKind.DataLink => "Link to their data",
        MessageKind.PreferencesLink => "Link to their preferences",
        MessageKind.AddressOld => "Change of address, to the old one",
        MessageKind.AddressNew => "Change of address, to the new one",
        _ => kind.ToString(),
    };
}
