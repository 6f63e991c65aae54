using System.ComponentModel.DataAnnotations;
using Digest.Mail;

namespace Digest.Jobs.Alerts;

/// <summary>Who is told when something keeps readers from getting what they should (settings section <c>Alerts</c>).</summary>
public sealed class AlertOptions : IValidatableObject
{
    /// <summary>
    /// The mailboxes that notices go to, separated by commas: <c>desk@news.example</c> or <c>Night desk &lt;night@news.example&gt;</c>
    /// (RFC 5322 §3.4). One notice an hour for each thing that is wrong, while it lasts, and one when it is over. Empty (the
    /// default): nobody gets mail.
    /// </summary>
    [StringLength(2000), Display(Prompt = "desk@news.example, ops@news.example")]
    public string To { get; set; } = "";

    /// <summary>
    /// Where the same notices are posted as JSON, for a chat or another program: an http or https address. <c>text</c> is what
    /// Slack and its like show. An address on an inside network is allowed, as it is the operator who names it; redirects are
    /// not followed. Empty (the default): nothing is posted.
    /// </summary>
    [StringLength(2000), Display(Prompt = "https://chat.example/hooks/digest")]
    public string WebhookUrl { get; set; } = "";

    /// <summary><see cref="To"/>, one by one.</summary>
    public IReadOnlyList<MailboxAddress> Recipients => [.. Pieces(To).Select(MailboxAddress.Parse).DistinctBy(one => one.Address, StringComparer.OrdinalIgnoreCase)];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var piece in Pieces(To))
        {
            if (Problem(piece) is { } problem)
                yield return new ValidationResult(problem, [nameof(To)]);
        }
        if (WebhookUrl.Length > 0 && !(Uri.TryCreate(WebhookUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new ValidationResult("it is not an address such as https://chat.example/hooks/digest", [nameof(WebhookUrl)]);
    }

    private static string? Problem(string piece)
    {
        try
        {
            _ = MailboxAddress.Parse(piece);
            return null;
        }
        catch (HeaderException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>A comma in quotation marks belongs to a name.</summary>
    private static IEnumerable<string> Pieces(string list)
    {
        var (from, quoted) = (0, false);
        for (var at = 0; at <= list.Length; at++)
        {
            if (at < list.Length && list[at] == '"' && (at == 0 || list[at - 1] != '\\'))
                quoted = !quoted;
            if (at < list.Length && (list[at] != ',' || quoted))
                continue;
            if (list[from..at].Trim() is { Length: > 0 } piece)
                yield return piece;
            from = at + 1;
        }
    }
}
