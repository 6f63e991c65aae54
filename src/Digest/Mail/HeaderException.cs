namespace Digest.Mail;

/// <summary>A value cannot stand in a header or an SMTP command; the message says which and why, in one line and without control characters.</summary>
public sealed class HeaderException(string message) : Exception(message);
