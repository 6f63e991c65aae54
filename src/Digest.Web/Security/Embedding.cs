namespace Digest.Web.Security;

/// <summary>
/// What pages of other sites may do: post a sign-up and read its answer, and load the script that does so. Nobody's cookies
/// count there, so any site may (the Fetch standard, §3.2).
/// </summary>
internal static class Embedding
{
    public const string ScriptPath = "/embed.js";
    private const string Policy = "embedding";
    private static readonly TimeSpan PreflightKept = TimeSpan.FromDays(1);

    public static IServiceCollection AddEmbedding(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
        .AllowAnyOrigin().WithMethods(HttpMethods.Post).WithHeaders("Content-Type").SetPreflightMaxAge(PreflightKept)));

    public static void UseEmbedding(this IApplicationBuilder app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/subscribe", StringComparison.OrdinalIgnoreCase), subscribe => subscribe.UseCors(Policy));
        app.UseWhen(context => context.Request.Path == ScriptPath, script => script.UseCors(Policy).Use((context, next) =>
        {
            // Pages that are isolated from others load only what says that they may.
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return next(context);
        }));
    }
}
