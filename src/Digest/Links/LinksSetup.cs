using Microsoft.Extensions.DependencyInjection;

namespace Digest.Links;

public static class LinksSetup
{
    public static IServiceCollection AddLinks(this IServiceCollection services) => services
        .AddSingleton<LinkKeys>()
        .AddSingleton<LinkSigner>()
        .AddSingleton<SiteLinks>();
}
