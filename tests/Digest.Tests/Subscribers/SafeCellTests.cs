using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

public sealed class SafeCellTests
{
    [Theory]
    [InlineData("=1+1@example.org", "'=1+1@example.org")]
    [InlineData("+ada@example.org", "'+ada@example.org")]
    [InlineData("-ada@example.org", "'-ada@example.org")]
    [InlineData("@Ada", "'@Ada")]
    [InlineData("\tAda", "'\tAda")]
    [InlineData("\rAda", "'\rAda")]
    [InlineData("'=Ada", "''=Ada")]
    [InlineData("'Ada'", "'Ada'")]
    [InlineData("Ada=", "Ada=")]
    [InlineData("", "")]
    public void What_a_spreadsheet_would_run_is_marked_and_read_as_what_it_was(string cell, string written)
    {
        SafeCell.Write(cell).ShouldBe(written);
        SafeCell.Read(written).ShouldBe(cell);
    }
}
