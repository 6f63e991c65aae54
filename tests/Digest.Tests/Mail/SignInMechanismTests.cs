using System.Text;
using Digest.Mail;
using Digest.Mail.Smtp.SigningIn;

namespace Digest.Tests.Mail;

/// <summary>The ways to sign in, step by step.</summary>
public sealed class SignInMechanismTests
{
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    [Fact]
    public void Scram_says_what_RFC_7677_section_3_says()
    {
        var scram = new ScramSha256Mechanism("user", "pencil", Nonce);
        scram.Begin().ShouldBe("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        scram.Answer(Base64(ServerFirst)).ShouldBe("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        scram.Answer(Base64("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).ShouldBe("");
        scram.End();
    }

    [Fact]
    public void A_server_that_does_not_know_the_password_is_not_believed()
    {
        var scram = new ScramSha256Mechanism("user", "pencil", Nonce);
        scram.Begin();
        Should.Throw<SignInException>(scram.End, "it let us in without a word");
        scram.Answer(Base64(ServerFirst));
        Should.Throw<SignInException>(() => scram.Answer(Base64("v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")));
        Should.Throw<SignInException>(scram.End);
    }

    [Theory]
    [InlineData("r=somebodyelse,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=?,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("e=other-error")]
    [InlineData("")]
    public void A_challenge_that_makes_no_sense_is_not_answered(string challenge)
    {
        var scram = new ScramSha256Mechanism("user", "pencil", Nonce);
        scram.Begin();
        Should.Throw<SignInException>(() => scram.Answer(Base64(challenge)));
        Should.Throw<SignInException>(() => scram.Answer("no base64!"));
    }

    [Fact]
    public void Names_with_signs_of_the_protocol_in_them_are_escaped() => new ScramSha256Mechanism("a=b,c", "x", "n").Begin().ShouldBe("n,,n=a=3Db=2Cc,r=n");

    [Fact]
    public async Task The_strongest_way_that_is_offered_is_taken()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH LOGIN PLAIN SCRAM-SHA-1 SCRAM-SHA-256\nC: AUTH SCRAM-SHA-256 \nS: 535 5.7.8 no");
        (await Should.ThrowAsync<OpeningFailedException>(() => OpenAsync(server))).Failure.ShouldBe(OpeningFailure.SignInRefused);
        Encoding.UTF8.GetString(Convert.FromBase64String(server.Heard[^1].Split(' ')[2])).ShouldStartWith("n,,n=digest,r=");
    }

    [Fact]
    public async Task A_server_that_lets_in_without_proof_gets_no_message()
    {
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH SCRAM-SHA-256\nC: AUTH SCRAM-SHA-256 \nS: 235 welcome");
        (await Should.ThrowAsync<OpeningFailedException>(() => OpenAsync(server))).Message.ShouldContain("did not prove that it knows the password");
    }

    [Fact]
    public async Task A_token_is_read_from_its_file_for_each_sign_in()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, " first.token \n");
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN XOAUTH2\nC: AUTH XOAUTH2 \nS: 235 ok\nC: QUIT\nS: 221 bye\nnext\nS: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH PLAIN XOAUTH2\nC: AUTH XOAUTH2 \nS: 334 eyJzdGF0dXMiOiI0MDAifQ==\nC: \nS: 535 5.7.8 expired");
        await (await OpenAsync(server, file)).DisposeAsync();
        await File.WriteAllTextAsync(file, "second.token");
        (await Should.ThrowAsync<OpeningFailedException>(() => OpenAsync(server, file))).Message.ShouldContain("535 5.7.8 expired");
        var said = server.Heard.Where(line => line.StartsWith("AUTH", StringComparison.Ordinal)).Select(line => Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2]))).ToList();
        said.ShouldBe(["user=digest\u0001auth=Bearer first.token\u0001\u0001", "user=digest\u0001auth=Bearer second.token\u0001\u0001"]);
        File.Delete(file);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two tokens")]
    [InlineData(null)]
    public async Task A_token_file_that_is_of_no_use_is_told(string? content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content);
        if (content is null)
            File.Delete(file);
        await using var server = new ScriptedServer("S: 220 x\nC: EHLO\nS: 250-x\nS: 250 AUTH XOAUTH2\ndrop");
        (await Should.ThrowAsync<OpeningFailedException>(() => OpenAsync(server, file))).Message.ShouldContain("the file in Smtp:TokenFile");
        File.Delete(file);
    }

    private static Task<ITransportSession> OpenAsync(ScriptedServer server, string tokenFile = "")
    {
        var options = server.Options();
        (options.UserName, options.Password, options.TokenFile) = ("digest", "hush", tokenFile);
        return new SmtpTransport(options).OpenAsync();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
