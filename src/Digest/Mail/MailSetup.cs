using Microsoft.Extensions.DependencyInjection;

namespace Digest.Mail;

public static class MailSetup
{
    /// <summary>Messages go to the mail server where one is named, else to the pickup folder.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, SmtpOptions options) => services
        .AddSingleton(options)
        .AddSingleton<PickupFolder>()
        .AddSingleton<ITransport>(options.Host.Length == 0 ? new PickupTransport(options) : new SmtpTransport(options));
}
