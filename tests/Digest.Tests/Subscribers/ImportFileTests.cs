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
    [InlineData("address,cadence\nada@example.org,ChosenDays\n")]
    [InlineData("address,cadence,days\nada@example.org,ChosenDays,Someday\n")]
    [InlineData("address,format\nada@example.org,pdf\n")]
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
    [InlineData("address,name\nada@example.org,Ada\nbob@example.org,\"Bob\neve@example.org,Eve\nzoe@example.org,Zoe\n", new[] { 2, 3 })]
    [InlineData("address,name\nada@example.org,Ada\n\"bob@example.org,Bob\neve@example.org,Eve\n", new[] { 2, 3 })]
    [InlineData("address,name\nada@example.org,Ada\nbob@example.org,\"Bob\neve@example.org,\"Eve\"\nzoe@example.org,Zoe\n", new[] { 2, 3, 5 })]
    [InlineData("address,name\nada@example.org,Ada\nbob@example.org,B \"x\" \"\neve@example.org,\"Eve\nzoe@example.org,Zoe\n", new[] { 2, 3, 4 })]
    public void A_quotation_mark_that_is_not_closed_is_named_where_it_stands(string file, int[] lines)
    {
        var read = Read(file);
        read.Select(line => line.Line).ShouldBe(lines);
        var refused = read.Single(line => line.Problem is not null);
        refused.Problem!.ShouldContain("a quotation mark is not closed?", Case.Insensitive);
        ShouldBeOneShortLine(refused);
    }

    [Fact]
    public void A_quotation_mark_that_swallows_more_than_a_mebibyte_is_named_where_it_stands()
    {
        var read = Read($"address,name\nada@example.org,Ada\n\nbob@example.org,\"Bob\n{string.Concat(Enumerable.Repeat("eve@example.org,Eve\n", 200_000))}");
        read.Select(line => (line.Line, line.Problem is null)).ShouldBe([(2, true), (4, false)]);
        read[1].Problem!.ShouldContain("a quotation mark is not closed?", Case.Insensitive);
        ShouldBeOneShortLine(read[1]);
    }

    [Theory]
    [InlineData("address,name\nada@example.org,Ada \"Countess\" Lovelace\n", "Ada \"Countess\" Lovelace")]
    [InlineData("address,name\nada@example.org,\"Ada \"\"Countess\"\" Lovelace\"\n", "Ada \"Countess\" Lovelace")]
    public void Quotation_marks_inside_a_name_are_the_names(string file, string name) => One(file).Name.ShouldBe(name);

    [Theory]
    [InlineData("address\n\"ada\n@\r\nexample.org\"\n")]
    [InlineData("address,cadence\nada@example.org,\"ever\ny day\"\n")]
    [InlineData("address,status\nada@example.org,\"un\tsub\nscribed\"\n")]
    public void A_refusal_is_one_short_line_whatever_stands_in_the_cell(string file) => ShouldBeOneShortLine(Read(file).ShouldHaveSingleItem());

    [Fact]
    public void A_refusal_is_short_however_long_the_cell_is()
    {
        var line = Read($"address,cadence\nada@example.org,{new string('x', 50_000)}\n{new string('y', 50_000)},daily\n");
        line.Count.ShouldBe(2);
        line.ForEach(ShouldBeOneShortLine);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300_000)]
    public void A_file_that_is_not_utf8_is_read_as_windows_1252(int before)
    {
        var text = $"address;name\n{string.Concat(Enumerable.Repeat("x;y\n", before / 4))}ada@example.org;Zoë Müller – €\n";
        var read = Read(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));
        read[^1].Reader!.Name.ShouldBe("Zoë Müller – €");
    }

    [Fact]
    public void A_letter_that_is_cut_off_at_the_end_is_no_utf8() =>
        Read([.. "address,name\nada@example.org,Zo"u8, 0xC3])[0].Reader!.Name.ShouldBe("ZoÃ");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Utf8_is_recognised_wherever_the_letters_fall(int shift)
    {
        var text = $"address,name,other{new string('x', shift)}\nada@example.org,Zoë,{new string('é', 200_000)}😀\n";
        Read(text).ShouldHaveSingleItem().Reader!.Name.ShouldBe("Zoë");
    }

    [Fact]
    public void A_file_that_names_its_encoding_is_believed()
    {
        byte[] file = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("address,name\nada@example.org,Zoë\n")];
        Read(file).ShouldHaveSingleItem().Reader!.Name.ShouldBe("Zoë");
        file = [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("address,name\nada@example.org,Zoë\n")];
        Read(file).ShouldHaveSingleItem().Reader!.Name.ShouldBe("Zoë");
    }

    [Fact]
    public void A_heading_whose_quotation_mark_is_not_closed_is_said_to_be_so() =>
        Should.Throw<ImportFileException>(() => Read("address,\"name\nada@example.org,Ada\n")).Message.ShouldContain("a quotation mark is not closed?", Case.Insensitive);

    [Theory]
    [InlineData("")]
    [InlineData("name,town\nAda,London\n")]
    public void A_file_without_addresses_is_none(string file) => Should.Throw<ImportFileException>(() => Read(file));

    private static ImportedReader One(string file) => Read(file).ShouldHaveSingleItem().Reader.ShouldNotBeNull();

    private static List<ImportLine> Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    private static List<ImportLine> Read(byte[] file) => [.. ImportFile.Read(new MemoryStream(file), ["Harbour", "Council"])];

    private static void ShouldBeOneShortLine(ImportLine line)
    {
        line.Reader.ShouldBeNull();
        line.Text.Any(char.IsControl).ShouldBeFalse();
        line.Problem!.Any(char.IsControl).ShouldBeFalse();
        (line.Text.Length + line.Problem!.Length).ShouldBeLessThan(300);
    }
}
