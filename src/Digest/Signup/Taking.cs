namespace Digest.Signup;

/// <summary>What became of a nonce, and of the request that came with it.</summary>
public enum Taking
{
    /// <summary>The request is written.</summary>
    Taken,

    /// <summary>Nothing was written: this nonce was used for this address before.</summary>
    Repeated,

    /// <summary>Nothing was written: this nonce was used for another address.</summary>
    Used,
}
