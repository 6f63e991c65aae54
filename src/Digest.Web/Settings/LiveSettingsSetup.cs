using Digest.Jobs;
using Digest.Outbox;
using Digest.Web.Pages.Admin.Steps;

namespace Digest.Web.Settings;

internal static class LiveSettingsSetup
{
    public static IServiceCollection AddLiveSettings(this IServiceCollection services) => services
        .AddSingleton<KeptSettings>()
        .AddSingleton<SiteIcon>()
        .AddSingleton<LiveSettings>()
        .AddSingleton<SettingsForm>()
        .AddSingleton<FeedsForm>()
        .AddSingleton<FirstSteps>()
        .AddSingleton<FirstReading>()
        .AddSingleton<MailStep>();

    /// <summary>What must hear of changed settings, beyond looking at the options: the schedule, and whoever waits for a mail server.</summary>
    public static void HeedSettings(this WebApplication app)
    {
        var smtp = app.Services.GetRequiredService<Digest.Mail.SmtpOptions>();
        var transport = Transport(smtp);
        app.Services.GetRequiredService<LiveSettings>().Changed += (_, _) =>
        {
            _ = app.Services.GetRequiredService<IJobEngine>().RescheduleAsync().ContinueWith(
                failed => app.Logger.LogError(failed.Exception, "The schedule could not be brought to the new settings"), TaskContinuationOptions.OnlyOnFaulted);
            if (transport == Transport(smtp))
                return;
            transport = Transport(smtp);
            app.Services.GetRequiredService<SubmitMessages>().Outage.End();
            app.Services.GetRequiredService<OutboxSignal>().Ring();
        };
    }

    private static (string, int, object, string, string) Transport(Digest.Mail.SmtpOptions smtp) => (smtp.Host, smtp.Port, smtp.Security, smtp.UserName, smtp.Password);
}
