using Microsoft.Extensions.DependencyInjection;

namespace Digest.Storage;

public static class StorageSetup
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options) => services
        .AddSingleton(options)
        .AddSingleton<Database>()
        .AddSingleton<Migrator>();
}
