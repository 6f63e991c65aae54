using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Digest.Mail.Mime;

/// <summary>A stretch of a prepared message: bytes that every reader gets, or something made for each.</summary>
internal abstract class Piece
{
    /// <summary>Writes the stretch for one reader.</summary>
    public abstract void Write(MessageFill fill, IBufferWriter<byte> output);
}

/// <summary>Bytes that are the same for every reader.</summary>
internal sealed class FixedPiece(byte[] bytes) : Piece
{
    public override void Write(MessageFill fill, IBufferWriter<byte> output) => output.Write(bytes);
}

/// <summary>The reader's mailbox.</summary>
internal sealed class ToPiece : Piece
{
    public override void Write(MessageFill fill, IBufferWriter<byte> output) => new HeaderField("To").Mailbox(fill.ToName, fill.To).WriteTo(output);
}

/// <summary>When the message was made and what identifies it (RFC 5322 §3.6.1, §3.6.4).</summary>
internal sealed class DateAndIdPiece : Piece
{
    // Most messages of an edition have the same.
    private Dated? last;

    public override void Write(MessageFill fill, IBufferWriter<byte> output)
    {
        var dated = last;
        if (dated is null || dated.Date != fill.Date || dated.Date.Offset != fill.Date.Offset)
            last = dated = Field(fill.Date);
        output.Write(dated.Field);
        new HeaderField("Message-ID").Word($"<{HeaderRules.MessageId(fill.MessageId)}>").WriteTo(output);
    }

    private static Dated Field(DateTimeOffset date)
    {
        var offset = date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        var field = new ArrayBufferWriter<byte>();
        new HeaderField("Date").Structured($"{date.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} {offset}").WriteTo(field);
        return new Dated(date, field.WrittenSpan.ToArray());
    }

    private sealed record Dated(DateTimeOffset Date, byte[] Field);
}

/// <summary>A header whose value has slots; it is folded for each reader anew.</summary>
internal sealed class HeaderPiece(string name, IReadOnlyList<Fragment> value) : Piece
{
    public override void Write(MessageFill fill, IBufferWriter<byte> output) =>
        new HeaderField(name).Structured(string.Concat(value.Select(one => one.IsSlot ? SlotPiece.Value(fill, one.Text) : one.Text))).WriteTo(output);
}

/// <summary>A slot in a body. It stands between line breaks of the encoding, so its neighbours stay as they are.</summary>
internal sealed class SlotPiece(string slot, bool isHtml) : Piece
{
    public override void Write(MessageFill fill, IBufferWriter<byte> output)
    {
        var value = Value(fill, slot);
        QuotedPrintable.Encode(Encoding.UTF8.GetBytes(isHtml ? WebUtility.HtmlEncode(value) : value), output);
    }

    /// <summary>What fills a slot.</summary>
    /// <exception cref="InvalidOperationException">Nothing does.</exception>
    public static string Value(MessageFill fill, string slot) =>
        fill.Slots.TryGetValue(slot, out var value) ? value : throw new InvalidOperationException($"Nothing fills the slot '{slot}'.");
}
