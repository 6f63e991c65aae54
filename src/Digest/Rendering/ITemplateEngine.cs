namespace Digest.Rendering;

/// <summary>
/// The seam to whatever reads the Razor files in <c>templates/</c>. The files keep to what every Razor engine reads alike:
/// <c>@model</c>, <c>Layout</c>, <c>RenderBody()</c>, local functions and members of the model.
/// </summary>
public interface ITemplateEngine
{
    /// <summary>Renders one template with its model.</summary>
    /// <param name="name">The file's name without <c>.cshtml</c>, such as <c>Digest.html</c>. A name that ends in <c>.text</c> is rendered without HTML encoding.</param>
    /// <param name="model">An object of the type that the template declares.</param>
    /// <param name="cancellation">Ends the rendering.</param>
    /// <exception cref="TemplateException">The template is missing or failed.</exception>
    Task<string> RenderAsync(string name, object model, CancellationToken cancellation = default);
}
