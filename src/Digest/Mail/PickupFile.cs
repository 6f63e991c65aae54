using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Digest.Mail.Mime;

namespace Digest.Mail;

/// <summary>Names and writes the files of the pickup folder.</summary>
internal static class PickupFile
{
    /// <summary>
    /// A name by the message's own date, so that a folder sorts, and its Message-ID, so that the same message again has the
    /// same name: <c>20261122T070000Z-0123456789ab.eml</c>.
    /// </summary>
    public static string NameFor(ReadOnlySpan<byte> message)
    {
        var id = HeaderLines.Find(message, "Message-ID");
        var hash = Convert.ToHexStringLower(SHA256.HashData(id is null ? message : Encoding.UTF8.GetBytes(id)))[..12];
        var date = DateTimeOffset.TryParse(HeaderLines.Find(message, "Date"), CultureInfo.InvariantCulture, out var parsed) ? parsed : DateTimeOffset.UnixEpoch;
        return $"{date.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}-{hash}.eml";
    }

    /// <summary>A name that no reader of the folder takes for a message.</summary>
    public static string TemporaryName(string folder) => Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");

    /// <summary>Writes a file whole or not at all; it is on the disk when this returns.</summary>
    public static async Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var temporary = TemporaryName(folder);
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancellation);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, Path.Combine(folder, name), overwrite: true);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What made the writing fail is told; a leftover is not worth another exception.
        }
    }
}
