using Digest.Links;
using Digest.Signup;
using Digest.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Preferences;

/// <summary>Keeps what is chosen on the page behind a confirmation, hour and time zone too; good for an hour.</summary>
internal sealed class FirstChoicesModel(Choosing choosing, ChoicesForms forms, LinkSigner signer, RequestLanguage language, TimeProvider clock) : ReaderPage
{
    /// <summary>The form once more, with what cannot be.</summary>
    public ChoicesForm Choices { get; private set; } = null!;

    public async Task<IActionResult> OnPostAsync()
    {
        if (signer.ReadUntil(LinkPurpose.FirstChoices, RouteToken()) is not { } link || clock.Milliseconds() >= link.End)
            return NotFound();
        var token = signer.Sign(LinkPurpose.Preferences, link.Id);
        if (await choosing.LookAsync(token) is not { } subscriber)
            return NotFound();
        if (ChoicesInput.TryRead(await ReadFormAsync(), subscriber.Choices, [], out var choices, out var problem))
            return SeeOther(language.Keep(await choosing.ChooseAsync(token, choices) ? $"/preferences/{token}?done=saved" : $"/preferences/{token}"));
        Choices = forms.Again(RouteToken(), subscriber.Choices) with { Problem = problem };
        return PageWith(StatusCodes.Status400BadRequest);
    }
}
