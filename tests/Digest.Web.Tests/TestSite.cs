using System.Text;
using Digest.Links;
using Digest.Storage;
using Digest.Subscribers;
using Digest.Tests.Tools;
using Digest.Web.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Digest.Web.Tests;

/// <summary>
/// The real site on a real socket, in a folder of its own, with a clock that a test moves. Nothing happens by itself: a
/// journey runs each job by name (<see cref="Get{T}"/> gives it).
/// </summary>
internal sealed class TestSite : IAsyncDisposable
{
    /// <summary>The site's address as it stands in messages; the sockets are elsewhere.</summary>
    public const string Url = "https://news.example";

    private readonly string folder;
    private readonly TestStorage storage;
    private readonly WebApplication app;

    private TestSite(string folder, TestStorage storage, WebApplication app, Clock clock)
    {
        this.folder = folder;
        this.storage = storage;
        this.app = app;
        Clock = clock;
        Address = new Uri(app.Urls.First());
        // The site under test is the only thing reached, and each answer is looked at as it comes.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Address };
    }

    public Clock Clock { get; }

    /// <summary>Where the sockets are.</summary>
    public Uri Address { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Http { get; }

    public Database Database => Get<Database>();

    /// <summary>Starts a site.</summary>
    /// <param name="settings">On top of the defaults, such as <c>("Editions:MaxStories", "3")</c>.</param>
    public static Task<TestSite> StartAsync(params (string Key, string Value)[] settings) => StartAsync(replace: null, settings);

    /// <summary>Starts a site with something else in the place of a seam.</summary>
    public static async Task<TestSite> StartAsync(Action<IServiceCollection>? replace, (string Key, string Value)[] settings)
    {
        var root = Directory.CreateTempSubdirectory("digest-site-").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, SettingsFolder.FileName), "{}");
        var clock = new Clock();
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["urls"] = "http://127.0.0.1:0", ["Site:Url"] = Url, ["Signup:CheckDomains"] = "false" };
        var kept = await TestStorage.CreateAsync();
        foreach (var (key, value) in kept.Settings)
            overrides[key] = value;
        foreach (var (key, value) in settings)
            overrides[key] = value;
        var built = WebSite.Build(AppSettings.Read(root, overrides), clock, runJobs: false, replace);
        await built.Services.PrepareAsync(isSite: true);
        await built.StartAsync();
        return new TestSite(root, kept, built, clock);
    }

    public IServiceProvider Services => app.Services;

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>The path of a tokened page, as it stands in messages to a subscriber.</summary>
    public string Link(LinkPurpose purpose, long subscriberId)
    {
        var links = Get<SiteLinks>();
        var url = purpose switch
        {
            LinkPurpose.Confirm => links.Confirm(subscriberId),
            LinkPurpose.Preferences => links.Preferences(subscriberId),
            LinkPurpose.NotNow => links.NotNow(subscriberId),
            _ => links.Unsubscribe(subscriberId),
        };
        return new Uri(url).AbsolutePath;
    }

    /// <summary>Posts a form as a browser does.</summary>
    public async Task<PageAnswer> PostAsync(string path, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));
        return await PostAsync(path, form);
    }

    public async Task<PageAnswer> PostAsync(string path, HttpContent content)
    {
        using var answer = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await PageAnswer.ReadAsync(answer);
    }

    public async Task<PageAnswer> GetAsync(string path, string? accept = null) => await SendAsync(HttpMethod.Get, path, accept);

    public async Task<PageAnswer> SendAsync(HttpMethod method, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Http.SendAsync(request);
        return await PageAnswer.ReadAsync(answer);
    }

    public Task<Subscriber?> FindAsync(string address) =>
        Database.ReadAsync(session => session.FirstOrDefaultAsync<Subscriber>("SELECT * FROM subscribers WHERE address_key = @address", new { address }));

    public Task<T?> ScalarAsync<T>(string sql) => Database.ReadAsync(session => session.ScalarAsync<T>(sql));

    /// <summary>The settings of its database, for a second process on it.</summary>
    public IEnumerable<(string Key, string Value)> Storage => storage.Settings;

    /// <summary>The first column of every row, with commas between.</summary>
    public async Task<string> ColumnAsync(string sql) => string.Join(", ", await Database.ReadAsync(session => session.QueryAsync<string>(sql)));

    public Task<int> ExecuteAsync(string sql) => Database.WriteAsync(session => session.ExecuteAsync(sql));

    private string Tables => Database.Options.Provider is StorageProvider.Sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE 'qrtz%' ORDER BY 1";

    /// <summary>Every row of every table as text: two equal dumps mean that nothing has changed.</summary>
    public Task<string> DumpAsync() => Database.ReadAsync(async session =>
    {
        var text = new StringBuilder();
        foreach (var table in await session.QueryAsync<string>(Tables))
        {
            text.Append(table).Append('\n');
            foreach (var row in await session.QueryAsync<object>($"SELECT * FROM \"{table}\""))
                text.Append("  ").Append(row).Append('\n');
        }
        return text.ToString();
    });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
