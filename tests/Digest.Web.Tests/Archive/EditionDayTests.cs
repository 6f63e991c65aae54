using Digest.Editions;
using Digest.Languages;
using Digest.Storage;
using Digest.Web.Pages.Archive;

namespace Digest.Web.Tests.Archive;

public sealed class EditionDayTests
{
    private static readonly DateTimeOffset Late = new(2026, 3, 31, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "March 2026")]
    [InlineData("de", "März 2026")]
    [InlineData("es", "Marzo de 2026")]
    [InlineData("fr", "Mars 2026")]
    public void A_month_is_written_as_its_language_writes_a_heading(string code, string expected) =>
        EditionDay.Month(Edition, new EditionOptions { TimeZone = "UTC" }, Words.In(new Language(code, code, code))).ShouldBe(expected);

    [Theory]
    [InlineData("UTC", "2026-03-31", "Tuesday 31", "March 2026")]
    [InlineData("Europe/Berlin", "2026-04-01", "Wednesday 1", "April 2026")]
    public void The_day_is_that_of_where_the_edition_is_made(string zone, string machine, string day, string month)
    {
        var (options, words) = (new EditionOptions { TimeZone = zone }, Words.In(ReaderLanguages.English));
        (EditionDay.Machine(Edition, options), EditionDay.Short(Edition, options, words), EditionDay.Month(Edition, options, words)).ShouldBe((machine, day, month));
    }

    private static PublishedEdition Edition => new() { Slug = "2026-03-31", ClosedAt = Late.ToMilliseconds() };
}
