using System.Text;
using CsvHelper;
using Digest.Signup;
using Digest.Stories;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>One uploaded file: what is in it and what its columns mean, how far its import is, what came of it.</summary>
internal sealed class ImportRunModel(UploadedImports imports, ArchiveTopics topics, Shown shown) : AdminPage
{
    public const int RefusalsShown = 100;
    private const int Batch = 2_000;

    /// <summary>What a column may be said to mean. What says who has left is recognised and cannot be taken away.</summary>
    public static IReadOnlyList<ImportField> Offered { get; } =
    [
        ImportField.None, ImportField.Address, ImportField.Name, ImportField.FirstName, ImportField.LastName, ImportField.Cadence, ImportField.WeeklyDay, ImportField.Days, ImportField.Hour,
        ImportField.TimeZone, ImportField.Topics, ImportField.Muted, ImportField.Tags, ImportField.Format, ImportField.Language, ImportField.ConsentedAt, ImportField.ForeignConsentedAt, ImportField.ConsentSource,
    ];

    public Shown Shown => shown;

    public UploadedImport Import { get; private set; } = null!;

    /// <summary>Null: it is started already, or its file cannot be read any more.</summary>
    public ImportSample? Sample { get; private set; }

    public IReadOnlyList<RefusedImportLine> Refusals { get; private set; } = [];

    public string? ColumnsProblem { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id) => await FindAsync(id) ? await ShowAsync(Import.ReadMeanings()) : NotFound();

    /// <summary>Shows the file with other meanings of its columns.</summary>
    public Task<IActionResult> OnPostMatchAsync(long id) => KeepAsync(id, start: false);

    public Task<IActionResult> OnPostStartAsync(long id) => KeepAsync(id, start: true);

    public async Task<IActionResult> OnPostStopAsync(long id)
    {
        if (!await FindAsync(id))
            return NotFound();
        var stopped = await imports.StopAsync(id);
        if (Import.State == ImportState.Uploaded)
            return Done($"{IndexModel.Path}/import", "The file is removed; nothing was imported.");
        return stopped ? Done(Path, "Stopped. Whoever was imported stays.") : Refused(Path, "It had ended already.");
    }

    /// <summary>The lines that were refused, as a table.</summary>
    public async Task<IActionResult> OnGetRefusedAsync(long id)
    {
        if (!await FindAsync(id))
            return NotFound();
        Download.Begin(Response, $"refused-{id}.csv");
        await Response.Body.WriteAsync(Encoding.UTF8.Preamble.ToArray());
        await using var csv = CsvWriter.Create(Response.Body, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        await csv.WriteRecordAsync(["line", "address", "reason"]);
        for (var after = 0L; await imports.RefusedAsync(id, after, Batch) is { Count: > 0 } lines; after = lines[^1].Id)
        {
            foreach (var line in lines)
                await csv.WriteRecordAsync([line.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), SafeCell.Write(line.Address), SafeCell.Write(line.Reason)]);
        }
        return new EmptyResult();
    }

    private string Path => $"{IndexModel.Path}/import/{Import.Id}";

    private async Task<bool> FindAsync(long id)
    {
        Import = (await imports.FindAsync(id))!;
        return Import is not null;
    }

    private async Task<IActionResult> KeepAsync(long id, bool start)
    {
        if (!await FindAsync(id))
            return NotFound();
        if (Import.State != ImportState.Uploaded)
            return Refused(Path, "This import was started already; nothing was changed.");
        var form = await Request.ReadFormAsync();
        var meanings = Import.ReadMeanings().Select((present, at) => Offered.Contains(present) ? Read(form[$"column-{at}"]) : present).ToList();
        Import = Import with { Confirmed = form["confirmed"] == "yes" };
        if (!meanings.Contains(ImportField.Address))
            ColumnsProblem = "Please say which column holds the addresses.";
        else if (meanings.Where(meaning => meaning != ImportField.None).GroupBy(meaning => meaning).FirstOrDefault(group => group.Count() > 1) is { } twice)
            ColumnsProblem = $"Two columns are said to mean “{Words.Of(twice.Key)}”. Please leave one of them out.";
        if (ColumnsProblem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(meanings);
        }
        await imports.MatchAsync(id, meanings, Import.Confirmed);
        if (start)
            await imports.StartAsync(id);
        Response.Headers.Location = Path;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<PageResult> ShowAsync(IReadOnlyList<ImportField> meanings)
    {
        if (Import.State != ImportState.Uploaded)
        {
            Refusals = await imports.RefusedAsync(Import.Id, after: 0, RefusalsShown);
            return Page();
        }
        try
        {
            Sample = await imports.SampleAsync(Import.Id, await topics.ReadAsync(), meanings);
        }
        catch (Exception problem) when (problem is ImportFileException or IOException or UnauthorizedAccessException)
        {
            ColumnsProblem = problem is IOException ? "The uploaded file is gone. Please upload it again." : problem.Message;
        }
        return Page();
    }

    private static ImportField Read(string? posted) => Offered.FirstOrDefault(field => field.ToString() == posted);
}
