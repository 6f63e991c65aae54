using System.CommandLine;

namespace Digest.Web.Commands;

/// <summary><c>edition preview</c>, <c>edition send</c>, <c>edition pause</c> and <c>edition resume</c>.</summary>
internal static class EditionCommand
{
    public static Command Create() => new("edition", "The coming edition: look at it, or send it now")
    {
        Preview(),
        Send(),
        Pausing("pause", "Pause the edition that is on its way: what is on the wire finishes, the rest waits", pause: true),
        Pausing("resume", "Let the paused edition go on where it stopped", pause: false),
    };

    private static Command Preview()
    {
        var html = new Option<string?>("--html") { Description = "Write the HTML part to this file", HelpName = "FILE" };
        var text = new Option<string?>("--text") { Description = "Write the text part to this file", HelpName = "FILE" };
        var eml = new Option<string?>("--eml") { Description = "Write the whole message to this file", HelpName = "FILE" };
        var noLinks = new Option<bool>("--no-links") { Description = "Do not ask whether its links and pictures answer" };
        var command = new Command("preview", "The next edition as a reader without history would get it, and what should be known before it goes") { html, text, eml, noLinks };
        command.SetAction((parsed, cancellation) => EditionPreview.RunAsync(
            new EditionPreview.Files(parsed.GetValue(html), parsed.GetValue(text), parsed.GetValue(eml)), !parsed.GetValue(noLinks), parsed.GetValue(CommandLine.Json), cancellation));
        return command;
    }

    private static Command Pausing(string name, string description, bool pause)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, cancellation) => EditionPausing.RunAsync(pause, parsed.GetValue(CommandLine.Json), cancellation));
        return command;
    }

    private static Command Send()
    {
        var command = new Command("send", "Finish an edition that is already closed, else close one now, and submit it");
        command.SetAction((parsed, cancellation) => EditionSend.RunAsync(parsed.GetValue(CommandLine.Json), cancellation));
        return command;
    }
}
