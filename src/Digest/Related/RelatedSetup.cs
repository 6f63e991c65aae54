using Microsoft.Extensions.DependencyInjection;

namespace Digest.Related;

public static class RelatedSetup
{
    public static IServiceCollection AddRelated(this IServiceCollection services, RelatedOptions options) => services
        .AddSingleton(options)
        .AddSingleton<RelatedArchive>();
}
