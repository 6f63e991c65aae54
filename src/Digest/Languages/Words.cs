using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Digest.Languages;

/// <summary>
/// The sentences that readers meet, in one language. They stand in <c>Languages/CODE/AREA.json</c>; a sentence is named
/// <c>area.name</c>, and what differs stands in it as <c>{name}</c>.
/// </summary>
public sealed partial class Words
{
    private static readonly ConcurrentDictionary<string, Words> Known = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> sentences;

    private Words(Language language)
    {
        Language = language;
        sentences = Read(language.Code);
    }

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The names of all sentences.</summary>
    internal IEnumerable<string> Names => sentences.Keys;

    /// <summary>A sentence without gaps.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public string this[string name] => sentences.TryGetValue(name, out var sentence) ? sentence : throw new KeyNotFoundException($"There is no sentence '{name}' in the language '{Language.Code}'.");

    /// <summary>The sentences of a language.</summary>
    public static Words In(Language language) => Known.GetOrAdd(language.Code, _ => new Words(language));

    /// <summary>A sentence with its gaps filled, as plain text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">What stands in the gaps; numbers are written as the language does.</param>
    /// <exception cref="KeyNotFoundException">There is no sentence of that name, or nothing for one of its gaps.</exception>
    public string Say(string name, params (string Gap, object Value)[] values) => Gaps().Replace(this[name], gap => Text(Value(name, gap, values)));

    /// <summary>A sentence in the form that goes with a number: <c>name.one</c> or <c>name.other</c>. Its gap <c>{n}</c> is the number.</summary>
    /// <inheritdoc cref="Say"/>
    /// <param name="name">Its name, without the form.</param>
    /// <param name="number">How many.</param>
    /// <param name="values">What stands in the other gaps.</param>
    public string Count(string name, long number, params (string Gap, object Value)[] values) =>
        Say($"{name}.{(number == 1 || (number == 0 && Language.Code == "fr") ? "one" : "other")}", [("n", number), .. values]);

    /// <summary>A sentence as HTML: it and its values are encoded, apart from values that are markup already.</summary>
    /// <inheritdoc cref="Say"/>
    public IHtmlContent Html(string name, params (string Gap, object Value)[] values)
    {
        var content = new HtmlContentBuilder();
        var (sentence, at) = (this[name], 0);
        foreach (Match gap in Gaps().Matches(sentence))
        {
            content.Append(sentence[at..gap.Index]);
            if (Value(name, gap, values) is IHtmlContent markup)
                content.AppendHtml(markup);
            else
                content.Append(Text(Value(name, gap, values)));
            at = gap.Index + gap.Length;
        }
        return content.Append(sentence[at..]);
    }

    /// <summary>A day in full: 22 November 2026.</summary>
    public string Day(DateOnly day) => FirstOfMonth(day, day.ToString(Language.Culture.DateTimeFormat.LongDatePattern.Contains("dddd", StringComparison.Ordinal) ? WithoutWeekday() : "D", Language.Culture));

    /// <summary>A day of its month: 22.</summary>
    public string DayOfMonth(DateOnly day) => FirstOfMonth(day, day.Day.ToString(Language.Culture));

    /// <summary>A day of the week: Sunday.</summary>
    public string Weekday(DayOfWeek day) => Language.Culture.DateTimeFormat.GetDayName(day);

    // French counts its days from a first one: 1er décembre.
    private string FirstOfMonth(DateOnly day, string text) => day.Day == 1 && Language.Code == "fr" ? $"1er{text[1..]}" : text;

    private string WithoutWeekday() => Weekdays().Replace(Language.Culture.DateTimeFormat.LongDatePattern, "");

    private static object Value(string name, Match gap, (string Gap, object Value)[] values)
    {
        foreach (var (wanted, value) in values)
        {
            if (gap.Groups["name"].ValueSpan.SequenceEqual(wanted))
                return value;
        }
        throw new KeyNotFoundException($"There is nothing for {gap.Value} in the sentence '{name}'.");
    }

    private string Text(object value) => value is int or long ? ((IFormattable)value).ToString("N0", Language.Culture) : Convert.ToString(value, Language.Culture) ?? "";

    private static Dictionary<string, string> Read(string code)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        var program = Assembly.GetExecutingAssembly();
        foreach (var file in program.GetManifestResourceNames().Where(file => file.StartsWith($"Languages/{code}/", StringComparison.Ordinal)))
        {
            using var stream = program.GetManifestResourceStream(file)!;
            foreach (var (name, sentence) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                read.Add($"{Path.GetFileNameWithoutExtension(file)}.{name}", sentence);
        }
        return read;
    }

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gaps();

    [GeneratedRegex(@"dddd[,.]?\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Weekdays();
}
