namespace Digest.Mail;

/// <summary>
/// Where the options say: the mail server that they name, else the pickup folder. They are looked at for each session, and a
/// session that was opened under others is used no more: a change counts with the next message.
/// </summary>
public sealed class ConfiguredTransport(SmtpOptions options) : ITransport
{
    public async Task<ITransportSession> OpenAsync(CancellationToken cancellation = default)
    {
        var now = options.Snapshot();
        return new Session(await Of(now).OpenAsync(cancellation), Route.Of(now), options);
    }

    public string Describe() => Of(options.Snapshot()).Describe();

    private static ITransport Of(SmtpOptions options) => options.Host.Length == 0 ? new PickupTransport(options) : new SmtpTransport(options);

    private sealed record Route(string Host, int Port, SmtpSecurity Security, string UserName, string Password, string PickupFolder)
    {
        public static Route Of(SmtpOptions options) => new(options.Host, options.Port, options.Security, options.UserName, options.Password, options.PickupFolder);
    }

    private sealed class Session(ITransportSession inner, Route route, SmtpOptions options) : ITransportSession
    {
        public bool Usable => inner.Usable && route == Route.Of(options.Snapshot());

        public Task<SubmissionOutcome> SubmitAsync(Envelope envelope, ReadOnlyMemory<byte> message, CancellationToken cancellation = default) =>
            inner.SubmitAsync(envelope, message, cancellation);

        public Task<SubmissionOutcome?> SubmitAsync(Submission submission, CancellationToken cancellation = default) =>
            inner.SubmitAsync(submission, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
