using System.Text;

namespace Digest.Tests.Safety.Server;

/// <summary>A message that the server made its own.</summary>
/// <param name="Recipient">Of the envelope.</param>
/// <param name="MessageId">Of the header.</param>
/// <param name="Source">All bytes as they stood on the wire, without the final dot; empty where nobody wants to keep them.</param>
internal sealed record Receipt(string Recipient, string MessageId, byte[] Source)
{
    private static readonly byte[] Name = "\r\nMessage-ID: <"u8.ToArray();

    public static Receipt Of(string recipient, byte[] message, bool whole)
    {
        var at = message.AsSpan().IndexOf(Name) + Name.Length;
        var id = message.AsSpan(at, message.AsSpan(at).IndexOf((byte)'>'));
        return new Receipt(recipient, Encoding.ASCII.GetString(id), whole ? message : []);
    }
}
