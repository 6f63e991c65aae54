using Digest.Editions.Specials;

namespace Digest.Web.Pages.Admin.Editions;

/// <summary>How pages say what the rows of special editions say.</summary>
internal static class SpecialWords
{
    public static string Of(SpecialState state) => state switch
    {
        SpecialState.Draft => "Draft",
        SpecialState.Scheduled => "Goes at its time",
        SpecialState.Held => "Held",
        _ => "Closed",
    };

    /// <summary>A class of the style sheet beside <c>state</c>.</summary>
    public static string Style(SpecialState state) => state switch
    {
        SpecialState.Scheduled => "good",
        SpecialState.Held => "warn",
        _ => "",
    };

    public static string Of(SpecialAudience audience) => audience switch
    {
        SpecialAudience.Everyone => "Everyone, also those who get special editions only",
        SpecialAudience.Topics => "Readers who follow one of these topics",
        _ => "Only those who get special editions and no others (the cadence “breaking only”)",
    };

    /// <summary>As part of a sentence: for everyone.</summary>
    public static string For(SpecialEdition special) => special.Audience switch
    {
        SpecialAudience.Everyone => "for everyone",
        SpecialAudience.Topics => $"for readers of {string.Join(", ", special.AudienceTopics)}{(special.WithOthers ? " and those who follow no topic" : "")}",
        _ => "for those who get special editions only",
    };
}
