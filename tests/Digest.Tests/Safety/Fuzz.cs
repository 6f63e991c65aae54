namespace Digest.Tests.Safety;

/// <summary>Texts that want to be more than text.</summary>
internal sealed class Fuzz(int seed)
{
    private static readonly string[] Pieces =
    [
        "\r", "\n", "\r\n", "\r\n\r\n", "\r\n.\r\n", "\n.\n", "\0", "\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001b[31m", "\u007f", "\t", " ",
        "\u202e", "\u2066", "\u200f", "\ufeff", "\u00ad", "\ud83d", "\udc00", "🙂", "ü", "日本", "e\u0301",
        "Bcc: eve@evil.example", "X-Evil: 1", "RCPT TO:<eve@evil.example>", "MAIL FROM:<eve@evil.example>", "DATA", "QUIT", "RSET",
        "=?utf-8?Q?=0D=0ABcc:_eve@evil.example?=", "=0D=0A", "%0d%0a", "&#13;&#10;", "\"", "\\", "<", ">", "@", ",", ";", ":", "(", ")", ".", "a", "--=_", "SIZE=1",
    ];

    private readonly Random random = new(seed);

    public string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Piece()));

    /// <summary>Something with an @ in it that may even be an address.</summary>
    public string Address() => random.Next(4) switch
    {
        0 => $"ada{Piece()}@reader.example",
        1 => $"ada@reader{Piece()}.example",
        2 => $"ada@reader.example{Piece()}{Piece()}",
        _ => $"{Text()}@{Text()}",
    };

    private string Piece() => random.Next(6) == 0 ? ((char)random.Next(1, 0xffff)).ToString() : Pieces[random.Next(Pieces.Length)];
}
