using Microsoft.Playwright;

namespace Digest.Browser.Tests;

/// <summary>A Chromium that many tests share. It reaches what listens on this machine and nothing else.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>The program; null: there is none here.</summary>
    public static string? Program { get; } = new[] { Environment.GetEnvironmentVariable("DIGEST_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(File.Exists);

    // Without these it asks its maker's hosts for news at every start.
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    /// <summary>As many pages as one test has open at once; older ones are closed, or hundreds would go on refreshing themselves.</summary>
    private const int OpenAtOnce = 12;

    private readonly Queue<IBrowserContext> open = new();
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task InitializeAsync()
    {
        if (Program is null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = Quiet });
    }

    /// <summary>A page in a browser that has no history.</summary>
    /// <param name="site">Where relative addresses begin.</param>
    /// <param name="look">Its size and colours.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    /// <param name="cookies">What it is signed in with.</param>
    public async Task<IPage> OpenAsync(Uri site, Look look, bool script = true, IEnumerable<Cookie>? cookies = null)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            HasTouch = look.Width < 600,
            JavaScriptEnabled = script,
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(30_000);
        open.Enqueue(context);
        while (open.Count > OpenAtOnce)
            await open.Dequeue().CloseAsync();
        if (cookies is not null)
            await context.AddCookiesAsync(cookies);
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>Tests of what readers see. They share one Chromium; those of the other collection run beside them in theirs.</summary>
[CollectionDefinition(Name)]
public sealed class ReadersInChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Readers in Chromium";
}

/// <summary>Tests of what editors and operators see.</summary>
[CollectionDefinition(Name)]
public sealed class AdminsInChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Admins in Chromium";
}
