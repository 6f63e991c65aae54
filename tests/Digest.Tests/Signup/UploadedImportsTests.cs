using System.Text;
using Digest.Signup;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class UploadedImportsTests
{
    [DatabaseFact]
    public async Task An_import_reports_what_was_added_known_and_refused_and_its_file_is_gone()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ReaderAsync("known@example.org");
        await bench.SuppressAsync("left@example.org", Suppressions.Erased);
        var id = await StartAsync(bench, "address,name\nada@example.org,Ada\nnobody,X\nknown@example.org,K\nleft@example.org,L\nada@example.org,Ada\n", confirmed: true);
        (await RunAsync(bench)).ShouldBe(1);
        var import = (await bench.Imports.FindAsync(id))!;
        (import.State, import.Lines, import.Done).ShouldBe((ImportState.Done, 5, 5));
        (import.Added, import.Asked, import.Known, import.Gone, import.Refused).ShouldBe((1, 0, 3, 1, 1));
        var refused = (await bench.Imports.RefusedAsync(id, after: 0, most: 10)).ShouldHaveSingleItem();
        (refused.Line, refused.Address).ShouldBe((3, "nobody"));
        Should.Throw<IOException>(() => bench.Folder.Open(id));
        (await bench.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT who || '|' || after_value FROM subscriber_changes WHERE subscriber_id = 2"))).ShouldBe("import: readers.csv|Active");
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_behind_the_last_line_that_was_answered()
    {
        TestStorage.Provider = StorageProvider.Sqlite;
        await using var bench = await SignupBench.CreateAsync();
        var id = await StartAsync(bench, Many(1_200), confirmed: true);
        await bench.ExecuteAsync("CREATE TRIGGER second BEFORE INSERT ON subscribers WHEN NEW.address_key = 'r700@example.org' BEGIN SELECT RAISE(ABORT, 'power cut'); END");
        await Should.ThrowAsync<Exception>(() => RunAsync(bench));
        var half = (await bench.Imports.FindAsync(id))!;
        (half.State, half.Done, half.Added).ShouldBe((ImportState.Running, 500, 500));
        await bench.ExecuteAsync("DROP TRIGGER second");
        await RunAsync(bench);
        var whole = (await bench.Imports.FindAsync(id))!;
        (whole.State, whole.Done, whole.Added, whole.Known).ShouldBe((ImportState.Done, 1_200, 1_200, 0));
    }

    [DatabaseFact]
    public async Task Whoever_has_not_confirmed_elsewhere_is_asked()
    {
        await using var bench = await SignupBench.CreateAsync();
        var id = await StartAsync(bench, "address\nada@example.org\n", confirmed: false);
        await RunAsync(bench);
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared"]);
        (await bench.Imports.FindAsync(id))!.Asked.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task Two_are_imported_one_after_the_other_in_the_order_in_which_they_were_started()
    {
        await using var bench = await SignupBench.CreateAsync();
        var first = await UploadAsync(bench, "address,name\nada@example.org,First\n");
        var second = await UploadAsync(bench, "address,name\nada@example.org,Second\n");
        await bench.Imports.MatchAsync(first, [ImportField.Address, ImportField.Name], confirmed: true);
        await bench.Imports.MatchAsync(second, [ImportField.Address, ImportField.Name], confirmed: true);
        await bench.Imports.StartAsync(second);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.Imports.StartAsync(first);
        (await RunAsync(bench)).ShouldBe(2);
        (await bench.FindAsync("ada@example.org"))!.Name.ShouldBe("Second");
        (await bench.Imports.FindAsync(first))!.Known.ShouldBe(1);
    }

    [DatabaseFact]
    public async Task One_that_is_stopped_imports_nothing_more()
    {
        await using var bench = await SignupBench.CreateAsync();
        var id = await StartAsync(bench, "address\nada@example.org\n", confirmed: true);
        (await bench.Imports.StopAsync(id)).ShouldBeTrue();
        (await RunAsync(bench)).ShouldBe(0);
        (await bench.FindAsync("ada@example.org")).ShouldBeNull();
        (await bench.Imports.FindAsync(id))!.State.ShouldBe(ImportState.Stopped);
    }

    [DatabaseFact]
    public async Task A_file_that_is_gone_ends_the_import_with_a_reason()
    {
        await using var bench = await SignupBench.CreateAsync();
        var id = await StartAsync(bench, "address\nada@example.org\n", confirmed: true);
        bench.Folder.Delete(id);
        await RunAsync(bench);
        var import = (await bench.Imports.FindAsync(id))!;
        (import.State, import.Problem!.Contains("Upload it again", StringComparison.Ordinal)).ShouldBe((ImportState.Failed, true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("address,name\n")]
    [InlineData("ada@example.org,Ada\nbob@example.org,Bob\n")]
    public async Task What_is_no_file_with_readers_is_refused_and_not_kept(string file)
    {
        await using var bench = await SignupBench.CreateAsync();
        await Should.ThrowAsync<ImportFileException>(() => UploadAsync(bench, file));
        (await bench.Imports.NewestAsync(10)).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(bench.Database.Folder, "imports")).ShouldBeEmpty();
    }

    [DatabaseFact]
    public async Task Reports_are_forgotten_after_thirty_days_and_unstarted_files_after_one()
    {
        await using var bench = await SignupBench.CreateAsync();
        var done = await StartAsync(bench, "address\nnobody\n", confirmed: true);
        await RunAsync(bench);
        var unstarted = await UploadAsync(bench, "address\nada@example.org\n");
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await bench.CleanUp.RunAsync();
        (await bench.Imports.FindAsync(unstarted)).ShouldBeNull();
        Should.Throw<IOException>(() => bench.Folder.Open(unstarted));
        (await bench.Imports.FindAsync(done)).ShouldNotBeNull();
        bench.Clock.Advance(TimeSpan.FromDays(29));
        await bench.CleanUp.RunAsync();
        (await bench.Imports.FindAsync(done)).ShouldBeNull();
        (await bench.Imports.RefusedAsync(done, after: 0, most: 1)).ShouldBeEmpty();
    }

    private static Task<int> RunAsync(SignupBench bench) => bench.RunImports.RunAsync(() => Task.FromResult<IReadOnlyList<string>>([]));

    private static async Task<long> StartAsync(SignupBench bench, string file, bool confirmed)
    {
        var id = await UploadAsync(bench, file);
        var import = (await bench.Imports.FindAsync(id))!;
        await bench.Imports.MatchAsync(id, import.ReadMeanings(), confirmed);
        (await bench.Imports.StartAsync(id)).ShouldBeTrue();
        return id;
    }

    private static Task<long> UploadAsync(SignupBench bench, string file) => bench.Imports.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(file)), @"C:\lists\readers.csv", "Bob");

    private static string Many(int count) => "address\n" + string.Concat(Enumerable.Range(0, count).Select(number => $"r{number}@example.org\n"));
}
