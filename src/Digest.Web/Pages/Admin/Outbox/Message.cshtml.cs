using System.Text;
using Digest.Outbox;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>One message: where it stands, every attempt's answer, how it looks, and its source.</summary>
internal sealed class MessageModel(OutboxView outbox, MessageSource sources) : AdminPage
{
    private const int LongestSource = 200_000;

    public OutboxMessage Message { get; private set; } = new();

    public IReadOnlyList<OutboxAttempt> Attempts { get; private set; } = [];

    /// <summary>Null where its reader asked to be forgotten.</summary>
    public WholeMessage? Whole { get; private set; }

    /// <summary>What goes on the wire; the end of a very long one is left out.</summary>
    public string Source { get; private set; } = "";

    public MessageView View { get; private set; } = MessageView.Desktop;

    public async Task<IActionResult> OnGetAsync(long id, MessageView view, CancellationToken cancellation)
    {
        if (await outbox.ByIdAsync(id, cancellation) is not { } message)
            return NotFound();
        View = view;
        Message = message;
        Attempts = await outbox.AttemptsAsync(id, cancellation);
        Whole = await sources.ReadAsync(id, cancellation);
        if (Whole is not null && view is MessageView.Source)
            Source = Encoding.UTF8.GetString(Whole.Bytes.Span[..Math.Min(LongestSource, Whole.Bytes.Length)]);
        return Page();
    }
}

/// <summary>How a message is looked at.</summary>
internal enum MessageView
{
    Desktop,
    Phone,
    Text,
    Source,
}
