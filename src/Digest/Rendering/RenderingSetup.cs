using Microsoft.Extensions.DependencyInjection;

namespace Digest.Rendering;

public static class RenderingSetup
{
    public static IServiceCollection AddRendering(this IServiceCollection services) => services
        .AddSingleton<ITemplateEngine, RazorTemplateEngine>()
        .AddSingleton<MessageRenderer>();
}
