using Microsoft.Extensions.DependencyInjection;

namespace Digest.Outbox;

public static class OutboxSetup
{
    public static IServiceCollection AddOutbox(this IServiceCollection services, OutboxOptions options) => services
        .AddSingleton(options)
        .AddSingleton<OutboxWriter>()
        .AddSingleton<SigningKey>()
        .AddSingleton<OutboxClaims>()
        .AddSingleton<OutboxSignal>()
        .AddSingleton<Ledger>()
        .AddSingleton<MessageHeaders>()
        .AddSingleton<PreparedVariants>()
        .AddSingleton<MessageBuilders>()
        .AddSingleton<SampleMessage>()
        .AddSingleton<KnownFigures>()
        .AddSingleton<OutboxView>()
        .AddSingleton<MessageSource>()
        .AddSingleton<SampleSubmission>()
        .AddSingleton(new Backoff(Random.Shared))
        .AddSingleton<SenderRefusals>()
        .AddSingleton<SubmitMessages>();
}
