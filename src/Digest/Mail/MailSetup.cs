using Digest.Mail.Dkim;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Mail;

public static class MailSetup
{
    /// <summary>Messages go to the mail server where one is named, else to the pickup folder; the options may change meanwhile.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, SmtpOptions options, DkimOptions dkim, MessageSigners signers) => services
        .AddSingleton(options)
        .AddSingleton(dkim)
        .AddSingleton(signers)
        .AddSingleton<PickupFolder>()
        .AddSingleton<ITransport, ConfiguredTransport>()
        .AddSingleton<MailTrial>();
}
