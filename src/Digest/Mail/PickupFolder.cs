using Digest.Mail.Reading;

namespace Digest.Mail;

/// <summary>The folder that messages go to while no mail server is set, as one looks into it.</summary>
public sealed class PickupFolder(SmtpOptions options)
{
    private const int LargestFile = 10 * 1024 * 1024;

    /// <summary>Whether messages go to the folder at present.</summary>
    public bool IsUsed => options.Host.Length == 0;

    public string Path => options.PickupFolder;

    /// <summary>The newest files by name, which begins with the message's date.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="before">Only names that come before this one; null: from the newest.</param>
    public PickupNames Names(int most, string? before = null)
    {
        try
        {
            return new PickupNames([.. Directory.EnumerateFiles(Path, "*.eml").Select(file => System.IO.Path.GetFileName(file))
                .Where(name => !name.StartsWith('.') && (before is null || string.CompareOrdinal(name, before) < 0))
                .OrderDescending(StringComparer.Ordinal).Take(most)], Problem: null);
        }
        catch (DirectoryNotFoundException)
        {
            // The first message makes it.
            return new PickupNames([], Problem: null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new PickupNames([], problem.Message);
        }
    }

    /// <summary>The bytes of a file of the folder; null: there is none of that name, or it is no message of a sensible size.</summary>
    public async Task<byte[]?> BytesAsync(string name, CancellationToken cancellation = default)
    {
        // Nothing but a name: no way leads out of the folder.
        if (name.Length == 0 || name[0] == '.' || !name.EndsWith(".eml", StringComparison.Ordinal) || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.')))
            return null;
        var file = new FileInfo(System.IO.Path.Combine(Path, name));
        try
        {
            return file.Exists && file.Length <= LargestFile ? await File.ReadAllBytesAsync(file.FullName, cancellation) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Whatever picks the messages up was faster, or this one is not for us to read.
            return null;
        }
    }

    /// <summary>A file of the folder, read; null: there is none of that name.</summary>
    public async Task<MailFile?> ReadAsync(string name, CancellationToken cancellation = default) =>
        await BytesAsync(name, cancellation) is { } bytes ? MailFile.Read(bytes) : null;
}

/// <summary>What lies in the folder.</summary>
/// <param name="Names">The files.</param>
/// <param name="Problem">Why the folder cannot be read, in the system's words; null: it can, or there is none yet.</param>
public sealed record PickupNames(IReadOnlyList<string> Names, string? Problem);
