using System.Text;
using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

/// <summary>Files whose columns somebody has matched by hand.</summary>
public sealed class ImportMeaningsTests
{
    [Fact]
    public void Columns_mean_what_somebody_says_they_mean()
    {
        var lines = ImportFile.Read(Content("Who,Contact,Address\nAda,ada@example.org,12 Quay\n"), [], [ImportField.Name, ImportField.Address, ImportField.None]).ToList();
        var reader = lines.ShouldHaveSingleItem().Reader!;
        (reader.Address.Value, reader.Name).ShouldBe(("ada@example.org", "Ada"));
    }

    [Fact]
    public void A_sample_shows_the_cells_what_was_recognised_and_what_would_be_refused()
    {
        var sample = ImportFile.Sample(Content("E-Mail;Name;Colour\nada@example.org;Ada;red\nnobody;;\n"), [], meanings: null, most: 20);
        sample.Headers.ShouldBe(["E-Mail", "Name", "Colour"]);
        sample.Meanings.ShouldBe([ImportField.Address, ImportField.Name, ImportField.None]);
        sample.Rows.Select(row => (row.Line, row.Problem is null)).ShouldBe([(2, true), (3, false)]);
        sample.Rows[0].Cells.ShouldBe(["ada@example.org", "Ada", "red"]);
    }

    [Fact]
    public void A_sample_without_addresses_waits_for_somebody_to_say_where_they_are()
    {
        var sample = ImportFile.Sample(Content("Who;Where\nAda;ada@example.org\n"), [], meanings: null, most: 20);
        sample.Meanings.ShouldBe([ImportField.None, ImportField.None]);
        sample.Rows.ShouldHaveSingleItem().Problem.ShouldBeNull();
    }

    [Fact]
    public void A_file_that_begins_with_a_reader_is_told_to_name_its_columns() =>
        Should.Throw<ImportFileException>(() => ImportFile.Sample(Content("ada@example.org,Ada\nbob@example.org,Bob\n"), [], meanings: null, most: 20)).Message.ShouldContain("must name its columns");

    [Theory]
    [InlineData("address\n", 0)]
    [InlineData("address\nada@example.org\n\nnobody\n", 2)]
    [InlineData("a,b\nada@example.org,\"Ada\nbob@example.org,\n", 1)]
    public void As_many_lines_are_counted_as_are_read(string file, int lines)
    {
        ImportFile.Count(Content(file)).ShouldBe(lines);
        ImportFile.Read(Content(file), [], [ImportField.Address]).Count().ShouldBe(lines);
    }

    [Fact]
    public void The_mark_that_keeps_a_cell_from_being_a_formula_is_taken_away_again() =>
        ImportFile.Read(Content("address,name\n'+ada@example.org,'=Ada()\n"), []).Single().Reader!.ShouldSatisfyAllConditions(
            reader => reader.Address.Value.ShouldBe("+ada@example.org"),
            reader => reader.Name.ShouldBe("=Ada()"));

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));
}
