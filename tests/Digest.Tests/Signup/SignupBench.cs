using Digest.Languages;
using Digest.Links;
using Digest.Net.Names;
using Digest.Outbox;
using Digest.Rendering;
using Digest.Signup;
using Digest.Signup.Gate;
using Digest.Storage;
using Digest.Subscribers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Digest.Tests.Signup;

/// <summary>The whole slice on a real database; messages are one line each.</summary>
internal sealed class SignupBench : IAsyncDisposable
{
    private readonly TestDatabase test;

    private SignupBench(TestDatabase test)
    {
        this.test = test;
        Signer = new LinkSigner(test.Keys);
        Suppressions = new Suppressions(Signer);
        var messages = new SignupMessages(RenderAsync);
        var outbox = new OutboxWriter(Clock);
        Nonces = new FormNonces(Signer, Clock);
        Asking = new Asking(new SiteOptions(), Database, Signal, Clock);
        Gate = new SignupGate(Nonces, new Pressure(Options, Clock), BlockedDomains.None, new MailDomains(new DnsClient([]), Clock), Options, Asking, Clock);
        Answer = new AnswerRequests(Database, messages, outbox, Suppressions, Options, Clock);
        Confirming = new Confirming(Database, Signer, messages, outbox, Suppressions, Clock, NullLogger<Confirming>.Instance);
        Leaving = new Leaving(Database, Signer, outbox, Suppressions, Clock);
        Choosing = new Choosing(Database, Signer, outbox, Clock);
        Remind = new RemindUnconfirmed(Database, messages, outbox, Clock);
        Import = new ReaderImport(Database, Suppressions, Signal, Clock);
        Folder = new ImportFolder(Database);
        Imports = new UploadedImports(Database, Folder, Clock);
        RunImports = new RunImports(Database, Folder, Import, Signal, Clock, NullLogger<RunImports>.Instance);
        CleanUp = new CleanUp(Database, Imports, new RetentionOptions(), Clock);
        Adding = new Adding(Database, messages, outbox, Suppressions, Signal, Clock, NullLogger<Adding>.Instance);
        Editing = new Editing(Database, outbox, Clock);
        Erasing = new Erasing(Database, outbox, Suppressions, Clock);
    }

    public Database Database => test.Database;

    public Clock Clock => test.Clock;

    public SignupOptions Options { get; } = new();

    public LinkSigner Signer { get; }

    public Suppressions Suppressions { get; }

    public RequestSignal Signal { get; } = new();

    public FormNonces Nonces { get; }

    public SignupGate Gate { get; }

    public Asking Asking { get; }

    public AnswerRequests Answer { get; }

    public Confirming Confirming { get; }

    public Leaving Leaving { get; }

    public Choosing Choosing { get; }

    public RemindUnconfirmed Remind { get; }

    public CleanUp CleanUp { get; }

    public ReaderImport Import { get; }

    public ImportFolder Folder { get; }

    public UploadedImports Imports { get; }

    public RunImports RunImports { get; }

    public Adding Adding { get; }

    public Editing Editing { get; }

    public Erasing Erasing { get; }

    /// <summary>A kind whose template is broken.</summary>
    public MessageKind? Broken { get; set; }

    public static async Task<SignupBench> CreateAsync() => new(await TestDatabase.CreateAsync());

    public string FormText => Asking.FormText(Words.In(ReaderLanguages.English));

    /// <summary>Writes a request down, with a form of its own.</summary>
    public async Task RequestAsync(string address, string source, string? client)
    {
        EmailAddress.TryParse(address, out var parsed, out var problem).ShouldBeTrue(problem?.English);
        (await Asking.AskAsync(parsed!, new RequestOrigin(source, client, FormText), Nonces.Issue(), Nonces.Mark(parsed!.Key))).ShouldBe(Taking.Taken);
    }

    public async Task AskAsync(string address)
    {
        await RequestAsync(address, "form", "192.0.2.7");
        await Answer.RunAsync();
    }

    public async Task<Subscriber> ReaderAsync(string address)
    {
        await AskAsync(address);
        var reader = await FindAsync(address);
        (await Confirming.ConfirmAsync(ConfirmToken(reader!.Id), "192.0.2.7")).Outcome.ShouldBe(ConfirmOutcome.Confirmed);
        return (await FindAsync(address))!;
    }

    public Task<Subscriber?> FindAsync(string address) =>
        Database.ReadAsync(session => session.FirstOrDefaultAsync<Subscriber>("SELECT * FROM subscribers WHERE address_key = @address", new { address }));

    public Task<IReadOnlyList<string>> MessagesAsync() => Database.ReadAsync(session => session.QueryAsync<string>("SELECT kind || ' ' || status FROM messages ORDER BY id"));

    public Task<IReadOnlyList<string>> ConsentsAsync() => Database.ReadAsync(session => session.QueryAsync<string>("SELECT kind FROM consents ORDER BY id"));

    public Task<IReadOnlyList<string>> OutcomesAsync() => Database.ReadAsync(session => session.QueryAsync<string>("SELECT outcome FROM signup_requests ORDER BY id"));

    public Task<int> ExecuteAsync(string sql) => Database.WriteAsync(session => session.ExecuteAsync(sql));

    public Task SuppressAsync(string addressKey, string reason) => Database.WriteAsync(session => session.ExecuteAsync(
        "INSERT INTO suppressions (address_hash, reason, at) VALUES (@hash, @reason, 1)", new { hash = Signer.KeyedHash("suppression", addressKey), reason }));

    public string ConfirmToken(long id) => Signer.Sign(LinkPurpose.Confirm, id);

    public string LeaveToken(long id) => Signer.Sign(LinkPurpose.Unsubscribe, id);

    public ValueTask DisposeAsync()
    {
        Signal.Dispose();
        return test.DisposeAsync();
    }

    private Task<Rendered> RenderAsync(MessageKind kind, Language? language)
    {
        if (kind == Broken)
            throw new TemplateException($"{kind} is broken");
        var markers = new SlotMarkers();
        return Task.FromResult(new Rendered(language is null || language == ReaderLanguages.English ? kind.ToString() : $"{kind} {language.Code}", $"<p>{markers.Confirm}</p>", markers.Confirm, markers.ByName));
    }
}
