using System.Data.Common;

namespace Digest.Storage;

/// <summary>One statement that is run many times: its text is read by the database once.</summary>
internal abstract class Statement : IDisposable
{
    /// <summary>Runs it to its end; whether it gave a row whose first column is not null.</summary>
    /// <param name="transaction">The connection's, if there is one.</param>
    /// <param name="values">The parameters' values in the order in which they first stand in the text: whole numbers, texts or null.</param>
    public abstract bool Run(DbTransaction? transaction, ReadOnlySpan<object?> values);

    public abstract void Dispose();
}
