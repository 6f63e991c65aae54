using Digest.Outbox;

namespace Digest.Tests.Outbox;

public sealed class OfferedRangesTests
{
    [Theory]
    [InlineData(5, "[]", 5, 9, 9, "[]")]
    [InlineData(5, "[]", 3, 9, 9, "[]")]
    [InlineData(5, "[]", 1, 3, 5, "[]")]
    [InlineData(5, "[]", 7, 9, 5, "[[7,9]]")]
    [InlineData(5, "[[7,9]]", 5, 7, 9, "[]")]
    [InlineData(5, "[[7,9]]", 9, 12, 5, "[[7,12]]")]
    [InlineData(5, "[[7,9]]", 11, 12, 5, "[[7,9],[11,12]]")]
    [InlineData(5, "[[7,9],[11,12]]", 5, 8, 9, "[[11,12]]")]
    public void What_is_offered_joins_what_it_touches(long position, string ahead, long after, long to, long newPosition, string newAhead)
    {
        var offered = OfferedRanges.Read(position, ahead).With(after, to);
        (offered.Position, offered.WriteAhead()).ShouldBe((newPosition, newAhead));
    }
}
