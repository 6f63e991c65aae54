using System.Text;
using Digest.Mail;
using Digest.Mail.Reading;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>One file of the pickup folder, as its reader would see it.</summary>
internal sealed class FileModel(PickupFolder folder) : AdminPage
{
    private const int LongestSource = 200_000;
    private static readonly string[] Told = ["From", "To", "Subject", "Date"];

    public string Name { get; private set; } = "";

    public MailFile Mail { get; private set; } = new([], Html: null, Text: null);

    public string Source { get; private set; } = "";

    public MessageView View { get; private set; } = MessageView.Desktop;

    public IEnumerable<(string Name, string Value)> Headers => Told.Select(name => (name, Mail.Header(name) ?? "–"));

    public async Task<IActionResult> OnGetAsync(string name, MessageView view, CancellationToken cancellation)
    {
        if (await folder.BytesAsync(name, cancellation) is not { } bytes)
            return NotFound();
        (Name, View, Mail) = (name, view, MailFile.Read(bytes));
        if (view is MessageView.Source)
            Source = Encoding.UTF8.GetString(bytes.AsSpan(..Math.Min(LongestSource, bytes.Length)));
        return Page();
    }
}
