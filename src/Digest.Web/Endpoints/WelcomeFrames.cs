using Digest.Web.Pages.Admin;
using Digest.Web.Pages.Admin.Steps;

namespace Digest.Web.Endpoints;

/// <summary>What the first steps show from an address of its own: the icon that was found.</summary>
internal static class WelcomeFrames
{
    public static void MapWelcomeFrames(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods($"{WelcomeModel.Path}/icon", [HttpMethods.Get, HttpMethods.Head], (FirstSteps steps, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return context.User.Identity?.Name is { } admin && steps.Of(admin).Site?.Icon is { } picture ? SiteLook.Picture(context, picture.Bytes, picture.Type) : Results.NotFound();
        }).RequireAuthorization();
    }
}
