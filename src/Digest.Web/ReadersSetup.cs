using Digest.Editions;
using Digest.Stories;
using Digest.Web.Endpoints;
using Digest.Web.Pages;
using Digest.Web.Pages.Preferences;
using Digest.Web.Security;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;
using KestrelServerOptions = Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions;

namespace Digest.Web;

/// <summary>The pages that readers see, and what stands around them.</summary>
internal static class ReadersSetup
{
    private const int LargestBody = 64 * 1024;

    public static IServiceCollection AddReaders(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);
        services.AddSingleton<ArchiveTopics>().AddSingleton<PublishedEditions>().AddSingleton<ChoicesForms>();
        services.AddEmbedding().AddHttpContextAccessor().AddScoped<RequestLanguage>().AddScoped<TokenLanguage>().AddSingleton<FewerLikeThis>();
        return services.AddWebKeys();
    }

    /// <summary>Every failure becomes a page (or JSON, for those who ask for it), and every answer carries its headers.</summary>
    public static void UseClearAnswers(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem",
            StatusCodeSelector = problem => problem is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError,
            // A request that is too large or cut short is the client's fault and no news.
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePagesWithReExecute("/problem");
        app.UseSecurityHeaders();
        app.UseEmbedding();
    }

    public static void MapReaders(this IEndpointRouteBuilder routes)
    {
        routes.MapEditionMessage();
        routes.MapEditionsFeed();
        routes.MapSitemap();
        routes.MapRobots();
        routes.MapOwnRecord();
    }
}
