using Microsoft.Extensions.Logging;

namespace Digest.Jobs.Engine;

/// <summary>The engine's own log lines, without its everyday ones and without the failures of jobs, which are logged once already.</summary>
internal sealed class QuietLogging(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Quiet(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The factory belongs to the application.
    }

    private sealed class Quiet(ILogger logger) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && !IsOfJob(exception))
                logger.Log(logLevel, eventId, state, exception, formatter);
        }

        private static bool IsOfJob(Exception? exception)
        {
            while (exception is not null and not FailedJobException)
                exception = exception.InnerException;
            return exception is not null;
        }
    }
}
