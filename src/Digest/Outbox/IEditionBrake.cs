namespace Digest.Outbox;

/// <summary>Stops an edition whose messages the outbox submits. The outbox knows editions by their numbers only.</summary>
public interface IEditionBrake
{
    /// <summary>From now on no further message of the edition begins, until somebody resumes it.</summary>
    /// <returns>False when it was stopped already, or nothing of it is left to go.</returns>
    Task<bool> StopAsync(long edition);
}
