namespace Digest.Web.Pages.Admin.Editions;

/// <summary>How a message is looked at.</summary>
internal enum MessageView
{
    /// <summary>The HTML part, 375 pixels wide.</summary>
    Phone,

    /// <summary>The HTML part, as wide as on a desktop.</summary>
    Desktop,

    Text,
}

/// <summary>How the choice of a view stands in an address.</summary>
internal static class MessageViews
{
    public static MessageView Read(string? width, string? part) => part == "text" ? MessageView.Text : width == "desktop" ? MessageView.Desktop : MessageView.Phone;

    public static string Query(this MessageView view) => view switch
    {
        MessageView.Text => "?part=text",
        MessageView.Desktop => "?width=desktop",
        _ => "?width=phone",
    };

    /// <summary>As forms carry it.</summary>
    public static string Width(this MessageView view) => view is MessageView.Desktop ? "desktop" : "phone";

    /// <inheritdoc cref="Width"/>
    public static string Part(this MessageView view) => view is MessageView.Text ? "text" : "html";
}

/// <summary>A message for the partial <c>_Message</c>.</summary>
/// <param name="Path">Of the page that shows it; the frame's address is one level below.</param>
/// <param name="View">How it is looked at.</param>
/// <param name="Text">The text part, where that is looked at.</param>
/// <param name="Title">What the frame is called.</param>
internal sealed record ShownMessage(string Path, MessageView View, string Text, string Title)
{
    /// <summary>Changes with the message, so that a frame shows a new one; empty: it does not change.</summary>
    public string Version { get; init; } = "";

    /// <summary>The address of the HTML part.</summary>
    public string Html => $"{Path}/message?part=html{(Version.Length == 0 ? "" : $"&v={Version}")}";
}
