using Digest.Stories.Reading;

namespace Digest.Tests.Stories;

public sealed class FeedDatesTests
{
    [Theory]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 +0000")]
    [InlineData("Thu, 01 Jan 2004 14:48:21 -0500")]
    [InlineData("Thu, 01 Jan 2004 14:48:21 -0500 (EST)")]
    [InlineData("Thu, 01 Jan 2004 14:48:21 EST")]
    [InlineData("Thu, 01 Jan 2004 20:48:21 CET")]
    [InlineData("Thu, 01 Jan 2004 21:48:21 GMT+2")]
    [InlineData("Thu, 01 Jan 2004 21:48:21 +02:00")]
    [InlineData("Thu,01 Jan 04 19:48:21 UT")]
    [InlineData("Thursday, 1 January 2004 19:48:21 Z")]
    [InlineData("1 Jan 2004 19:48:21")]
    [InlineData("01-Jan-2004 19:48:21 GMT")]
    [InlineData("Thu Jan  1 19:48:21 2004")]
    [InlineData("Thu Jan 1 19:48:21 GMT 2004")]
    [InlineData("Jan 1, 2004 7:48:21 PM")]
    [InlineData("January 1st, 2004 at 19:48:21")]
    [InlineData("2004-01-01T19:48:21Z")]
    [InlineData("2004-01-01T19:48:21.5Z")]
    [InlineData("2004-01-01T14:48:21-05:00")]
    [InlineData("2004-01-01 19:48:21")]
    [InlineData("2004-01-01 19:48:21 UTC")]
    [InlineData("20040101T194821Z")]
    [InlineData("2004-001T19:48:21Z")]
    [InlineData(" \n2004-01-01T19:48:21+0000 ")]
    public void The_same_moment_is_read_in_every_form(string written)
    {
        var time = FeedDates.Read(written).ShouldNotBeNull();
        time.AddMilliseconds(-time.Millisecond).ShouldBe(new DateTimeOffset(2004, 1, 1, 19, 48, 21, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("2004", "2004-01-01")]
    [InlineData("2004-03", "2004-03-01")]
    [InlineData("2004-02-29", "2004-02-29")]
    [InlineData("20040301", "2004-03-01")]
    [InlineData("Mon, 1 Mar 2004", "2004-03-01")]
    [InlineData("2004-02-29T24:00:00Z", "2004-03-01")]
    [InlineData("31 Dec 1999 24:00 GMT", "2000-01-01")]
    public void Less_than_a_moment_begins_at_midnight(string written, string day) =>
        FeedDates.Read(written).ShouldBe(DateTimeOffset.Parse(day + "T00:00:00Z"));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2004-02-30")]
    [InlineData("2004-13-01T00:00:00Z")]
    [InlineData("Thu, 32 Jan 2004 19:48:21 GMT")]
    [InlineData("Thu, 01 Jan 2004 29:48:21 GMT")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("99999999999999999999")]
    public void What_is_no_time_is_none(string written) => FeedDates.Read(written).ShouldBeNull();
}
