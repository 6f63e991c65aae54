using Digest.Editions;
using Digest.Editions.Blocks;
using Digest.Editions.Specials;
using Digest.Outbox;
using Digest.Rendering;

namespace Digest.Web.Endpoints;

/// <summary>The coming edition and the past ones as messages, for the frames on the admin's pages.</summary>
internal static class AdminEditionMessages
{
    private const string Text = "text";

    public static void MapAdminEditionMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/admin/editions/next/message", [HttpMethods.Get, HttpMethods.Head], NextAsync).RequireAuthorization();
        routes.MapMethods("/admin/blocks/{id:long}/message", [HttpMethods.Get, HttpMethods.Head], WithBlockAsync).RequireAuthorization();
        routes.MapMethods("/admin/editions/specials/{id:long}/message", [HttpMethods.Get, HttpMethods.Head], SpecialAsync).RequireAuthorization();
        routes.MapMethods("/admin/editions/{id:long}/message", [HttpMethods.Get, HttpMethods.Head], PastAsync).RequireAuthorization();
    }

    private static Task<IResult> NextAsync(string? part, NextEdition next, SampleMessage sample, SiteOptions site, HttpContext context, CancellationToken cancellation) =>
        ComingAsync(part, async () => (await next.PreviewAsync(cancellation))?.Message, sample, site, context);

    private static Task<IResult> WithBlockAsync(long id, string? part, BlockPreview blocks, SampleMessage sample, SiteOptions site, HttpContext context, CancellationToken cancellation) =>
        ComingAsync(part, async () => (await blocks.RenderAsync(id, cancellation))?.Message, sample, site, context);

    private static async Task<IResult> SpecialAsync(long id, string? part, SpecialBook book, SpecialPreviews previews, SampleMessage sample, SiteOptions site, HttpContext context, CancellationToken cancellation) =>
        await book.FindAsync(id, cancellation) is { } special ? await ComingAsync(part, async () => (await previews.RenderAsync(special, cancellation))?.Message, sample, site, context) : Results.NotFound();

    private static async Task<IResult> ComingAsync(string? part, Func<Task<Rendered?>> render, SampleMessage sample, SiteOptions site, HttpContext context)
    {
        try
        {
            if (await render() is not { } message)
                return Results.NotFound();
            var content = Content(message);
            return Answer(context, site, part == Text, sample.Fill(part == Text ? content.Text : content.Html, content));
        }
        catch (TemplateException problem)
        {
            return Answer(context, site, isText: true, problem.Message);
        }
    }

    private static async Task<IResult> PastAsync(long id, string? part, EditionPages editions, SiteOptions site, HttpContext context, CancellationToken cancellation) =>
        await editions.PartsAsync(id, cancellation) is { } parts ? Answer(context, site, part == Text, part == Text ? parts.Text : parts.Html) : Results.NotFound();

    /// <summary>What the outbox takes, of what was rendered.</summary>
    public static VariantContent Content(Rendered message) => new(message.Subject, message.Html, message.Text, message.Markers);

    private static IResult Answer(HttpContext context, SiteOptions site, bool isText, string content)
    {
        context.Response.Headers.CacheControl = "no-store";
        return isText ? MessageFrame.Text(context, site, content) : MessageFrame.Html(context, site, content);
    }
}
