namespace Digest.Web.Settings;

/// <summary>A setting that the program cannot work with; the message is one line that names it and says what is expected.</summary>
internal sealed class SettingsException(string message) : Exception(message);
