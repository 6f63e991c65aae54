using System.Text.Json;

namespace Digest.Web.Tests;

public sealed class SubscribersCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digest-command-").FullName;

    [Fact]
    public async Task An_import_says_what_came_in_what_was_known_and_what_was_refused_and_why()
    {
        Write("readers.csv", "Email Address;First Name\nada@example.org;Ada\nnobody;X\nADA@example.org;Ada\n");
        var run = await ProgramRun.StartAsync(folder, "subscribers", "import", "readers.csv", "--confirmed", "--json");
        run.ExitCode.ShouldBe(1, run.Errors);
        using var report = JsonDocument.Parse(run.Output);
        report.RootElement.GetProperty("imported").GetInt32().ShouldBe(1);
        report.RootElement.GetProperty("alreadyKnown").GetInt32().ShouldBe(1);
        var refused = report.RootElement.GetProperty("refused")[0];
        (refused.GetProperty("line").GetInt32(), refused.GetProperty("address").GetString()).ShouldBe((3, "nobody"));
        refused.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_is_exported_is_on_standard_output_and_nothing_else()
    {
        Write("readers.csv", "address,topics\nada@example.org,Harbour\n");
        var import = await ProgramRun.StartAsync(folder, "subscribers", "import", "readers.csv", "--confirmed");
        (import.ExitCode, import.Output.Split('\n')[0]).ShouldBe((0, "1 imported as readers"));
        var export = await ProgramRun.StartAsync(folder, "subscribers", "export");
        export.ExitCode.ShouldBe(0);
        export.Output.ShouldStartWith("address,name,status,cadence,time_zone,topics");
        export.Output.ShouldContain("\nada@example.org,,Active,Daily,,Harbour,");
        var file = await ProgramRun.StartAsync(folder, "subscribers", "export", "out.csv", "--json");
        file.Output.ShouldContain("\"subscribers\": 1");
        (await File.ReadAllTextAsync(Path.Combine(folder, "out.csv"))).ShouldBe(export.Output);
    }

    [Theory]
    [InlineData("absent.csv")]
    [InlineData("table.csv")]
    [InlineData("empty.csv")]
    [InlineData("picture.csv")]
    public async Task A_file_that_is_missing_or_has_no_addresses_is_wrong_use_in_one_line(string name)
    {
        Write("table.csv", "name,town\nAda,London\n");
        Write("empty.csv", "");
        await File.WriteAllBytesAsync(Path.Combine(folder, "picture.csv"), [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0xFF, 0xFE]);
        var run = await ProgramRun.StartAsync(folder, "subscribers", "import", name);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Errors.TrimEnd().ShouldStartWith(name + ": ");
        run.Errors.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_folder_is_said_to_be_one()
    {
        Directory.CreateDirectory(Path.Combine(folder, "lists"));
        var run = await ProgramRun.StartAsync(folder, "subscribers", "import", "lists");
        (run.ExitCode, run.Output, run.Errors.TrimEnd()).ShouldBe((2, "", "lists: is a folder, not a file"));
    }

    [Fact]
    public async Task Our_own_export_comes_back_with_the_unconfirmed_unconfirmed()
    {
        Write("readers.csv", "address,status\nada@example.org,Active\nbob@example.org,Pending\n");
        var import = await ProgramRun.StartAsync(folder, "subscribers", "import", "readers.csv", "--confirmed");
        import.ExitCode.ShouldBe(0, import.Errors);
        import.Output.Split('\n')[..2].ShouldBe(["1 imported as readers", "1 imported that the file calls Pending; each is asked by mail to confirm"]);
        var export = await ProgramRun.StartAsync(folder, "subscribers", "export");
        export.Output.ShouldContain("\nada@example.org,,Active,");
        export.Output.ShouldContain("\nbob@example.org,,Pending,");
        var again = await ProgramRun.StartAsync(folder, "subscribers", "import", "readers.csv", "--confirmed", "--json");
        using var report = JsonDocument.Parse(again.Output);
        (report.RootElement.GetProperty("asked").GetInt32(), report.RootElement.GetProperty("alreadyKnown").GetInt32()).ShouldBe((0, 2));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
