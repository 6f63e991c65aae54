using Digest.Signup;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>
/// Where the unsubscribe link leads: a button for people, and RFC 8058 one-click for their mail programs, which is answered
/// without redirect, cookie or page (§3.1) whether it comes as multipart/form-data or urlencoded (§3.2).
/// </summary>
internal sealed class UnsubscribeModel(Leaving leaving, RequestLanguage language) : ReaderPage
{
    public string Token { get; private set; } = "";

    public UnsubscribeView View { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        Token = RouteToken();
        return Show(await leaving.LookAsync(Token));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Token = RouteToken();
        // Whoever posts wants to leave, however clumsily their program says so; only the page's own buttons mean more.
        var form = Request.HasFormContentType ? await ReadFormAsync() : FormCollection.Empty;
        if (form.ContainsKey("undo"))
            return await UndoAsync();
        var byPage = form["by"] == "page";
        var state = await leaving.UnsubscribeAsync(Token, byPage ? "page" : "one-click", Client);
        return byPage || state == LeaveState.Unknown ? Show(state) : Content(language.Words["leaving.one-click"] + "\n", "text/plain; charset=utf-8");
    }

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
