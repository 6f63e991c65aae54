using Microsoft.Extensions.DependencyInjection;

namespace Digest.Subscribers;

public static class SubscribersSetup
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services) => services
        .AddSingleton<Suppressions>()
        .AddSingleton<SubscriberList>()
        .AddSingleton<SubscriberExport>();
}
