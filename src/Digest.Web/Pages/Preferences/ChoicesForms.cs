using Digest.Links;
using Digest.Signup;
using Digest.Storage;
using Digest.Stories;
using Digest.Subscribers;
using Digest.Web.Settings;

namespace Digest.Web.Pages.Preferences;

/// <summary>Makes the form with a reader's choices.</summary>
internal sealed class ChoicesForms(Choosing choosing, ArchiveTopics topics, LinkSigner signer, AppSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan New = TimeSpan.FromHours(1);

    /// <summary>For the welcome page, how often and when; topics can wait. Null: the confirmation is no longer fresh.</summary>
    public async Task<ChoicesForm?> ForNewReaderAsync(long subscriberId)
    {
        var subscriber = await choosing.LookAsync(signer.Sign(LinkPurpose.Preferences, subscriberId));
        return subscriber?.ConfirmedAt is { } confirmed && confirmed > (clock.GetUtcNow() - New).ToMilliseconds()
            ? Again(signer.SignUntil(LinkPurpose.FirstChoices, subscriberId, confirmed + (long)New.TotalMilliseconds), subscriber.Choices)
            : null;
    }

    /// <summary>The same form with the token it had.</summary>
    public ChoicesForm Again(string firstToken, Choices choices) => Make($"/preferences/first/{firstToken}", choices, []) with { HasTime = true };

    /// <summary>For the preferences page: everything but the time, which asks for a fresh link.</summary>
    public async Task<ChoicesForm> WithTopicsAsync(string token, Choices choices) => Make($"/preferences/{token}", choices, await OfferedAsync(choices)) with { HasShape = true };

    /// <summary>For the page behind a fresh link: hour and time zone.</summary>
    public ChoicesForm Time(string action, Choices choices) => Make(action, choices, []) with { HasTime = true };

    /// <summary>The archive's topics, and those that the reader follows or mutes although the archive has them no more.</summary>
    public async Task<IReadOnlyList<string>> OfferedAsync(Choices choices) =>
        [.. (await topics.ReadAsync()).Union(choices.Topics.Concat(choices.Muted), StringComparer.OrdinalIgnoreCase).Take(TopicList.Most)];

    private ChoicesForm Make(string action, Choices choices, IReadOnlyList<string> offered) =>
        new(action, choices, settings.Editions.SendAt, settings.Editions.TimeZone, offered);
}
