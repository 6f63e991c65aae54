using Digest.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Signup;

public static class SignupSetup
{
    public static IServiceCollection AddSignup(this IServiceCollection services) => services
        .AddSingleton<RequestSignal>()
        .AddSingleton(provider => new SignupMessages(provider.GetRequiredService<MessageRenderer>()))
        .AddSingleton<Asking>()
        .AddSingleton<Confirming>()
        .AddSingleton<Choosing>()
        .AddSingleton<Leaving>()
        .AddSingleton<FreshLinks>()
        .AddSingleton<OwnData>()
        .AddSingleton<Moving>()
        .AddSingleton<AnswerLinkRequests>()
        .AddSingleton<AnswerRequests>()
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
