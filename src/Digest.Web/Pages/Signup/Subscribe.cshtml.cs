using Digest.Signup;
using Digest.Signup.Gate;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Signup;

/// <summary>Takes a sign-up, from a form or as JSON. The answer is the same whatever is known about the address.</summary>
internal sealed class SubscribeModel(SignupGate gate, RequestLanguage language) : ReaderPage
{
    private const int LongestShown = 320;

    /// <summary>What became of it.</summary>
    public GateAnswer Answer { get; private set; } = new GateAnswer.Taken();

    /// <summary>The form once more, where something is missing.</summary>
    public SignupForm Form { get; private set; } = new();

    /// <summary>The work that came with it, for the next press.</summary>
    public string Work { get; private set; } = "";

    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        var isJson = Request.HasJsonContentType();
        var field = isJson ? await JsonFields.ReadAsync(Request, HttpContext.RequestAborted) : FieldsOf(await ReadFormAsync());
        var typed = field(SignupFields.Address);
        Work = field(SignupFields.Work);
        Answer = await gate.TakeAsync(new SignupPost(isJson ? RequestOrigin.Json : RequestOrigin.Form, language.Words)
        {
            Typed = typed,
            Nonce = field(SignupFields.Nonce),
            Work = field(SignupFields.Work),
            IsSure = field(SignupFields.Sure).Length > 0,
            Trap = field(SignupFields.Trap),
            Client = Client,
        });
        // What is asked back is good for one sign-up.
        if (Answer is not GateAnswer.Taken)
            Response.Headers.CacheControl = "no-store";
        if (Request.AsksForJson())
            return SignupJson.Of(Answer, language.Words);
        var shown = typed.Length > LongestShown ? typed[..LongestShown] : typed;
        Form = Answer switch
        {
            GateAnswer.Refused refused => new SignupForm(shown, refused.Problem),
            GateAnswer.OnceMore once => new SignupForm(shown, Again: once),
            _ => Form,
        };
        return Answer is GateAnswer.Refused ? PageWith(StatusCodes.Status400BadRequest) : Page();
    }

    private static Func<string, string> FieldsOf(IFormCollection form) => name => form[name].FirstOrDefault() ?? "";
}
