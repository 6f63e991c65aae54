using Digest.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests.Editions;

/// <summary>The real templates, as an operator edits them.</summary>
internal sealed class SpoilableTemplates : ITemplateEngine
{
    private ITemplateEngine? real;

    public Func<string, string> Spoil { get; set; } = html => html;

    public void PutInPlace(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(ITemplateEngine));
        services.AddSingleton<ITemplateEngine>(provider =>
        {
            real = (ITemplateEngine)(registered.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));
            return this;
        });
    }

    public async Task<string> RenderAsync(string name, object model, CancellationToken cancellation = default) =>
        name == "Digest.html" ? Spoil(await real!.RenderAsync(name, model, cancellation)) : await real!.RenderAsync(name, model, cancellation);
}
