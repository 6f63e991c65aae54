namespace Digest.Web.Commands;

/// <summary>A command cannot go on; the message is one line for the person who gave it. Exit code 1.</summary>
internal sealed class CommandException(string message) : Exception(message);
