using Digest.Net.Names;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Net;

public static class NetSetup
{
    /// <summary>The guarded client; needs <see cref="SiteOptions"/> and <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddNet(this IServiceCollection services, NetOptions options) => services
        .AddSingleton(options)
        .AddSingleton(provider => new MailDomains(options, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new GuardedClient(options, provider.GetRequiredService<SiteOptions>(), provider.GetRequiredService<TimeProvider>()));
}
