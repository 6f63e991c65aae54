using Digest.Editions;
using Digest.Outbox;
using Digest.Web.Pages.Admin;
using Digest.Web.Pages.Admin.Steps;

namespace Digest.Web.Endpoints;

/// <summary>What the first steps show from addresses of their own: the coming edition as a message, and the icon that was found.</summary>
internal static class WelcomeFrames
{
    public static void MapWelcomeFrames(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods($"{WelcomeModel.Path}/message", [HttpMethods.Get, HttpMethods.Head], async (NextEdition next, SampleMessage sample, SiteOptions site, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if (await next.PreviewAsync(context.RequestAborted) is not { } preview)
                return Results.NotFound();
            var content = AdminEditionMessages.Content(preview.Message);
            return MessageFrame.Html(context, site, sample.Fill(content.Html, content));
        }).RequireAuthorization();
        routes.MapMethods($"{WelcomeModel.Path}/icon", [HttpMethods.Get, HttpMethods.Head], (FirstSteps steps, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return context.User.Identity?.Name is { } admin && steps.Of(admin).Site?.Icon is { } picture ? SiteLook.Picture(context, picture.Bytes, picture.Type) : Results.NotFound();
        }).RequireAuthorization();
    }
}
