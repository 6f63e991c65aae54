using Digest.Mail;
using Digest.Mail.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>The pickup folder as a list of what lies in it, the newest first.</summary>
internal sealed class FolderModel(PickupFolder folder) : AdminPage
{
    private const int Shown = 30;

    public string Path => folder.Path;

    public bool IsUsed => folder.IsUsed;

    public IReadOnlyList<(string Name, MailFile Mail)> Files { get; private set; } = [];

    /// <summary>Why the folder cannot be read; null: it can.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>The name to go on from; null: there is no more.</summary>
    public string? Next { get; private set; }

    public async Task OnGetAsync([FromQuery] string? before, CancellationToken cancellation)
    {
        var (names, unreadable) = folder.Names(Shown, before);
        var files = new List<(string, MailFile)>();
        foreach (var name in names)
        {
            if (await folder.ReadAsync(name, cancellation) is { } mail)
                files.Add((name, mail));
        }
        (Files, Unreadable) = (files, unreadable);
        Next = names.Count == Shown ? names[^1] : null;
    }
}
