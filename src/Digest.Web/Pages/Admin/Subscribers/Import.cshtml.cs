using Digest.Signup;
using Digest.Subscribers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Digest.Web.Pages.Admin.Subscribers;

/// <summary>Takes a file of readers, for a look at it first. The only page that takes a large body.</summary>
[RequestSizeLimit(LargestBody)]
[RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
internal sealed class ImportModel(UploadedImports imports, Shown shown) : AdminPage
{
    private const int Shows = 20;
    private const long LargestFile = 50 * 1024 * 1024;

    // Somewhat larger files get an answer that says so; what is larger still is refused while it comes.
    private const long LargestBody = LargestFile + (16 * 1024 * 1024);

    public Shown Shown => shown;

    public IReadOnlyList<UploadedImport> Newest { get; private set; } = [];

    public string? FileProblem { get; private set; }

    public async Task OnGetAsync() => Newest = await imports.NewestAsync(Shows);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken cancellation)
    {
        if (file is null || file.Length == 0)
            return await AgainAsync("Please choose a file that has something in it.");
        if (file.Length > LargestFile)
            return await AgainAsync("The file is larger than 50 MB. Divide it, or use the command: subscribers import FILE.csv");
        try
        {
            await using var content = file.OpenReadStream();
            var id = await imports.UploadAsync(content, file.FileName, AdminName, cancellation);
            Response.Headers.Location = $"{IndexModel.Path}/import/{id}";
            return StatusCode(StatusCodes.Status303SeeOther);
        }
        catch (ImportFileException problem)
        {
            return await AgainAsync(problem.Message);
        }
    }

    private async Task<PageResult> AgainAsync(string problem)
    {
        FileProblem = problem;
        Newest = await imports.NewestAsync(Shows);
        var page = Page();
        page.StatusCode = StatusCodes.Status400BadRequest;
        return page;
    }
}
