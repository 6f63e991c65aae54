using System.Text;

namespace Digest.Rendering;

/// <summary>
/// Makes HTML shorter without changing what it shows: runs of white space in text become one line end or space, comments go.
/// Tags with their attributes, styles and the conditional comments that some mail programs read stay as they are.
/// </summary>
internal static class HtmlTidy
{
    public static string Minify(string html)
    {
        var output = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            if (html[at] != '<')
                at = CopyText(html, at, output);
            else if (StartsWith(html, at, "<!--"))
                at = CopyComment(html, at, output);
            else
                at = CopyTag(html, at, output);
        }
        return output.ToString().Trim() + "\n";
    }

    private static int CopyText(string html, int at, StringBuilder output)
    {
        var end = End(html.IndexOf('<', at), html);
        while (at < end)
        {
            if (!IsSpace(html[at]))
            {
                output.Append(html[at++]);
                continue;
            }
            var start = at;
            while (at < end && IsSpace(html[at]))
                at++;
            var space = html.AsSpan(start, at - start).Contains('\n') ? '\n' : ' ';
            // A comment that went, or a space before it, leaves only one of two neighbouring spaces.
            if (output.Length == 0 || !IsSpace(output[^1]))
                output.Append(space);
        }
        return end;
    }

    private static int CopyComment(string html, int at, StringBuilder output)
    {
        var close = html.IndexOf("-->", at, StringComparison.Ordinal);
        var end = close < 0 ? html.Length : close + 3;
        if (StartsWith(html, at, "<!--[if") || StartsWith(html, at, "<!--<![endif]"))
            output.Append(html, at, end - at);
        return end;
    }

    private static int CopyTag(string html, int at, StringBuilder output)
    {
        var quote = '\0';
        var end = at + 1;
        for (; end < html.Length; end++)
        {
            var character = html[end];
            if (quote != '\0')
                quote = character == quote ? '\0' : quote;
            else if (character is '"' or '\'')
                quote = character;
            else if (character == '>')
                break;
        }
        end = Math.Min(end + 1, html.Length);
        if (StartsWith(html, at, "<style"))
            end = End(html.IndexOf("</style", end, StringComparison.OrdinalIgnoreCase), html);
        output.Append(html, at, end - at);
        return end;
    }

    private static bool StartsWith(string html, int at, string start) => string.Compare(html, at, start, 0, start.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static int End(int found, string html) => found < 0 ? html.Length : found;

    // Not char.IsWhiteSpace: a no-break space is there on purpose.
    private static bool IsSpace(char character) => character is ' ' or '\n' or '\r' or '\t';
}
