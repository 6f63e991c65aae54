using Digest.Mail;

namespace Digest.Tests.Mail;

public sealed class MailboxAddressTests
{
    [Theory]
    [InlineData("news@courier.example", "", "news@courier.example")]
    [InlineData("<news@courier.example>", "", "news@courier.example")]
    [InlineData(" The Courier  <news@courier.example> ", "The Courier", "news@courier.example")]
    [InlineData("\"Courier, The \\\"old\\\"\" <news@courier.example>", "Courier, The \"old\"", "news@courier.example")]
    [InlineData("Kurier <news@süd.example>", "Kurier", "news@xn--sd-xka.example")]
    [InlineData("digest@localhost", "", "digest@localhost")]
    public void A_mailbox_is_read(string text, string name, string address) =>
        MailboxAddress.Parse(text).ShouldBe(new MailboxAddress(name, address));

    [Theory]
    [InlineData("")]
    [InlineData("The Courier")]
    [InlineData("The Courier <news>")]
    [InlineData("The Courier news@courier.example")]
    [InlineData("The <Courier> <news@courier.example>")]
    [InlineData("\"The Courier <news@courier.example>")]
    [InlineData("a@b.example, c@d.example")]
    [InlineData("The\r\nCourier <news@courier.example>")]
    [InlineData("news@courier..example")]
    [InlineData("news.@courier.example")]
    [InlineData("grüße@courier.example")]
    public void What_is_no_mailbox_is_refused_in_one_line(string text)
    {
        var message = Should.Throw<HeaderException>(() => MailboxAddress.Parse(text)).Message;
        message.ShouldContain("is not a mailbox such as The Courier <news@courier.example>");
        message.Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public void The_domain_is_what_follows_the_last_at() =>
        MailboxAddress.Parse("The Courier <news@courier.example>").Domain.ShouldBe("courier.example");

    [Fact]
    public void A_sender_that_not_every_server_takes_is_refused() =>
        Should.Throw<HeaderException>(() => Samples.Raw(Samples.Template with { From = new MailboxAddress("", "grüße@courier.example") }))
            .Message.ShouldContain("ASCII");
}
