using System.Data.Common;

namespace Digest.Storage;

/// <summary>What differs between the databases below <see cref="Database"/>: opening, transactions, and a few words of SQL.</summary>
internal interface IDatabaseProvider : IDisposable
{
    /// <summary>The database as sentences name it, without a password.</summary>
    string Name { get; }

    /// <summary>Where files go that belong to it, as an absolute path.</summary>
    string Folder { get; }

    Dialect Dialect { get; }

    Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Runs statements in one transaction and commits it durably.</summary>
    /// <param name="write">The statements.</param>
    /// <param name="alone">Whether no other write of any process may run meanwhile.</param>
    /// <param name="cancellation">Ends the wait for the turn.</param>
    Task<T> WriteAsync<T>(Func<Session, Task<T>> write, bool alone, CancellationToken cancellation);
}
