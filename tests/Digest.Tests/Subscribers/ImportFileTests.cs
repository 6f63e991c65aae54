using System.Text;
using Digest.Subscribers;

namespace Digest.Tests.Subscribers;

public sealed class ImportFileTests
{
    [Fact]
    public void Our_own_columns_are_read()
    {
        var reader = One("""
            address,name,cadence,time_zone,topics,consented_at,consent_source,weekly_day,hour
            ada@example.org,Ada,weekly,Europe/Madrid,Harbour; Council,2024-05-01T10:00:00Z,old form,Friday,18
            """);
        reader.Name.ShouldBe("Ada");
        reader.Choices.ShouldBe(reader.Choices with { Cadence = Cadence.Weekly, WeeklyDay = DayOfWeek.Friday, SendHour = 18, TimeZone = "Europe/Madrid" });
        reader.Choices.Topics.ShouldBe(["Harbour", "Council"]);
        reader.ConsentedAt.ShouldBe(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero));
        reader.ConsentSource.ShouldBe("old form");
    }

    [Fact]
    public void An_address_is_enough()
    {
        var choices = One("Address\nada@example.org\n").Choices;
        choices.Topics.ShouldBeEmpty();
        choices.ShouldBe(Choices.Default with { Topics = choices.Topics });
    }

    [Fact]
    public void A_byte_order_mark_semicolons_and_odd_headings_do_not_matter() =>
        One("\uFEFF E-Mail ; NAME;Time Zone\nada@example.org;\"Lovelace; Ada\";UTC\n").ShouldSatisfyAllConditions(
            reader => reader.Name.ShouldBe("Lovelace; Ada"),
            reader => reader.Choices.TimeZone.ShouldBe("UTC"));

    [Fact]
    public void Mailchimps_export_is_read_and_its_postal_address_is_not_taken_for_the_mail_address()
    {
        var reader = One(""""
            Email Address,First Name,Last Name,Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,TIMEZONE,TAGS
            ada@example.org,Ada,Lovelace,"12 St James's Square",2,2023-01-02 03:04:05,192.0.2.1,2023-01-02 03:05:00,192.0.2.1,Europe/London,"""harbour"",""donor"""
            """");
        reader.Name.ShouldBe("Ada Lovelace");
        reader.ConsentedAt.ShouldBe(new DateTimeOffset(2023, 1, 2, 3, 5, 0, TimeSpan.Zero));
        reader.Choices.TimeZone.ShouldBe("Europe/London");
        reader.Choices.Topics.ShouldBe(["Harbour"]);
    }

    [Fact]
    public void Substacks_export_is_read() =>
        One("email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at\nada@example.org,false,,other,false,2022-03-05T21:23:06.123Z,\n")
            .ConsentedAt.ShouldBe(new DateTimeOffset(2022, 3, 5, 21, 23, 6, 123, TimeSpan.Zero));

    [Theory]
    [InlineData("address,status\nada@example.org,Unsubscribed\n")]
    [InlineData("Email Address,UNSUB_TIME\nada@example.org,2023-01-02 03:04:05\n")]
    [InlineData("email,email_disabled\nada@example.org,true\n")]
    [InlineData("address,cadence\nada@example.org,hourly\n")]
    [InlineData("address,cadence\nada@example.org,1\n")]
    [InlineData("address,time_zone\nada@example.org,Mars/Olympus\n")]
    [InlineData("address,consented_at\nada@example.org,yesterday\n")]
    [InlineData("address,hour\nada@example.org,24\n")]
    [InlineData("address\nada at example.org\n")]
    public void A_line_that_cannot_be_taken_is_refused_with_its_number_and_a_reason(string file)
    {
        var line = Read(file).ShouldHaveSingleItem();
        line.Reader.ShouldBeNull();
        line.Line.ShouldBe(2);
        line.Problem.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them() =>
        Read("address,name\n\nada@example.org,\"Ada\nLovelace\"\n\nnobody\n").Select(line => line.Line).ShouldBe([3, 6]);

    [Theory]
    [InlineData("")]
    [InlineData("name,town\nAda,London\n")]
    public void A_file_without_addresses_is_none(string file) => Should.Throw<ImportFileException>(() => Read(file));

    private static ImportedReader One(string file) => Read(file).ShouldHaveSingleItem().Reader.ShouldNotBeNull();

    private static List<ImportLine> Read(string file) => [.. ImportFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), ["Harbour", "Council"])];
}
