using System.Text.Json;
using Digest.Tests.Tools;

namespace Digest.Web.Tests.Commands;

/// <summary>From no key to signed messages, as an operator gets there.</summary>
public sealed class DkimCommandTests
{
    [PythonFact("dkim")]
    public async Task A_key_that_was_generated_signs_what_the_program_makes()
    {
        using var folder = new WorkFolder();
        folder.Environment["Site__From"] = "The Post <news@post.example>";
        var made = await folder.RunAsync("dkim", "generate", "--json");
        made.ExitCode.ShouldBe(0, made.Errors);
        var told = JsonDocument.Parse(made.Output).RootElement;
        told.GetProperty("domain").GetString().ShouldBe("post.example");
        var (name, value) = (told.GetProperty("record").GetProperty("name").GetString()!, told.GetProperty("record").GetProperty("value").GetString()!);
        name.ShouldBe("digest._domainkey.post.example");
        File.Exists(Path.Combine(folder.Root, "data", "dkim.pem")).ShouldBeTrue();

        folder.Environment["Dkim__Domain"] = "post.example";
        folder.Environment["Dkim__PrivateKeyFile"] = "data/dkim.pem";
        var messages = Directory.CreateDirectory(Path.Combine(folder.Root, "messages")).FullName;
        (await folder.RunAsync("edition", "preview", "--eml", Path.Combine(messages, "1.eml"))).ExitCode.ShouldBe(0);
        (await Python.RunAsync("dkim", "Mail/Dkim/verify_messages.py", messages, name, value)).EnumerateArray().Single().GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task People_are_told_what_to_publish_and_what_to_set_and_a_key_is_never_written_over()
    {
        using var folder = new WorkFolder();
        var made = await folder.RunAsync("dkim", "generate", "--domain", "Post.Example", "--selector", "s1", "--file", "my.pem");
        made.ExitCode.ShouldBe(0, made.Errors);
        made.Output.ShouldContain("s1._domainkey.post.example. IN TXT ( \"v=DKIM1; k=rsa; p=");
        made.Output.ShouldContain("\"Dkim\": { \"Domain\": \"post.example\", \"Selector\": \"s1\", \"PrivateKeyFile\": ");
        var key = await File.ReadAllTextAsync(Path.Combine(folder.Root, "my.pem"));
        var again = await folder.RunAsync("dkim", "generate", "--domain", "post.example", "--file", "my.pem");
        again.ExitCode.ShouldBe(1);
        again.Errors.ShouldContain("exists already");
        (await File.ReadAllTextAsync(Path.Combine(folder.Root, "my.pem"))).ShouldBe(key);
        Directory.Exists(Path.Combine(folder.Root, "data")).ShouldBeFalse("no database is opened");
    }

    [Theory]
    [InlineData("--domain", "post", "is not a domain")]
    [InlineData("--domain", "po st.example", "is not a domain")]
    [InlineData("--selector", "a b", "is not a selector")]
    public async Task Names_that_cannot_stand_in_the_dns_are_refused(string option, string value, string says)
    {
        using var folder = new WorkFolder();
        var run = await folder.RunAsync("dkim", "generate", option, value);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(says);
        run.Errors.TrimEnd().ShouldNotContain("\n");
        Directory.EnumerateFileSystemEntries(folder.Root).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("post.example", "key.pem", "Dkim:PrivateKeyFile: there is no file")]
    [InlineData("post.example", "", "Dkim:PrivateKeyFile: the domain needs a key")]
    [InlineData("", "key.pem", "Dkim:Domain: the key in Dkim:PrivateKeyFile needs a domain")]
    [InlineData("elsewhere.example", "key.pem", "Site:From: messages from post.example cannot be signed for Dkim:Domain elsewhere.example")]
    public async Task Settings_that_cannot_sign_stop_the_start(string domain, string file, string says)
    {
        using var folder = new WorkFolder();
        folder.Environment["Site__From"] = "The Post <news@post.example>";
        folder.Environment["Dkim__Domain"] = domain;
        folder.Environment["Dkim__PrivateKeyFile"] = file;
        var run = await folder.RunAsync("migrate");
        run.ExitCode.ShouldBe(2, run.Output);
        run.Errors.ShouldContain(says);
        run.Errors.TrimEnd().ShouldNotContain("\n");
    }
}
