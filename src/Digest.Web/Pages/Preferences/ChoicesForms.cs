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
        var token = signer.Sign(LinkPurpose.Preferences, subscriberId);
        return await choosing.LookAsync(token) is { } subscriber && subscriber.ConfirmedAt > (clock.GetUtcNow() - New).ToMilliseconds()
            ? Make(token, subscriber.Choices, [])
            : null;
    }

    /// <summary>For the preferences page: everything.</summary>
    public async Task<ChoicesForm> WithTopicsAsync(string token, Choices choices) => Make(token, choices, await OfferedAsync(choices)) with { HasShape = true };

    /// <summary>The archive's topics, and those that the reader follows or mutes although the archive has them no more.</summary>
    public async Task<IReadOnlyList<string>> OfferedAsync(Choices choices) =>
        [.. (await topics.ReadAsync()).Union(choices.Topics.Concat(choices.Muted), StringComparer.OrdinalIgnoreCase).Take(TopicList.Most)];

    private ChoicesForm Make(string token, Choices choices, IReadOnlyList<string> offered) =>
        new($"/preferences/{token}", choices, settings.Editions.SendAt, settings.Editions.TimeZone, offered) { HasTime = true };
}
