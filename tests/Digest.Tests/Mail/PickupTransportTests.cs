using Digest.Mail;

namespace Digest.Tests.Mail;

public sealed class PickupTransportTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("digest-pickup-").FullName;

    private string Outbox => Path.Combine(folder, "data", "outbox");

    [Fact]
    public async Task Each_message_is_one_file_that_sorts_by_its_date()
    {
        await SubmitAsync(Samples.Bytes(fill: Samples.Fill with { MessageId = "2@x.example", Date = Samples.Fill.Date.AddHours(1) }));
        await SubmitAsync(Samples.Bytes());
        var files = Directory.GetFileSystemEntries(Outbox).Order(StringComparer.Ordinal).ToList();
        files.Count.ShouldBe(2);
        Path.GetFileName(files[0]).ShouldMatch("^20261122T070000Z-[0-9a-f]{12}\\.eml$");
        Path.GetFileName(files[1]).ShouldStartWith("20261122T080000Z-");
        (await File.ReadAllBytesAsync(files[0])).ShouldBe(Samples.Bytes());
    }

    [Fact]
    public async Task The_same_message_again_replaces_its_file()
    {
        await SubmitAsync(Samples.Bytes());
        (await SubmitAsync(Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.Submitted>();
        Directory.GetFileSystemEntries(Outbox).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_unreachable()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "data"), "a file is in the way");
        var failure = await Should.ThrowAsync<OpeningFailedException>(() => Transport().OpenAsync());
        failure.Failure.ShouldBe(OpeningFailure.Unreachable);
        failure.Message.ShouldContain(Outbox);
    }

    [Fact]
    public async Task A_folder_that_goes_away_loses_the_connection_and_submits_nothing()
    {
        await using var session = await Transport().OpenAsync();
        Directory.Delete(Outbox);
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.ConnectionLost>().Why.ShouldContain(Outbox);
        session.Usable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_cannot_be_replaced_leaves_nothing_behind()
    {
        await using var session = await Transport().OpenAsync();
        await session.SubmitAsync(Samples.Envelope, Samples.Bytes());
        var file = Directory.GetFiles(Outbox)[0];
        File.Delete(file);
        Directory.CreateDirectory(Path.Combine(file, "in the way"));
        (await session.SubmitAsync(Samples.Envelope, Samples.Bytes())).ShouldBeOfType<SubmissionOutcome.ConnectionLost>();
        Directory.GetFileSystemEntries(Outbox).ShouldBe([file]);
    }

    [Fact]
    public void It_says_where_messages_go() => Transport().Describe().ShouldBe($"the folder {Outbox}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private PickupTransport Transport() => new(new SmtpOptions { PickupFolder = Outbox });

    private async Task<SubmissionOutcome> SubmitAsync(byte[] message)
    {
        await using var session = await Transport().OpenAsync();
        return await session.SubmitAsync(Samples.Envelope, message);
    }
}
