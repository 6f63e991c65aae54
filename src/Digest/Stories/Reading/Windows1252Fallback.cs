using System.Text;

namespace Digest.Stories.Reading;

/// <summary>Takes each byte that is no UTF-8 for the Windows-1252 character that it almost certainly is.</summary>
internal sealed class Windows1252Fallback(Encoding windows1252) : DecoderFallback
{
    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(windows1252);

    private sealed class Buffer(Encoding windows1252) : DecoderFallbackBuffer
    {
        private string characters = "";
        private int next;

        public override int Remaining => characters.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            characters = windows1252.GetString(bytesUnknown);
            next = 0;
            return characters.Length > 0;
        }

        public override char GetNextChar() => next < characters.Length ? characters[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0)
                return false;
            next--;
            return true;
        }

        public override void Reset()
        {
            characters = "";
            next = 0;
        }
    }
}
