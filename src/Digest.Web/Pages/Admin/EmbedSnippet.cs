using System.Text.Encodings.Web;
using System.Text.Unicode;
using Digest.Languages;
using Digest.Signup.Gate;
using Digest.Web.Security;

namespace Digest.Web.Pages.Admin;

/// <summary>The sign-up form as HTML for other pages: no style and no script of its own, and nothing that another part of the page could collide with.</summary>
internal sealed class EmbedSnippet(SiteOptions site, Language language)
{
    // Pages are edited by people: letters stay letters.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly Words words = Words.In(language);

    /// <summary>What loads the script.</summary>
    public string Script => $"""<script src="{Encoder.Encode(site.Url + Embedding.ScriptPath)}" async></script>""";

    /// <summary>The form.</summary>
    /// <param name="isScripted">Whether the script finds it.</param>
    public string Form(bool isScripted) => Form(site.Url + Action, isScripted);

    /// <summary>The form as it is shown on this site.</summary>
    public string Preview => Form(Action, isScripted: true);

    // Who signs up agrees to the words of the form, so they are recorded and answered in its language.
    private string Action => ReaderLanguages.All.Count > 1 ? $"/subscribe?lang={language.Code}" : "/subscribe";

    private string Form(string action, bool isScripted) =>
        $"""
        <form action="{Encoder.Encode(action)}" method="post" lang="{language.Code}"{(language.Direction == "rtl" ? " dir=\"rtl\"" : "")}{(isScripted ? " data-digest" : "")}>
          <label>{Encoder.Encode(words["signup.address"])}
            <input type="email" name="{SignupFields.Address}" autocomplete="email" maxlength="320" required dir="ltr"></label>
          <div hidden><label>{Encoder.Encode(words["signup.trap"])} <input name="{SignupFields.Trap}" autocomplete="off" tabindex="-1"></label></div>
          <p>{Encoder.Encode(words.Say("signup.consent", ("site", site.Name)))}</p>
          <button type="submit">{Encoder.Encode(words["signup.button"])}</button>
        </form>
        """;
}
