using System.Net;
using Digest.Rendering;

namespace Digest.Editions.Checks;

/// <summary>A message that does not say where its publisher receives post (CAN-SPAM, 15 USC 7704(a)(5)).</summary>
internal sealed class PostalAddressMissing : IEditionCheck
{
    public IEnumerable<Finding> Find(CheckedEdition edition)
    {
        if (PlainText.Line(edition.Site.PostalAddress) is not { } address)
            yield return Finding.Block("postal-address", "The publication has no postal address, and the law of many countries wants one in every message.", "Set the postal address under Settings, The publication (Site:PostalAddress).");
        else if (edition is { IsPage: false, Message: { } message } && (!(message.Html.Contains(PlainText.Html(address), StringComparison.Ordinal) || Says(WebUtility.HtmlDecode(Markup.Without(message.Html)), address)) || !Says(message.Text, address)))
            yield return Finding.Block("postal-address", "The postal address does not stand in the message.", "Write Model.Site.PostalAddress in templates/Layout.html.cshtml and Layout.text.cshtml.");
    }

    // A template may set it in lines; its letters and digits stand there in their order all the same.
    private static bool Says(string text, string address) => Letters(text).Contains(Letters(address), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
