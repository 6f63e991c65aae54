using System.Buffers;
using System.Text;
using Digest.Mail.Dkim;
using Digest.Mail.Mime;

namespace Digest.Mail;

/// <summary>
/// A template encoded once: multipart/alternative with the text part first (RFC 2046 §5.1.4), or text/plain alone, all of it
/// UTF-8 in quoted-printable. Filling it for a reader encodes that reader's own values and copies the rest. Safe to use from many threads.
/// </summary>
public sealed class PreparedMessage
{
    private readonly IReadOnlyList<Piece> pieces;
    private readonly IReadOnlyDictionary<string, string> markers;
    private readonly IReadOnlyList<DkimSigner> signers;

    private PreparedMessage(IReadOnlyList<Piece> pieces, IReadOnlyDictionary<string, string> markers, IReadOnlyList<DkimSigner> signers)
    {
        this.pieces = pieces;
        this.markers = markers;
        this.signers = signers;
    }

    /// <summary>Encodes a template.</summary>
    /// <param name="template">What every reader of it gets.</param>
    /// <param name="signers">With what each copy is signed; a key whose domain does not speak for the sender signs nothing.</param>
    /// <exception cref="HeaderException">A header cannot be built from its value.</exception>
    /// <exception cref="ArgumentException">A marker is no word of ASCII letters and digits, or stands where nothing is filled.</exception>
    public static PreparedMessage Prepare(MessageTemplate template, MessageSigners signers)
    {
        foreach (var (slot, marker) in template.Markers)
        {
            if (marker.Length == 0 || !marker.All(char.IsAsciiLetterOrDigit))
                throw new ArgumentException($"The marker of the slot '{slot}' is not a word of ASCII letters and digits.", nameof(template));
            if (template.Subject.Contains(marker, StringComparison.Ordinal) || template.From.ToString().Contains(marker, StringComparison.Ordinal))
                throw new ArgumentException($"The slot '{slot}' stands in the subject or the sender, which are not filled.", nameof(template));
        }
        if (!Ascii.IsValid(template.From.Address))
            throw new HeaderException($"From '{HeaderRules.Squeeze(template.From.Address)}' cannot be used: {AddressRules.SenderIsAscii}");
        return new PreparedMessage(PieceWriter.Write(template), template.Markers, [.. signers.All.Where(signer => DkimNames.AreAligned(signer.Domain, template.From.Domain))]);
    }

    /// <summary>One reader's message, ready for the wire: CRLF line ends, no line that begins with a dot.</summary>
    /// <exception cref="HeaderException">A value of the fill cannot stand in a header.</exception>
    /// <exception cref="InvalidOperationException">A slot of the message is not filled.</exception>
    /// <exception cref="ArgumentException">The fill names a slot that the template does not know.</exception>
    public byte[] Fill(MessageFill fill)
    {
        var message = new MessageBuffer();
        Fill(fill, message);
        return message.Written.ToArray();
    }

    /// <inheritdoc cref="Fill(MessageFill)"/>
    /// <param name="fill">What is this reader's own.</param>
    /// <param name="message">Gets the message's bytes instead of those it had; after an exception it may hold a part of them.</param>
    public void Fill(MessageFill fill, MessageBuffer message)
    {
        foreach (var (slot, value) in fill.Slots)
        {
            if (!markers.ContainsKey(slot))
                throw new ArgumentException($"The message has no slot '{slot}'.", nameof(fill));
            HeaderRules.RefuseControls($"The slot '{slot}'", value);
        }
        message.Clear();
        foreach (var piece in pieces)
            piece.Write(fill, message);
        if (signers.Count == 0)
            return;
        var unsigned = message.Written;
        var signatures = new ArrayBufferWriter<byte>();
        foreach (var signer in signers)
            signer.Sign(unsigned.Span, signatures);
        message.Prepend(signatures.WrittenSpan);
    }
}
