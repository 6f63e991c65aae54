using Digest.Signup.Gate;

namespace Digest.Tests.Signup;

public sealed class LikelyDomainTests
{
    [Theory]
    [InlineData("gmial.com", "gmail.com")]
    [InlineData("gmai.com", "gmail.com")]
    [InlineData("ggmail.com", "gmail.com")]
    [InlineData("gmsil.com", "gmail.com")]
    [InlineData("gmail.con", "gmail.com")]
    [InlineData("gmail.co", "gmail.com")]
    [InlineData("gmailc.om", "gmail.com")]
    [InlineData("hotmial.com", "hotmail.com")]
    [InlineData("yaho.com", "yahoo.com")]
    [InlineData("t-onlien.de", "t-online.de")]
    [InlineData("laposte.ne", "laposte.net")]
    public void One_slip_is_seen(string typed, string meant) => LikelyDomain.Of(typed).ShouldBe(meant);

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("mail.com")]
    [InlineData("ymail.com")]
    [InlineData("email.com")]
    [InlineData("outlook.be")]
    [InlineData("hotmail.se")]
    [InlineData("hotmail.it")]
    [InlineData("hotmail.es")]
    [InlineData("be.com")]
    [InlineData("web.be")]
    [InlineData("news.example")]
    [InlineData("g")]
    [InlineData("mgial.com")]
    public void What_may_be_right_is_let_alone(string typed) => LikelyDomain.Of(typed).ShouldBeNull();
}
