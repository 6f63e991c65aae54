using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Digest.Rendering;

/// <summary>
/// Prepares pages as the framework does, but lets text templates write text as it is.
/// (RazorLight has <c>DisableEncoding</c> for the same end.)
/// </summary>
internal sealed class TemplateActivator(
    IModelMetadataProvider metadata,
    IUrlHelperFactory urls,
    IJsonHelper json,
    System.Diagnostics.DiagnosticSource diagnostics,
    HtmlEncoder encoder,
    IModelExpressionProvider expressions) : IRazorPageActivator
{
    private const string TextTemplate = ".text.cshtml";
    private readonly RazorPageActivator framework = new(metadata, urls, json, diagnostics, encoder, expressions);

    public void Activate(IRazorPage page, ViewContext context)
    {
        framework.Activate(page, context);
        if (page is RazorPageBase template && page.Path.EndsWith(TextTemplate, StringComparison.OrdinalIgnoreCase))
            template.HtmlEncoder = NullHtmlEncoder.Default;
    }
}
