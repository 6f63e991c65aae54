using Digest.Editions;
using Digest.Jobs.Alerts;
using Digest.Mail;
using Digest.Mail.Dkim;
using Digest.Net;
using Digest.Outbox;
using Digest.Related;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Storage;
using Digest.Stories;
using Digest.Stories.Pages;
using Npgsql;

namespace Digest.Web.Settings;

/// <summary>All settings, read and checked once at start; the slices get their own part.</summary>
internal sealed record AppSettings(
    string Folder,
    IConfiguration Configuration,
    SiteOptions Site,
    StorageOptions Storage,
    FeedsOptions Feeds,
    StoryPagesOptions StoryPages,
    NetOptions Net,
    EditionOptions Editions,
    SmtpOptions Smtp,
    DkimOptions Dkim,
    OutboxOptions Outbox,
    RetentionOptions Retention,
    RelatedOptions Related,
    SignupOptions Signup,
    AlertOptions Alerts,
    WebOptions Web)
{
    public const string DefaultUrl = "http://localhost:5000";

    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Site"] = typeof(SiteOptions),
        ["Storage"] = typeof(StorageOptions),
        [SettingsShape.Feeds] = typeof(FeedsOptions),
        ["StoryPages"] = typeof(StoryPagesOptions),
        ["Net"] = typeof(NetOptions),
        ["Editions"] = typeof(EditionOptions),
        ["Smtp"] = typeof(SmtpOptions),
        ["Dkim"] = typeof(DkimOptions),
        ["Outbox"] = typeof(OutboxOptions),
        ["Retention"] = typeof(RetentionOptions),
        ["Related"] = typeof(RelatedOptions),
        ["Signup"] = typeof(SignupOptions),
        ["Alerts"] = typeof(AlertOptions),
        ["Web"] = typeof(WebOptions),
    };

    /// <summary>Reads the settings that hold in <paramref name="currentFolder"/>.</summary>
    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    public static AppSettings Read(string currentFolder, IEnumerable<KeyValuePair<string, string?>>? overrides = null)
    {
        var folder = SettingsFolder.Find(currentFolder);
        var configuration = SettingsFolder.Load(folder, overrides);
        SettingsShape.RefuseUnknownSections(configuration, Sections);
        return Of(folder, configuration);
    }

    /// <summary>Reads the settings out of a configuration, wherever that came from.</summary>
    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    public static AppSettings Of(string folder, IConfiguration configuration)
    {
        var settings = new AppSettings(
            folder,
            configuration,
            SettingsReader.Read<SiteOptions>(configuration, "Site"),
            SettingsReader.Read<StorageOptions>(configuration, "Storage"),
            ReadFeeds(configuration),
            SettingsReader.Read<StoryPagesOptions>(configuration, "StoryPages"),
            SettingsReader.Read<NetOptions>(configuration, "Net"),
            SettingsReader.Read<EditionOptions>(configuration, "Editions"),
            SettingsReader.Read<SmtpOptions>(configuration, "Smtp"),
            SettingsReader.Read<DkimOptions>(configuration, "Dkim"),
            SettingsReader.Read<OutboxOptions>(configuration, "Outbox"),
            SettingsReader.Read<RetentionOptions>(configuration, "Retention"),
            SettingsReader.Read<RelatedOptions>(configuration, "Related"),
            SettingsReader.Read<SignupOptions>(configuration, "Signup"),
            SettingsReader.Read<AlertOptions>(configuration, "Alerts"),
            SettingsReader.Read<WebOptions>(configuration, "Web"));
        settings.Resolve();
        return settings;
    }

    /// <summary>The addresses to listen on.</summary>
    public string Urls => Configuration["urls"] is { Length: > 0 } urls ? urls : DefaultUrl;

    /// <summary>Whether the site's address is set; else it is where the site listens.</summary>
    public bool HasSiteUrl => Configuration["Site:Url"] is not null;

    /// <summary>With what messages are signed.</summary>
    public MessageSigners Signers { get; private set; } = MessageSigners.None;

    /// <summary>From which mail domains nobody signs up.</summary>
    public BlockedDomains BlockedDomains { get; private set; } = BlockedDomains.None;

    /// <summary>Where rows are kept, as sentences name it: the file, or the database and its server.</summary>
    public string DatabaseName { get; private set; } = "";

    private void Resolve()
    {
        foreach (var url in Urls.Split(';'))
        {
            if (ListenAddress.Problem(url) is { } problem)
                throw new SettingsException($"urls: '{url}' is not an address such as {DefaultUrl}{problem}");
        }
        if (!HasSiteUrl)
            Site.Url = Urls.Split(';')[0].Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal);
        Site.Url = Site.Url.TrimEnd('/');
        if (!Uri.TryCreate(Site.Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new SettingsException($"Site:Url: '{Site.Url}' is not an address such as https://news.example");
        if (Site.Icon.Length > 0 && !(Uri.TryCreate(Site.Icon, UriKind.Absolute, out var icon) && icon.Scheme is "http" or "https"))
            throw new SettingsException($"Site:Icon: '{Site.Icon}' is not an address such as https://news.example/icon.png");
        if (Site.Appeal.Link.Length > 0 && !(Uri.TryCreate(Site.Appeal.Link, UriKind.Absolute, out var appeal) && appeal.Scheme is "http" or "https"))
            throw new SettingsException($"Site:Appeal:Link: '{Site.Appeal.Link}' is not an address such as https://news.example/support");
        try
        {
            _ = MailboxAddress.Parse(Site.From);
        }
        catch (HeaderException problem)
        {
            throw new SettingsException($"Site:From: {problem.Message}");
        }
        ResolveKey();
        ResolveBlockedDomains();
        if (Smtp.TokenFile.Length > 0)
            Smtp.TokenFile = Path.GetFullPath(Smtp.TokenFile, Folder);
        Smtp.PickupFolder = Path.GetFullPath(Smtp.PickupFolder, Folder);
        Storage.Folder = Path.GetFullPath(Storage.Folder, Folder);
        if (Storage.Provider is StorageProvider.Postgres)
            ResolveServer(Storage.ConnectionString);
        else
            Storage.ConnectionString = ResolveDataSource(Storage.ConnectionString);
        foreach (var feed in Feeds.Feeds.Where(feed => !feed.Url.Contains("://", StringComparison.Ordinal)))
            feed.Url = Path.GetFullPath(feed.Url, Folder);
    }

    private void ResolveKey()
    {
        if (!Dkim.IsUsed)
            return;
        Dkim.PrivateKeyFile = Path.GetFullPath(Dkim.PrivateKeyFile, Folder);
        var sender = MailboxAddress.Parse(Site.From).Domain;
        if (!DkimNames.AreAligned(Dkim.Domain, sender))
            throw new SettingsException($"Site:From: messages from {sender} cannot be signed for Dkim:Domain {Dkim.Domain}: one must be the other, or lie below it");
        try
        {
            Signers = MessageSigners.Of(Dkim);
        }
        catch (DkimKeyException problem)
        {
            throw new SettingsException($"Dkim:PrivateKeyFile: {problem.Message}");
        }
    }

    private void ResolveBlockedDomains()
    {
        if (Signup.BlockedDomainsFile.Length == 0)
            return;
        Signup.BlockedDomainsFile = Path.GetFullPath(Signup.BlockedDomainsFile, Folder);
        try
        {
            BlockedDomains = BlockedDomains.Read(Signup.BlockedDomainsFile);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new SettingsException($"Signup:BlockedDomainsFile: {problem.Message.ReplaceLineEndings(" ")}");
        }
    }

    private string ResolveDataSource(string connectionString)
    {
        try
        {
            var builder = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connectionString);
            if (builder.DataSource is "" or ":memory:")
                throw new SettingsException("Storage:ConnectionString: it must name a file, such as Data Source=data/digest.db");
            builder.DataSource = DatabaseName = Path.GetFullPath(builder.DataSource, Folder);
            Storage.Folder = Path.GetDirectoryName(DatabaseName)!;
            return builder.ToString();
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidOperationException)
        {
            // What was written is not repeated: it may carry a password.
            throw new SettingsException("Storage:ConnectionString: it is not understood; the form is Data Source=data/digest.db");
        }
    }

    private void ResolveServer(string connectionString)
    {
        const string form = "Host=db.example;Database=digest;Username=digest;Password=…";
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            if (string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database))
                throw new SettingsException($"Storage:ConnectionString: it must name a server and a database, such as {form}");
            DatabaseName = $"{builder.Database} on {builder.Host}";
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // What was written is not repeated: it may carry a password.
            throw new SettingsException($"Storage:ConnectionString: it is not understood; for PostgreSQL the form is {form}");
        }
    }

    private static FeedsOptions ReadFeeds(IConfiguration configuration)
    {
        var section = configuration.GetSection(SettingsShape.Feeds);
        SettingsShape.RefuseMisplacedFeeds(section);
        return new FeedsOptions { Feeds = section.GetChildren().Select(child => SettingsReader.Read<FeedOptions>(configuration, child.Path)).ToList() };
    }
}
