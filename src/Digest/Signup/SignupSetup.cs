using Digest.Rendering;
using Digest.Signup.Gate;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Signup;

public static class SignupSetup
{
    public static IServiceCollection AddSignup(this IServiceCollection services, SignupOptions options, BlockedDomains blocked, RetentionOptions retention) => services
        .AddSingleton(options)
        .AddSingleton(blocked)
        .AddSingleton(retention)
        .AddSingleton<RequestSignal>()
        .AddSingleton(provider => new SignupMessages(provider.GetRequiredService<MessageRenderer>()))
        .AddSingleton<Asking>()
        .AddSingleton<FormNonces>()
        .AddSingleton<Pressure>()
        .AddSingleton<SignupGate>()
        .AddSingleton<Confirming>()
        .AddSingleton<Choosing>()
        .AddSingleton<AppealRests>()
        .AddSingleton<Leaving>()
        .AddSingleton<FreshLinks>()
        .AddSingleton<OwnData>()
        .AddSingleton<Moving>()
        .AddSingleton<AnswerRequests>()
        .AddSingleton<LinkLimit>()
        .AddSingleton<SendingLinks>()
        .AddSingleton<RemindUnconfirmed>()
        .AddSingleton<CleanUp>()
        .AddSingleton<ReaderImport>()
        .AddSingleton<ImportFolder>()
        .AddSingleton<UploadedImports>()
        .AddSingleton<RunImports>()
        .AddSingleton<Adding>()
        .AddSingleton<Editing>()
        .AddSingleton<Erasing>()
        .AddSingleton<SubscriberHistory>();
}
