namespace Digest.Tests.Safety.Server;

/// <summary>What a server does instead of what is expected of it.</summary>
internal sealed record Deed
{
    /// <summary>Its words, lines apart by <c>\n</c>; null: none.</summary>
    public string? Words { get; private init; }

    /// <summary>The last line has no end.</summary>
    public bool IsHalf { get; private init; }

    /// <summary>Time between two bytes; null: all at once.</summary>
    public TimeSpan? PerByte { get; private init; }

    /// <summary>It hangs up afterwards.</summary>
    public bool HangsUp { get; private init; }

    /// <summary>It says nothing more until the client has gone.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>At the final dot: it keeps the message, whatever it says.</summary>
    public bool Keeps { get; private init; }

    public static Deed Says(string words) => new() { Words = words };

    public static Deed SaysByteByByte(string words, TimeSpan perByte) => new() { Words = words, PerByte = perByte };

    public static Deed SaysAndHangsUp(string words) => new() { Words = words, HangsUp = true };

    public static Deed SaysHalfAndHangsUp(string words) => new() { Words = words, IsHalf = true, HangsUp = true };

    public static Deed SaysHalfAndNoMore(string words) => new() { Words = words, IsHalf = true, IsSilent = true };

    public static Deed Drops { get; } = new() { HangsUp = true };

    public static Deed Silence { get; } = new() { IsSilent = true };

    /// <summary>The same, and the message is in a mailbox nevertheless.</summary>
    public Deed KeepingIt() => this with { Keeps = true };
}
