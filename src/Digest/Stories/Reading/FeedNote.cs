namespace Digest.Stories.Reading;

/// <summary>What a publisher should repair in stories; the worst first.</summary>
internal enum FeedNote
{
    NoLink,
    RelativeLink,
    UnusableLink,
    NothingSaid,
    SameId,
    UnreadableDate,
    FutureDate,
    NoDate,
    NoTitle,
    EscapedTwice,
    CutText,
    HttpPicture,
}
