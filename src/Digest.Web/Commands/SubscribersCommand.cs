using System.CommandLine;

namespace Digest.Web.Commands;

/// <summary><c>subscribers</c>: readers in and out as files.</summary>
internal static class SubscribersCommand
{
    public static Command Create() => new("subscribers", "Bring readers in, take them out")
    {
        SubscribersImportCommand.Create(),
        SubscribersExportCommand.Create(),
    };
}
