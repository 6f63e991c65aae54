using Digest.Mail;
using Digest.Outbox;
using Digest.Subscribers;
using Digest.Web.Security;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Digest.Web.Pages.Admin.Outbox;

/// <summary>The messages by state, and a search by address.</summary>
internal sealed class IndexModel(OutboxView outbox, PickupFolder folder, ITransport transport, SubmitMessages submitting, SearchSeal seal) : AdminPage
{
    private const int Shown = 50;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    [BindProperty(SupportsGet = true)]
    public MessageStatus? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public MessageKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Edition { get; set; }

    /// <summary>Whose messages are looked for; empty: everybody's.</summary>
    public string? Address { get; private set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public string? AddressProblem { get; private set; }

    public IReadOnlyList<OutboxMessage> Messages { get; private set; } = [];

    public IReadOnlyDictionary<MessageStatus, long> Open { get; private set; } = new Dictionary<MessageStatus, long>();

    public IReadOnlyDictionary<MessageStatus, long> Finished { get; private set; } = new Dictionary<MessageStatus, long>();

    public bool HasFolder => folder.IsUsed;

    public string Transport => transport.Describe();

    public string? Outage => submitting.Outage.Reason;

    public bool IsFiltered => Status is not null || Kind is not null || Edition is not null || Address is not null;

    /// <summary>The id to go on from; null: there is no more.</summary>
    public long? Next => Messages.Count == Shown ? Messages[^1].Id : null;

    /// <summary>The address of this page with another state, or further on.</summary>
    public string Link(MessageStatus? status, long? before = null)
    {
        var query = new QueryBuilder();
        Add(query, "status", status?.ToString());
        Add(query, "kind", Kind?.ToString());
        Add(query, "edition", Edition?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(query, SearchSeal.Field, Address is null ? null : seal.Seal(Address));
        Add(query, "before", before?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return $"/admin/outbox{query.ToQueryString()}";
    }

    public async Task OnGetAsync(string? find, CancellationToken cancellation)
    {
        Address = seal.Open(find);
        Open = await outbox.OpenAsync(cancellation);
        Finished = await outbox.FinishedAsync(Lately, cancellation);
        string? key = null;
        if (Address is not null)
        {
            if (!EmailAddress.TryParseTyped(Address, out var address, out var problem))
            {
                AddressProblem = problem.English;
                return;
            }
            key = address.Key;
        }
        Messages = await outbox.FindAsync(new OutboxFilter { Status = Status, Kind = Kind, EditionId = Edition, AddressKey = key, Before = Before }, Shown, cancellation);
    }

    /// <summary>Changes nothing: what was typed is posted so that it stands in no address of a page (<see cref="SearchSeal"/>).</summary>
    public IActionResult OnPost(string? address, MessageStatus? status, MessageKind? kind)
    {
        Address = SearchSeal.Usable(address);
        Kind = kind;
        Response.Headers.Location = Link(status);
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            query.Add(name, value);
    }
}
