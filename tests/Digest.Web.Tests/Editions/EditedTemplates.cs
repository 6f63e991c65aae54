using Digest.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Editions;

/// <summary>The real templates, as an operator edits them.</summary>
internal sealed class EditedTemplates : ITemplateEngine
{
    private ITemplateEngine? real;

    /// <summary>None of them can be rendered.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What became of an edition's HTML.</summary>
    public Func<string, string> Edit { get; set; } = html => html;

    public void PutInPlace(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(ITemplateEngine));
        services.AddSingleton<ITemplateEngine>(provider =>
        {
            real = (ITemplateEngine)(registered.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));
            return this;
        });
    }

    public async Task<string> RenderAsync(string template, object model, CancellationToken cancellation = default)
    {
        if (IsBroken)
            throw new TemplateException($"templates/{template}.cshtml: broken");
        var rendered = await real!.RenderAsync(template, model, cancellation);
        return template == "Digest.html" ? Edit(rendered) : rendered;
    }
}
