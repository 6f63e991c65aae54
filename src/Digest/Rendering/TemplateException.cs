namespace Digest.Rendering;

/// <summary>A template could not be rendered; the message names it and says why, in one line.</summary>
public sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner);
