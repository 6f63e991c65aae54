using Digest.Jobs.Alerts.Conditions;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Jobs.Alerts;

public static class AlertsSetup
{
    /// <summary>What is watched, and how it is told.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, AlertOptions options) => services
        .AddSingleton(options)
        .AddSingleton<AlertBook>()
        .AddSingleton<NoticeBook>()
        .AddSingleton<WorkerPulse>()
        .AddSingleton<BrokenDatabase>()
        .AddSingleton<NoticeWords>()
        .AddSingleton<INoticeWay, NoticeByMail>()
        .AddSingleton<INoticeWay, NoticeByWebhook>()
        .AddSingleton<Notices>()
        .AddSingleton<DiskProbe>(DiskSpace.Of)
        .AddSingleton<IAlertCondition, MailServerFails>()
        .AddSingleton<IAlertCondition, SenderIsRefused>()
        .AddSingleton<IAlertCondition, EditionWaits>()
        .AddSingleton<IAlertCondition, EditionIsStuck>()
        .AddSingleton<IAlertCondition, NothingRan>()
        .AddSingleton<IAlertCondition, MessagesFail>()
        .AddSingleton<IAlertCondition, FeedsFail>()
        .AddSingleton<IAlertCondition, JobsFail>()
        .AddSingleton<IAlertCondition, SubmittingStands>()
        .AddSingleton<IAlertCondition, DiskIsFull>()
        .AddSingleton<WatchConditions>();
}
