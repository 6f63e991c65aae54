using System.Globalization;
using System.Text;
using Digest.Net;
using Digest.Net.Robots;
using Microsoft.AspNetCore.Http;

namespace Digest.Tests.Net.Robots;

/// <summary>What follows from a host's answer (RFC 9309 §2.3.1).</summary>
public sealed class RobotsFetchTests
{
    [Theory]
    [InlineData(404, true)]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(410, true)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task Without_the_file_everything_is_allowed_and_with_a_server_in_trouble_nothing(int status, bool allowed)
    {
        foreach (var patience in new[] { null, "600" })
        {
            var answer = await AskAsync(context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = patience;
                return Task.CompletedTask;
            });
            (answer.Rules?.Allow(new Uri("https://x.example/story")) ?? false).ShouldBe(allowed);
            if (!allowed)
                (answer.Problem, answer.After).ShouldBe((answer.Problem.ShouldNotBeNull(), patience is null ? null : TimeSpan.FromMinutes(10)));
        }
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task Five_redirects_are_followed_and_more_are_as_good_as_no_file(int redirects, bool allowed)
    {
        var answer = await AskAsync(context =>
        {
            var hop = int.Parse("0" + context.Request.Query["hop"], CultureInfo.InvariantCulture);
            if (hop == redirects)
                return context.Response.WriteAsync("User-agent: *\nDisallow: /");
            context.Response.Redirect($"/elsewhere?hop={hop + 1}");
            return Task.CompletedTask;
        });
        answer.Rules.ShouldNotBeNull().Allow(new Uri("https://x.example/story")).ShouldBe(allowed);
    }

    [Fact]
    public async Task Of_a_large_file_the_beginning_counts()
    {
        var answer = await AskAsync(context => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("User-agent: *\nDisallow: /x\n" + new string('#', 2_000_000))).AsTask());
        answer.Rules.ShouldNotBeNull().Allow(new Uri("https://x.example/x")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_that_nobody_answers_for_is_not_asked_for_anything()
    {
        using var client = new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), new Clock());
        (await new RobotsFetch(client).GetAsync(new Uri("http://127.0.0.1:1/story"))).Rules.ShouldBeNull();
        using var guarded = new GuardedClient(new NetOptions(), new SiteOptions(), new Clock());
        (await new RobotsFetch(guarded).GetAsync(new Uri("http://127.0.0.1/story"))).Problem.ShouldNotBeNull().ShouldContain("private or special address");
    }

    private static async Task<RobotsAnswer> AskAsync(RequestDelegate answer)
    {
        await using var server = await LocalServer.StartAsync(answer);
        using var client = new GuardedClient(new NetOptions { AllowPrivateAddresses = true }, new SiteOptions(), new Clock());
        return await new RobotsFetch(client).GetAsync(server.At("/2026/story?x=1"));
    }
}
