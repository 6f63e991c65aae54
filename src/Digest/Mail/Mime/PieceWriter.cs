using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Digest.Mail.Mime;

/// <summary>Encodes a template once: what is fixed is gathered into runs of bytes between the pieces that differ from reader to reader.</summary>
internal sealed class PieceWriter
{
    private readonly List<Piece> pieces = [];
    private readonly ArrayBufferWriter<byte> run = new();

    /// <summary>The pieces of a whole message.</summary>
    /// <exception cref="HeaderException">A header cannot be built from its value.</exception>
    public static IReadOnlyList<Piece> Write(MessageTemplate template)
    {
        var writer = new PieceWriter();
        var text = Fragment.Split(template.Text, template.Markers);
        writer.Envelope(template);
        if (template.Html is null)
        {
            writer.PartHeaders("text/plain", template.Language);
            writer.Given(template);
            writer.Body(text, isHtml: false);
        }
        else
        {
            var html = Fragment.Split(template.Html, template.Markers);
            var boundary = Boundary(text, html);
            writer.Fixed($"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n");
            writer.Given(template);
            writer.Fixed($"\r\n--{boundary}\r\n");
            writer.PartHeaders("text/plain", template.Language);
            writer.Body(text, isHtml: false);
            writer.Fixed($"--{boundary}\r\n");
            writer.PartHeaders("text/html", template.Language);
            writer.Body(html, isHtml: true);
            writer.Fixed($"--{boundary}--\r\n");
        }
        writer.EndRun();
        return writer.pieces;
    }

    // Quoted-printable never has an underscore after its equals sign, so no encoded text contains the boundary (RFC 2045 §6.7).
    private static string Boundary(IEnumerable<Fragment> text, IEnumerable<Fragment> html)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', text.Concat(html).Select(fragment => fragment.Text))));
        return $"=_{Convert.ToHexStringLower(hash.AsSpan(0, 12))}";
    }

    private void Envelope(MessageTemplate template)
    {
        Field(new HeaderField("From").Mailbox(template.From.Name, template.From.Address));
        Piece(new ToPiece());
        Field(new HeaderField("Subject").Prose(template.Subject));
        Piece(new DateAndIdPiece());
        Fixed("MIME-Version: 1.0\r\n");
    }

    private void Given(MessageTemplate template)
    {
        foreach (var (name, value) in template.Headers)
            Given(name, value, template.Markers);
    }

    private void Given(string name, string value, IReadOnlyDictionary<string, string> markers)
    {
        HeaderRules.RefuseName(name);
        HeaderRules.RefuseControls(name, value);
        var fragments = Fragment.Split(value, markers);
        if (fragments.Exists(fragment => fragment.IsSlot))
            Piece(new HeaderPiece(name, fragments));
        else
            Field(new HeaderField(name).Structured(value));
    }

    private void PartHeaders(string type, string language)
    {
        Fixed($"Content-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n");
        Field(new HeaderField("Content-Language").Structured(language));
    }

    private void Body(List<Fragment> fragments, bool isHtml)
    {
        Fixed("\r\n");
        for (var index = 0; index < fragments.Count; index++)
        {
            var fragment = fragments[index];
            var isLast = index == fragments.Count - 1;
            if (fragment.IsSlot)
            {
                Piece(new SlotPiece(fragment.Text, isHtml));
                if (!isLast && fragments[index + 1].Text[0] is not ('\r' or '\n'))
                    Fixed("=\r\n");
            }
            else if (QuotedPrintable.Encode(Encoding.UTF8.GetBytes(fragment.Text), run) > 0 && !isLast)
            {
                Fixed("=\r\n");
            }
        }
        Fixed("\r\n");
    }

    private void Field(HeaderField field) => field.WriteTo(run);

    private void Fixed(string ascii) => Encoding.ASCII.GetBytes(ascii, run);

    private void Piece(Piece piece)
    {
        EndRun();
        pieces.Add(piece);
    }

    private void EndRun()
    {
        if (run.WrittenCount == 0)
            return;
        pieces.Add(new FixedPiece(run.WrittenSpan.ToArray()));
        run.Clear();
    }
}
