using System.Text;
using Digest.Signup;
using Digest.Subscribers;
using Digest.Tests.Tools;

namespace Digest.Tests.Signup;

public sealed class ReaderImportTests
{
    [DatabaseFact]
    public async Task Readers_who_consented_elsewhere_become_active_with_their_consent_on_record()
    {
        await using var bench = await SignupBench.CreateAsync();
        await bench.ExecuteAsync("INSERT INTO editions (slug, state, after_number, last_number, due_at) VALUES ('b', 'Closed', 12, 20, 2)");
        var report = await ImportAsync(bench, "address,consented_at,cadence\nada@example.org,2024-05-01T10:00:00Z,weekdays\n", confirmed: true);
        report.ShouldBe(new ImportReport(1, 0, 0, report.Refused));
        var reader = (await bench.FindAsync("ada@example.org"))!;
        (reader.Status, reader.Cadence, reader.Days, reader.Position).ShouldBe((SubscriberStatus.Active, Cadence.Weekdays, 31, 12));
        var consent = await bench.Database.ReadAsync(session => session.FirstOrDefaultAsync<string>("SELECT kind || '|' || source || '|' || at FROM consents"));
        consent.ShouldBe("Imported|import: readers.csv|1714557600000");
    }

    [DatabaseFact]
    public async Task All_others_are_asked_and_keep_the_choices_of_the_file()
    {
        await using var bench = await SignupBench.CreateAsync();
        (await ImportAsync(bench, "address,cadence,weekly_day\nada@example.org,Weekly,Friday\n", confirmed: false)).Imported.ShouldBe(1);
        await bench.Answer.RunAsync();
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared"]);
        var reader = (await bench.FindAsync("ada@example.org"))!;
        (reader.Status, reader.Days).ShouldBe((SubscriberStatus.Pending, 16));
        (await bench.Confirming.ConfirmAsync(bench.ConfirmToken(reader.Id), client: null)).Outcome.ShouldBe(ConfirmOutcome.Confirmed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_who_is_known_is_changed_and_nobody_who_left_comes_back(bool confirmed)
    {
        await using var bench = await SignupBench.CreateAsync();
        var left = await bench.ReaderAsync("left@example.org");
        await bench.Leaving.UnsubscribeAsync(bench.LeaveToken(left.Id), "page", client: null);
        await bench.ReaderAsync("ada@example.org");
        await bench.SuppressAsync("erased@example.org", "Erased");
        var messages = await bench.MessagesAsync();
        var report = await ImportAsync(bench, "address,cadence\nleft@example.org,weekly\nADA@example.org,weekly\nerased@example.org,weekly\nnew@example.org,daily\nnew@example.org,daily\n", confirmed);
        await bench.Answer.RunAsync();
        (report.Imported, report.AlreadyKnown).ShouldBe((1, 4));
        (await bench.FindAsync("left@example.org"))!.Status.ShouldBe(SubscriberStatus.Unsubscribed);
        (await bench.FindAsync("ada@example.org"))!.Cadence.ShouldBe(Cadence.Daily);
        (await bench.FindAsync("erased@example.org")).ShouldBeNull();
        (await bench.MessagesAsync()).Count.ShouldBe(messages.Count + (confirmed ? 0 : 1));
    }

    [DatabaseFact]
    public async Task What_was_exported_can_be_imported_elsewhere()
    {
        await using var bench = await SignupBench.CreateAsync();
        await ImportAsync(bench, "address,name,cadence,weekly_day,hour,time_zone,topics,days,muted,format,language\n+ada@example.org,=Ada(),weekly,Friday,7,Europe/Madrid,\"Harbour, Quay;\",,,,\nbob@example.org,,chosen days,,,,,Monday; Friday,Sport; Money,text,en\n", confirmed: true);
        using var file = new MemoryStream();
        (await new SubscriberExport(bench.Database).WriteAsync(file)).ShouldBe(2);
        var text = Encoding.UTF8.GetString(file.ToArray());
        text.Split('\n')[0].ShouldStartWith("address,name,status,cadence,time_zone,topics");
        text.ShouldContain("'+ada@example.org,'=Ada(),Active,Weekly,Europe/Madrid,");
        await using var elsewhere = await SignupBench.CreateAsync();
        (await ImportAsync(elsewhere, text, confirmed: true)).Imported.ShouldBe(2);
        var reader = (await elsewhere.FindAsync("+ada@example.org"))!;
        (reader.Days, reader.SendHour, reader.TimeZone, reader.Topics).ShouldBe((16, 7, "Europe/Madrid", TopicList.Write(["Harbour, Quay"])));
        var other = (await elsewhere.FindAsync("bob@example.org"))!;
        (other.Cadence, other.Days, other.Muted, other.Format, other.Language).ShouldBe((Cadence.ChosenDays, 17, TopicList.Write(["Money", "Sport"]), MessageFormat.Text, "en"));
    }

    [DatabaseFact]
    public async Task Whoever_has_not_confirmed_where_they_come_from_is_asked_whatever_the_importer_says()
    {
        await using var bench = await SignupBench.CreateAsync();
        var report = await ImportAsync(bench, "address,status,weekly_day,cadence,consented_at\nada@example.org,Active,,,\nbob@example.org,Pending,Friday,weekly,2024-05-01T10:00:00Z\neve@example.org,pending,,,\n", confirmed: true);
        (report.Imported, report.Asked, report.AlreadyKnown).ShouldBe((3, 2, 0));
        (await bench.Signal.WaitAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBeTrue();
        await bench.Answer.RunAsync();
        var bob = (await bench.FindAsync("bob@example.org"))!;
        (bob.Status, bob.ConfirmedAt, bob.Days).ShouldBe((SubscriberStatus.Pending, null, 16));
        (await bench.FindAsync("eve@example.org"))!.Status.ShouldBe(SubscriberStatus.Pending);
        (await bench.FindAsync("ada@example.org"))!.Status.ShouldBe(SubscriberStatus.Active);
        (await bench.ConsentsAsync()).ShouldBe(["Imported", "Asked", "Asked"]);
        (await bench.MessagesAsync()).ShouldBe(["Confirmation Prepared", "Confirmation Prepared"]);
    }

    private static Task<ImportReport> ImportAsync(SignupBench bench, string file, bool confirmed) =>
        bench.Import.RunAsync(ImportFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), []), "readers.csv", confirmed);
}
