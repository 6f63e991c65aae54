using Digest.Mail;
using Digest.Outbox;

namespace Digest.Web.Endpoints;

/// <summary>The parts and the bytes of single messages, for the admin's pages about them.</summary>
internal static class OutboxParts
{
    private const string Source = "message/rfc822";

    public static void MapOutboxParts(this IEndpointRouteBuilder routes)
    {
        var outbox = routes.MapGroup("/admin/outbox").RequireAuthorization();
        outbox.MapGet("/{id:long}/message", async (long id, string? part, MessageSource sources, SiteOptions site, HttpContext context) =>
            await sources.ReadAsync(id, context.RequestAborted) is { } message ? Part(context, site, part, message.Html, message.Text) : Results.NotFound());
        outbox.MapGet("/{id:long}/source", async (long id, MessageSource sources, HttpContext context) =>
            await sources.ReadAsync(id, context.RequestAborted) is { } message ? File(context, message.Bytes, $"message-{id}.eml") : Results.NotFound());
        outbox.MapGet("/folder/{name}/message", async (string name, string? part, PickupFolder folder, SiteOptions site, HttpContext context) =>
            await folder.ReadAsync(name, context.RequestAborted) is { } message ? Part(context, site, part, message.Html, message.Text) : Results.NotFound());
        outbox.MapGet("/folder/{name}/source", async (string name, PickupFolder folder, HttpContext context) =>
            await folder.BytesAsync(name, context.RequestAborted) is { } bytes ? File(context, bytes, name) : Results.NotFound());
    }

    private static IResult File(HttpContext context, ReadOnlyMemory<byte> bytes, string name)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(bytes, Source, name);
    }

    private static IResult Part(HttpContext context, SiteOptions site, string? part, string? html, string? text)
    {
        context.Response.Headers.CacheControl = "no-store";
        return (part == "text", html, text) switch
        {
            (false, not null, _) => MessageFrame.Html(context, site, html),
            (_, _, not null) => MessageFrame.Text(context, site, text),
            _ => Results.NotFound(),
        };
    }
}
