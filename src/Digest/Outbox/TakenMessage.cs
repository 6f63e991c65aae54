using Digest.Mail;

namespace Digest.Outbox;

/// <summary>A message that a connection has taken from the queue and that is being built.</summary>
/// <param name="Message">The row.</param>
/// <param name="Bytes">Gets its bytes.</param>
/// <param name="Building">Completes when they are complete.</param>
internal sealed record TakenMessage(ClaimedMessage Message, MessageBuffer Bytes, Task Building);
