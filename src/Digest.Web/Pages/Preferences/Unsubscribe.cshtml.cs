using Digest.Links;
using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>
/// Where the unsubscribe link leads: a button for people, and RFC 8058 one-click for their mail programs, which is answered
/// without redirect, cookie or page (§3.1) whether it comes as multipart/form-data or urlencoded (§3.2).
/// </summary>
internal sealed class UnsubscribeModel(Leaving leaving, TokenLanguage tongue, RequestLanguage language) : ReaderPage
{
    public string Token { get; private set; } = "";

    public UnsubscribeView View { get; private set; }

    /// <summary>The reasons that can be chosen, with the names of the sentences that say them.</summary>
    public static IReadOnlyList<(LeaveReason Value, string Name)> Reasons { get; } =
    [
        (LeaveReason.TooOften, "leaving.too-often"),
        (LeaveReason.OtherInterests, "leaving.other-interests"),
        (LeaveReason.NeverSignedUp, "leaving.never-signed-up"),
        (LeaveReason.HardToRead, "leaving.hard-to-read"),
        (LeaveReason.Other, "leaving.something-else"),
    ];

    /// <summary>The name of the sentence that says what is wrong with a reason; null: nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a reason was given a moment ago.</summary>
    public bool IsTold { get; private set; }

    /// <summary>The reason that was chosen and not taken.</summary>
    public LeaveReason? Chosen { get; private set; }

    /// <summary>What was typed and not taken.</summary>
    public string Remark { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        Token = RouteToken();
        await tongue.PreferAsync(Token, LinkPurpose.Unsubscribe);
        return Show(await leaving.LookAsync(Token));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Token = RouteToken();
        await tongue.PreferAsync(Token, LinkPurpose.Unsubscribe);
        // Whoever posts wants to leave, however clumsily their program says so; only the page's own buttons mean more.
        var form = Request.HasFormContentType ? await ReadFormAsync() : FormCollection.Empty;
        if (form.ContainsKey("undo"))
            return await UndoAsync();
        if (form.ContainsKey("why"))
            return await TellAsync(form["reason"].ToString(), form["remark"].ToString());
        var byPage = form["by"] == "page";
        var state = await leaving.UnsubscribeAsync(Token, byPage ? "page" : "one-click", Client);
        return byPage || state == LeaveState.Unknown ? Show(state) : Content(language.Words["leaving.one-click"] + "\n", "text/plain; charset=utf-8");
    }

    private async Task<IActionResult> TellAsync(string reason, string typed)
    {
        const int longest = 500;
        Remark = Plain(typed);
        Chosen = Reasons.Where(one => one.Value.ToString() == reason).Select(one => (LeaveReason?)one.Value).FirstOrDefault();
        Problem = Chosen is null ? "leaving.why-problem" : Remark.Length > longest ? "leaving.remark-problem" : null;
        var state = Problem is null ? await leaving.GiveReasonAsync(Token, Chosen!.Value, Remark.Length == 0 ? null : Remark) : await leaving.LookAsync(Token);
        IsTold = Problem is null;
        if (Problem is not null && state == LeaveState.Left)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        Remark = Remark.Length > longest ? Remark[..longest] : Remark;
        return Show(state);
    }

    // One line, without what turns the direction of all that follows on the admin's page.
    private static string Plain(string typed) => string.Concat(typed.Select(sign => char.IsControl(sign) ? ' ' : sign).Where(sign => sign is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))).Trim();

    private async Task<IActionResult> UndoAsync()
    {
        if (await leaving.LookAsync(Token) == LeaveState.Unknown)
            return NotFound();
        View = await leaving.UndoAsync(Token, Client) ? UnsubscribeView.Back : UnsubscribeView.NotBack;
        return Page();
    }

    private IActionResult Show(LeaveState state)
    {
        View = state switch
        {
            LeaveState.Reading => UnsubscribeView.Ask,
            LeaveState.Left => UnsubscribeView.Left,
            _ => UnsubscribeView.Forgotten,
        };
        return state == LeaveState.Unknown ? NotFound() : Page();
    }
}

/// <summary>What the page shows.</summary>
internal enum UnsubscribeView
{
    Ask,
    Left,
    Back,
    NotBack,
    Forgotten,
}
