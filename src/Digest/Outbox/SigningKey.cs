using Digest.Mail.Dkim;

namespace Digest.Outbox;

/// <summary>The key that messages are to be signed with, as it lies on the disk now: who starts next signs with that one or not at all.</summary>
public sealed class SigningKey(DkimOptions options)
{
    /// <summary>Why it cannot be used, as part of a sentence; null: it can, or none is configured.</summary>
    public string? Problem
    {
        get
        {
            if (!options.IsUsed)
                return null;
            try
            {
                using var key = DkimKey.Load(options.PrivateKeyFile);
                return null;
            }
            catch (DkimKeyException problem)
            {
                return problem.Message;
            }
        }
    }
}
