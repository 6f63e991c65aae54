using Digest.Signup;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>One reader by hand: with a note of how they asked for it, or by asking them to confirm.</summary>
internal sealed class AddModel(Adding adding) : AdminPage
{
    private const int LongestNote = 500;

    [BindProperty(Name = "address")]
    public string? Address { get; set; }

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    /// <summary>"asked": they asked for it themselves; else they are asked to confirm.</summary>
    [BindProperty(Name = "consent")]
    public string? Consent { get; set; }

    [BindProperty(Name = "note")]
    public string? Note { get; set; }

    [BindProperty(Name = "welcome")]
    public bool Welcome { get; set; } = true;

    public string? AddressProblem { get; private set; }

    public string? NameProblem { get; private set; }

    public string? NoteProblem { get; private set; }

    /// <summary>Why nothing was done, and about whom.</summary>
    public AddAnswer? Refusal { get; private set; }

    public void OnGet() => Welcome = true;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!EmailAddress.TryParseTyped(Address, out var address, out var problem))
            AddressProblem = problem.English;
        SubscriberName.TryRead(Name, out var name, out var nameProblem);
        (Name, NameProblem) = (name, nameProblem);
        if (Consent == "asked")
            NoteProblem = Note?.Trim() switch { null or "" => "Please note how they asked you: it is the proof that they did.", { Length: > LongestNote } => $"At most {LongestNote} characters.", _ => null };
        if (address is null || NameProblem is not null || NoteProblem is not null)
            return Again();
        var answer = Consent == "asked"
            ? await adding.AddAsync(address, Name, Note!.Trim().ReplaceLineEndings(" "), Welcome, AdminName)
            : await adding.AskAsync(address, Name, AdminName);
        switch (answer.Outcome)
        {
            case AddOutcome.Added:
                return Done($"{IndexModel.Path}/{answer.SubscriberId}", (Welcome, answer.HasWelcome) switch
                {
                    (_, true) => "Added. The welcome message is in the outbox.",
                    (true, false) => "Added, without a welcome message: its template could not be rendered. The log says why.",
                    _ => "Added.",
                });
            case AddOutcome.Asked:
                return Done(answer.SubscriberId is { } known ? $"{IndexModel.Path}/{known}" : IndexModel.Path, "A message asks them to confirm. They are on the list as Pending in a moment.");
            default:
                Refusal = answer;
                return Again();
        }
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Again()
    {
        var page = Page();
        page.StatusCode = StatusCodes.Status400BadRequest;
        return page;
    }
}
