namespace Digest.Browser.Tests;

/// <summary>Every page of the admin, in an installation with something in it.</summary>
[Collection(AdminsInChromium.Name)]
public sealed class AdminPagesTests(Chromium chromium)
{
    [BrowserFact]
    public async Task The_overview_reads_well_on_every_screen() => await LookAtAsync("/admin", "admin-overview");

    private async Task LookAtAsync(string path, string name)
    {
        await using var site = await TestSite.StartAsync();
        var cookies = await site.SignedInAsync();
        foreach (var look in Look.All)
            await (await chromium.OpenAsync(site.Address, look, cookies: cookies)).LookAtAsync(path, name, look);
    }
}
