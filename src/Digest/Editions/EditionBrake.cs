using Digest.Outbox;

namespace Digest.Editions;

/// <summary>The outbox's brake is the pause that admins know, so that they resume it as any other.</summary>
public sealed class EditionBrake(EditionPause pause) : IEditionBrake
{
    /// <summary>As whom the program itself pauses.</summary>
    public const string Itself = "Digest itself";

    public Task<bool> StopAsync(long edition) => pause.PauseAsync(edition, Itself);
}
