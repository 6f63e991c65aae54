namespace Digest.Mail.Smtp;

/// <summary>The connection ended, stalled, or the server said what is no SMTP. Never leaves the transport.</summary>
internal sealed class ConnectionBrokenException(string message, Exception? inner = null) : Exception(message, inner);
