using Digest.Links;

namespace Digest.Tests.Links;

public sealed class LinkSignerTests
{
    [Fact]
    public async Task A_token_gives_back_the_id_it_was_made_for()
    {
        await using var test = await TestDatabase.CreateAsync();
        var signer = new LinkSigner(test.Keys);
        signer.Read(LinkPurpose.Unsubscribe, signer.Sign(LinkPurpose.Unsubscribe, 4711)).ShouldBe(4711);
    }

    [Fact]
    public async Task A_token_of_another_purpose_is_refused()
    {
        await using var test = await TestDatabase.CreateAsync();
        var signer = new LinkSigner(test.Keys);
        signer.Read(LinkPurpose.Confirm, signer.Sign(LinkPurpose.Unsubscribe, 4711)).ShouldBeNull();
    }

    [Fact]
    public async Task No_token_with_one_character_changed_is_accepted()
    {
        await using var test = await TestDatabase.CreateAsync();
        var signer = new LinkSigner(test.Keys);
        var token = signer.Sign(LinkPurpose.Confirm, 1);
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ";
        for (var at = 0; at < token.Length; at++)
        {
            foreach (var other in alphabet.Where(other => other != token[at]))
                signer.Read(LinkPurpose.Confirm, token[..at] + other + token[(at + 1)..]).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("ééééééééééééééééééééééééééééééééééééé")]
    public async Task What_is_no_token_is_refused(string text)
    {
        await using var test = await TestDatabase.CreateAsync();
        new LinkSigner(test.Keys).Read(LinkPurpose.Confirm, text).ShouldBeNull();
    }

    [Fact]
    public async Task Links_signed_before_a_restart_still_work()
    {
        await using var test = await TestDatabase.CreateAsync();
        var token = new LinkSigner(test.Keys).Sign(LinkPurpose.Unsubscribe, 9);
        var again = new LinkKeys(test.Database, test.Clock);
        await again.LoadAsync();
        new LinkSigner(again).Read(LinkPurpose.Unsubscribe, token).ShouldBe(9);
    }

    [Fact]
    public async Task A_token_that_ends_gives_back_its_end_and_no_byte_of_it_can_be_changed()
    {
        await using var test = await TestDatabase.CreateAsync();
        var signer = new LinkSigner(test.Keys);
        const long end = 1_790_000_000_123;
        var token = signer.SignUntil(LinkPurpose.Data, 4711, end);
        signer.ReadUntil(LinkPurpose.Data, token).ShouldBe(new EndingLink(4711, end));
        signer.ReadUntil(LinkPurpose.AddressOld, token).ShouldBeNull();
        signer.Read(LinkPurpose.Data, token).ShouldBeNull();
        signer.ReadUntil(LinkPurpose.Data, signer.Sign(LinkPurpose.Data, 4711)).ShouldBeNull();
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ";
        for (var at = 0; at < token.Length; at++)
        {
            foreach (var other in alphabet.Where(other => other != token[at]))
                signer.ReadUntil(LinkPurpose.Data, token[..at] + other + token[(at + 1)..]).ShouldBeNull();
        }
    }
}
