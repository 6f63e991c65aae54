using Digest.Storage;

namespace Digest.Tests.Storage;

public sealed class DialectTests
{
    [Theory]
    [InlineData("WHERE id IN @ids", "WHERE id = ANY (@ids)")]
    [InlineData("WHERE id NOT IN @ids AND x IN (1, 2)", "WHERE id <> ALL (@ids) AND x IN (1, 2)")]
    [InlineData(@"a LIKE @a ESCAPE '!' OR b NOT LIKE 'x%'", @"a ILIKE @a ESCAPE '!' OR b NOT ILIKE 'x%'")]
    [InlineData("SELECT likes, within FROM t", "SELECT likes, within FROM t")]
    public void Only_lists_and_likenesses_are_said_otherwise_on_PostgreSQL(string written, string said)
    {
        Dialect.Postgres.Of(written).ShouldBe(said);
        Dialect.Sqlite.Of(written).ShouldBe(written);
    }
}
