using System.Globalization;
using Digest.Mail;
using Digest.Storage;

namespace Digest.Jobs.Alerts.Conditions;

/// <summary>The disk of the database or of the folder for messages has hardly any room left.</summary>
public sealed class DiskIsFull(Database database, SmtpOptions smtp, DiskProbe probe) : IAlertCondition
{
    private const double Megabyte = 1024 * 1024;
    internal const long LeastBytes = 200 * 1024 * 1024;
    internal const double LeastShare = 0.02;

    public string Name => "disk-full";

    public Task<IReadOnlyList<Trouble>> FindAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Trouble>>(
        [.. Folders().Select(one => (one.Name, one.What, Space: probe(one.Folder)))
            // One disk is told of once.
            .DistinctBy(one => one.Space)
            .Where(one => one.Space is { } space && (space.Free < LeastBytes || space.Free < space.Total * LeastShare))
            .Select(one => Of(one.Name, one.What, one.Space!))]);

    private IEnumerable<(string Name, string What, string Folder)> Folders()
    {
        yield return ("data", "of the database", database.Folder);
        if (smtp.Host.Length == 0)
            yield return ("outbox", "of the folder for messages", smtp.PickupFolder);
    }

    private Trouble Of(string name, string what, DiskSpace space) => new(
        $"{Name}:{name}", AlertSeverity.Serious,
        // In steps, so that the sentence does not change with each file.
        $"The disk {what} is nearly full: {(Math.Floor(space.Free / Megabyte / 10) * 10).ToString("N0", CultureInfo.InvariantCulture)} MB are left.",
        "Make room on it. When it is full, no answer can be written down, and nothing is submitted any more.", "/admin/jobs#machines", "Look at the machines");
}

/// <summary>The room on a folder's disk; null where the system does not say.</summary>
public delegate DiskSpace? DiskProbe(string folder);

/// <summary>Bytes on a disk.</summary>
/// <param name="Free">What this program may still use.</param>
/// <param name="Total">What it has.</param>
public sealed record DiskSpace(long Free, long Total)
{
    /// <summary>Asks the system, for the nearest folder above where there is none yet.</summary>
    public static DiskSpace? Of(string folder)
    {
        try
        {
            var present = Path.GetFullPath(folder);
            while (!Directory.Exists(present) && Path.GetDirectoryName(present) is { } above)
                present = above;
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(present)! : present);
            return drive.TotalSize > 0 ? new DiskSpace(drive.AvailableFreeSpace, drive.TotalSize) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
