using Digest.Mail.Mime;

namespace Digest.Mail;

/// <summary>Puts messages into a folder, one <c>.eml</c> file each, for trying things out or for another program to pick up.</summary>
public sealed class PickupTransport(SmtpOptions options) : ITransport
{
    /// <summary>Makes the folder where it is missing and sees whether it can be written to.</summary>
    public async Task<ITransportSession> OpenAsync(CancellationToken cancellation = default)
    {
        var probe = PickupFile.TemporaryName(options.PickupFolder);
        try
        {
            Directory.CreateDirectory(options.PickupFolder);
            await File.WriteAllBytesAsync(probe, [], cancellation);
            File.Delete(probe);
            return new PickupSession(options.PickupFolder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OpeningFailedException(OpeningFailure.Unreachable, $"the folder {options.PickupFolder} cannot be written to: {HeaderRules.Squeeze(problem.Message)}", inner: problem);
        }
    }

    public string Describe() => $"the folder {options.PickupFolder}";
}
