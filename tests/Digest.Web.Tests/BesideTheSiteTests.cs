using System.Net;
using System.Net.Sockets;

namespace Digest.Web.Tests;

/// <summary>The real program as a site, and commands beside it, in a folder without any settings.</summary>
public sealed class BesideTheSiteTests
{
    [Fact]
    public async Task The_start_tells_what_a_person_wants_to_know_and_commands_link_to_where_the_site_listens()
    {
        using var folder = new WorkFolder();
        await using var site = await RunningSite.StartAsync(folder);
        var lines = await site.LinesAsync(5);
        lines[0].ShouldBe("The Saltmarsh Courier");
        lines[1].ShouldBe($"  Sign up       {site.Url}/");
        lines[2].ShouldStartWith($"  Admin         {site.Url}/admin/set-up/");
        lines[3].ShouldBe($"  Messages to   the folder {Path.Combine(folder.Root, "data", "outbox")}");
        lines[4].ShouldStartWith("  Next edition  ");
        (await folder.RunAsync("admin", "link")).Output.ShouldStartWith($"{site.Url}/admin/set-up/");
    }

    [Fact]
    public async Task The_site_answers_a_sign_up_and_submits_what_a_command_beside_it_closes()
    {
        using var folder = new WorkFolder();
        await using var site = await RunningSite.StartAsync(folder);
        await SignUpAsync(site, "ana@reader.example");
        var confirmation = await folder.MessageAsync(number: 1);
        confirmation.ShouldContain("/confirm/");
        (await site.Http.PostAsync(new Uri(confirmation[confirmation.IndexOf("/confirm/", StringComparison.Ordinal)..][..45], UriKind.Relative), content: null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await folder.MessageAsync(number: 2);
        var (exitCode, report) = await folder.JsonAsync("edition", "send");
        exitCode.ShouldBe(0);
        (report.GetProperty("recipients").GetInt32(), report.GetProperty("submitted").GetInt32()).ShouldBe((1, 1));
        (await folder.MessageAsync(number: 3)).ShouldContain($"{site.Url}/sample/stories/");
    }

    [Fact]
    public async Task A_port_that_is_taken_stops_the_start_with_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var folder = new WorkFolder();
        var run = await folder.RunAsync("--urls", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("cannot be listened on");
        run.Errors.ShouldNotContain("   at ");
    }

    // The real clock: the form's two seconds pass while its button is pressed.
    private static async Task SignUpAsync(RunningSite site, string address)
    {
        var page = await site.Http.GetStringAsync(new Uri("/", UriKind.Relative));
        var nonce = page.Split("name=\"nonce\" value=\"")[1].Split('"')[0];
        await WorkFolder.UntilAsync(async () =>
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", address), KeyValuePair.Create("nonce", nonce)]);
            var answer = await site.Http.PostAsync(new Uri("/subscribe", UriKind.Relative), form);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return (await answer.Content.ReadAsStringAsync()).Contains("Please look into your inbox", StringComparison.Ordinal);
        });
    }
}
