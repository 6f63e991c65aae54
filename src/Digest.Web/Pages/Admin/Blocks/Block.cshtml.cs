using System.Globalization;
using Digest.Editions;
using Digest.Editions.Blocks;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Subscribers;
using Digest.Web.Endpoints;
using Digest.Web.Pages.Admin.Editions;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Blocks;

/// <summary>One block: what it says, where and when, and how it looks in the coming edition. Without a number: a new one.</summary>
internal sealed class BlockModel(BlockBook book, BlockPreview preview, SampleMessage sample, EditionClock calendar, TimeProvider clock) : AdminPage
{
    private const string New = "new";
    private const int EveryDay = 127, LongestShown = 20_000;

    /// <summary>As it is kept; null: it is new.</summary>
    public EditionBlock? Block { get; private set; }

    /// <summary>As it is typed.</summary>
    public BlockDraft Draft { get; private set; } = new(default, Place: null, "", "", "", EveryDay);

    /// <summary>What is wrong with it.</summary>
    public (string Field, string Sentence)? Wrong { get; private set; }

    /// <summary>The text as it was typed; of one without end, the beginning.</summary>
    public string Typed => Draft.Text is not { } text ? "" : text.Length <= LongestShown ? text : text[..LongestShown];

    /// <summary>The coming edition with it; null: there is none.</summary>
    public BlockInEdition? InEdition { get; private set; }

    /// <summary>Why that cannot be rendered.</summary>
    public string? Broken { get; private set; }

    /// <summary>Whether the coming edition has nothing for it to show.</summary>
    public bool IsLeftOut => Block?.Kind is BlockKind.YearAgo && InEdition?.Blocks.Any(block => block.Kind is BlockKind.YearAgo) == false;

    public MessageView View { get; private set; }

    public string Text { get; private set; } = "";

    public DateOnly Today => calendar.DayOf(clock.GetUtcNow());

    public async Task<IActionResult> OnGetAsync(string id, BlockKind kind, string? width, string? part, CancellationToken cancellation)
    {
        View = MessageViews.Read(width, part);
        if (!await FindAsync(id, cancellation))
            return NotFound();
        Draft = Block is null
            ? Draft with { Kind = Enum.IsDefined(kind) ? kind : default }
            : new BlockDraft(Block.Kind, Block.Place, Block.Text, Block.FirstDay, Block.LastDay, Block.Weekdays);
        await ShowAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(string id, BlockKind kind, BlockPlace? place, string? text, string? first, string? last, DayOfWeek[] weekday, long version, CancellationToken cancellation)
    {
        if (!await FindAsync(id, cancellation))
            return Refused(IndexModel.Address, "That block was removed meanwhile.");
        Draft = new BlockDraft(Block?.Kind ?? kind, place, text, first, last, CadenceDays.Bits(weekday.Where(Enum.IsDefined)));
        Wrong = Draft.Problem;
        if (Wrong is null && Block is null)
            return Done(Path(await book.AddAsync(Draft, AdminName)), "It is saved, and switched off: look at it, then switch it on.");
        if (Wrong is null && await book.ChangeAsync(Block!.Id, version, Draft, AdminName))
            return Done(Path(Block.Id), "It is saved. Editions that are closed already stay as they are.");
        Wrong ??= ("text", "Somebody changed it meanwhile. What you typed still stands here; below it is as it was saved. Save again to replace that.");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await ShowAsync(cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string id, long version, CancellationToken cancellation) =>
        !await FindAsync(id, cancellation) || Block is null ? Refused(IndexModel.Address, "That block was removed already.")
        : await book.RemoveAsync(Block.Id, version, AdminName) ? Done(IndexModel.Address, "It is removed.")
        : Refused(Path(Block.Id), "Somebody changed it meanwhile. This is how it is now.");

    private static string Path(long id) => string.Create(CultureInfo.InvariantCulture, $"{IndexModel.Address}/{id}");

    private async Task<bool> FindAsync(string id, CancellationToken cancellation)
    {
        if (id == New)
            return true;
        Block = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await book.FindAsync(number, cancellation) : null;
        return Block is not null;
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        if (Block is null)
            return;
        try
        {
            InEdition = await preview.RenderAsync(Block.Id, cancellation);
            if (InEdition is not null && View is MessageView.Text)
                Text = sample.Fill(InEdition.Message.Text, AdminEditionMessages.Content(InEdition.Message));
        }
        catch (TemplateException problem)
        {
            Broken = problem.Message;
        }
    }
}
