using System.Security.Cryptography;
using System.Text;

namespace Digest.Related;

/// <summary>
/// The index as a file, so that a restart does not read the whole archive again. It is a copy: one that is missing, damaged,
/// of another form or of another archive is not used, and the index is built anew.
/// </summary>
internal sealed class RelatedSnapshot(string path)
{
    /// <summary>Of what lies in the file, and of how stories are read into terms: a change of either makes older files useless.</summary>
    private const string Form = "Digest related stories 1";

    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="index">What is written.</param>
    /// <param name="archive">Which archive it is of.</param>
    /// <param name="upTo">Up to which change of a story it goes.</param>
    /// <exception cref="IOException">It cannot be written; the one before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Write(RelatedIndex index, long archive, (long ChangedAt, long Id) upTo)
    {
        var beside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
                {
                    writer.Write(Form);
                    writer.Write(archive);
                    writer.Write(upTo.ChangedAt);
                    writer.Write(upTo.Id);
                    index.Write(writer);
                }
                file.Position = 0;
                var hash = SHA256.HashData(file);
                file.Write(hash);
            }
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Reads what was written of the same archive; null where that cannot be had, and then the index is empty.</summary>
    /// <returns>Up to which change of a story it goes.</returns>
    public (long ChangedAt, long Id)? Read(RelatedIndex index, long archive)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var body = bytes.Length - SHA256.HashSizeInBytes;
            if (body <= 0 || !SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body)))
                return null;
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, body), Encoding.UTF8);
            if (reader.ReadString() != Form || reader.ReadInt64() != archive)
                return null;
            var upTo = (reader.ReadInt64(), reader.ReadInt64());
            index.Read(reader);
            return upTo;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
