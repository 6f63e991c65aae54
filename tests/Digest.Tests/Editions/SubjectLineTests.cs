using System.Globalization;
using Digest.Editions;

namespace Digest.Tests.Editions;

/// <summary>What an inbox shows of a headline.</summary>
public sealed class SubjectLineTests
{
    [Theory]
    [InlineData("Fog")]
    [InlineData("A crack as long as a bus: Sea wall closed below Ropewalk")]
    [InlineData("Breaking: ferry sails again")]
    [InlineData("SEA WALL CLOSED")]
    [InlineData("😀")]
    [InlineData("123456789 123456789 123456789 123456789 123456789 123456789 ")]
    public void A_headline_that_fits_is_the_subject(string headline) => SubjectLine.Of(headline).ShouldBe(headline.Trim());

    [Fact]
    public void Characters_are_counted_as_people_count_them()
    {
        var families = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 60));
        SubjectLine.Of(families).ShouldBe(families);
        Length(SubjectLine.Of(families + "👍🏽")).ShouldBe(60);
        var accents = string.Concat(Enumerable.Repeat("e\u0301", 60));
        SubjectLine.Of(accents).ShouldBe(accents);
    }

    [Theory]
    [InlineData("Exclusive: Minister knew of the crack in the sea wall below Ropewalk", "Minister knew of the crack in the sea wall below Ropewalk")]
    [InlineData("Breaking: Live: Storm reaches the west coast, thousands leave homes", "Storm reaches the west coast, thousands leave homes")]
    [InlineData("🔴 LIVE | storm reaches the west coast, and thousands leave homes", "Storm reaches the west coast, and thousands leave homes")]
    [InlineData("[Video] Seals take over the slipway of the lifeboat in the harbour", "Seals take over the slipway of the lifeboat in the harbour")]
    [InlineData("Analysis – Why nobody wanted the ferry that everybody now loves", "Why nobody wanted the ferry that everybody now loves")]
    [InlineData("+++ Eilmeldung +++ Bundesregierung einigt sich nachts auf Haushalt", "Bundesregierung einigt sich nachts auf Haushalt")]
    [InlineData("Kommentar: Warum die Fähre allen gehört und niemand sie verkaufen darf", "Warum die Fähre allen gehört und niemand sie verkaufen darf")]
    [InlineData("ÚLTIMA HORA: El Gobierno aprueba la ley de vivienda por sorpresa", "El Gobierno aprueba la ley de vivienda por sorpresa")]
    [InlineData("En directo: miles de personas salen a la calle por la vivienda", "Miles de personas salen a la calle por la vivienda")]
    [InlineData("Direct : la tempête touche la côte bretonne, la SNCF s’arrête", "La tempête touche la côte bretonne, la SNCF s’arrête")]
    [InlineData("EN DIRECT - Grève à la SNCF, ce qu’il faut savoir avant de partir", "Grève à la SNCF, ce qu’il faut savoir avant de partir")]
    [InlineData("Live: iPhone factory in Holm closes, three hundred jobs at risk", "iPhone factory in Holm closes, three hundred jobs at risk")]
    public void A_long_headline_loses_its_kicker_first(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("Live music returns to the quay after three silent summers and one very loud winter", "Live music returns to the quay after three silent summers…")]
    [InlineData("Review of the harbour: the pilots, the dockers, the seals and everybody else are asked", "Review of the harbour: the pilots, the dockers, the seals…")]
    public void A_word_that_is_part_of_the_matter_is_no_kicker(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("‘We’d given up hope’: Ferry returns after eleven weeks and many tears", "Ferry returns after eleven weeks and many tears")]
    [InlineData("\"We won't be moved by anybody\": Seals take over the lifeboat's slipway", "Seals take over the lifeboat's slipway")]
    [InlineData("»Wir ziehen nicht um«: Die Seehunde übernehmen die Slipanlage", "Die Seehunde übernehmen die Slipanlage")]
    [InlineData("« Nous ne partirons pas » : les phoques occupent la cale du port", "Les phoques occupent la cale du port")]
    public void What_somebody_said_gives_way_to_what_happened(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("Coast fund turns down Saltmarsh: too few houses behind the wall", "Coast fund turns down Saltmarsh")]
    [InlineData("The ferry that nobody wanted is back – and the whole town is at the quay", "The ferry that nobody wanted is back")]
    [InlineData("Ceranova anuncia el cierre de su planta de Alcorveda; 640 despidos", "Ceranova anuncia el cierre de su planta de Alcorveda")]
    [InlineData("Library stays open four days, and takes to the road on two of them", "Library stays open four days")]
    [InlineData("Ferry returns after eleven weeks in the yard - The Saltmarsh Courier", "Ferry returns after eleven weeks in the yard")]
    [InlineData("Is the ferry to be sold after all? The council does not say, nor do we", "Is the ferry to be sold after all?")]
    [InlineData("Hôpital de Brégance menacé\u00A0: 3\u202F000 manifestants devant la préfecture", "Hôpital de Brégance menacé")]
    public void A_part_that_stands_by_itself_stands_alone(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("Foreign ministers from Germany, France and Italy meet in Rome about gas", "Foreign ministers from Germany, France and Italy meet…")]
    [InlineData("Fisherman Paul Smith, of Holm, was convicted of fraud by a jury on Tuesday", "Fisherman Paul Smith, of Holm, was convicted of fraud…")]
    [InlineData("After eleven weeks in the yard, as promised the old ferry sails again", "After eleven weeks in the yard, as promised the old ferry…")]
    [InlineData("Harbour strike – the longest in forty years – ends with a rise of four per cent", "Harbour strike – the longest in forty years – ends…")]
    [InlineData("Mayor calls the plan (all of it: the wall, the sluice and the road) a bad joke", "Mayor calls the plan (all of it: the wall, the sluice…)")]
    [InlineData("Strike ends: six nights, a rise of four per cent and a crèche for all", "Strike ends: six nights, a rise of four per cent…")]
    public void Half_a_list_half_a_name_or_half_a_bracket_does_not(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("Council votes nine to four for an electric ferry after the longest night", "Council votes nine to four for an electric ferry…")]
    [InlineData("COUNCIL VOTES NINE TO FOUR FOR AN ELECTRIC FERRY AFTER THE LONGEST NIGHT", "COUNCIL VOTES NINE TO FOUR FOR AN ELECTRIC FERRY…")]
    [InlineData("Town waits for what the experts from the ministry will say about IT security", "Town waits for what the experts from the ministry will say…")]
    [InlineData("Library would close for four days of six under treasurer’s new plan", "Library would close for four days of six…")]
    [InlineData("Theatersanierung in Ansbrunn verteuert sich auf 91 Millionen Euro", "Theatersanierung in Ansbrunn verteuert sich…")]
    [InlineData("Bürgermeisterin eröffnet die neue Slipanlage der Seenotretter und das Fest", "Bürgermeisterin eröffnet die neue Slipanlage…")]
    [InlineData("Un incendio forestal obliga a desalojar tres pueblos de la sierra de Almorrón", "Un incendio forestal obliga a desalojar tres pueblos…")]
    [InlineData("Le conseil municipal vote la construction d’un autre ferry pour les îles", "Le conseil municipal vote la construction d’un autre ferry…")]
    [InlineData("Twelve old fishing boats sink at Holm as many men and women and children die in storms", "Twelve old fishing boats sink at Holm as many men and women…")]
    public void Otherwise_it_is_cut_after_a_word_that_waits_for_nothing(string headline, string subject)
    {
        SubjectLine.Of(headline).ShouldBe(subject);
        Length(subject).ShouldBeLessThanOrEqualTo(SubjectLine.MaxLength);
    }

    [Theory]
    [InlineData("Mayor calls it “the worst thing that has ever happened to any harbour”", "Mayor calls it “the worst thing that has ever happened…”")]
    [InlineData("Mayor says 'we will not be moved by the wind, the sea or anybody' in speech", "Mayor says 'we will not be moved by the wind, the sea…'")]
    [InlineData("Mayor says \"we will not be moved by the wind, the sea or anybody\" in speech", "Mayor says \"we will not be moved by the wind, the sea…\"")]
    [InlineData("Bürgermeister nennt Entscheidung „einen Schlag ins Gesicht aller Menschen hier“", "Bürgermeister nennt Entscheidung „einen Schlag ins Gesicht…“")]
    [InlineData("Le maire dénonce «\u00A0une décision incompréhensible de l’État qui divise\u00A0»", "Le maire dénonce «\u00A0une décision incompréhensible…\u00A0»")]
    [InlineData("¿Por qué sube tanto el precio de la vivienda en las grandes ciudades?", "¿Por qué sube tanto el precio de la vivienda…?")]
    [InlineData("The people of the island of Holm say that the new ferry is “a gift from heaven”", "The people of the island of Holm say that the new ferry is…")]
    [InlineData("'90s ferry is back in service after eleven weeks and a thousand cancelled trips", "'90s ferry is back in service after eleven weeks…")]
    public void A_mark_that_the_cut_leaves_open_is_closed_or_goes(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesentwurf gescheitert", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsge…")]
    [InlineData("Streit um das Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesetz", "Streit um das Donaudampfschifffahrtselektrizitätenhauptbetr…")]
    [InlineData("Der Gemeinderat von Ansbrunn streitet um Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbaubeamte", "Der Gemeinderat von Ansbrunn streitet…")]
    [InlineData("https://www.example.com/a/very/long/address/that/somebody/put/into/a/headline", "https://www.example.com/a/very/long/address/that/somebody…")]
    public void A_word_is_cut_only_where_it_is_longer_than_a_subject_and_little_stands_before_it(string headline, string subject) => SubjectLine.Of(headline).ShouldBe(subject);

    [Theory]
    [InlineData("مجلس المدينة يصوت لصالح عبارة كهربائية جديدة بعد ليلة طويلة من النقاش الحاد")]
    [InlineData("עיריית החוף החליטה לרכוש מעבורת חשמלית חדשה לאחר לילה ארוך של ויכוחים סוערים")]
    public void A_text_from_right_to_left_is_cut_where_it_ends(string headline)
    {
        var subject = SubjectLine.Of(headline);
        Length(subject).ShouldBeInRange(40, 60);
        headline.ShouldStartWith(subject.TrimEnd('…') + " ");
    }

    [Theory]
    [InlineData("a", 300)]
    [InlineData("😀", 300)]
    [InlineData("👨‍👩‍👧‍👦", 300)]
    [InlineData("é", 300)]
    [InlineData("東京", 150)]
    [InlineData("the ", 100)]
    [InlineData("x\u00A0", 150)]
    [InlineData("(", 300)]
    [InlineData("“", 300)]
    [InlineData("…", 300)]
    [InlineData("- ", 150)]
    [InlineData("Live: ", 50)]
    [InlineData("Größer ", 250_000)]
    public void Whatever_comes_the_subject_is_short_and_not_empty(string part, int times)
    {
        var subject = SubjectLine.Of(string.Concat(Enumerable.Repeat(part, times)));
        Length(subject).ShouldBeInRange(1, 60);
        subject.Length.ShouldBeLessThan(1_000);
    }

    [Fact]
    public void A_letter_with_a_thousand_accents_keeps_a_few() => SubjectLine.Of("e" + new string('\u0301', 3_000)).Length.ShouldBeLessThanOrEqualTo(32);

    [Fact]
    public void What_nobody_sees_is_left_out() => SubjectLine.Of("  Donau\u00ADdampf\u200Bschiff\r\n gesunken\t").ShouldBe("Donaudampfschiff gesunken");

    [Fact]
    public void A_headline_that_shows_nothing_leaves_its_place_to_the_dek()
    {
        SubjectLine.Of("\u200B\u200E\u0007", "The harbour has no name today.").ShouldBe("The harbour has no name today.");
        SubjectLine.Of("\u200B").ShouldBeEmpty();
    }

    [Fact]
    public void Ten_thousand_headlines_of_chance_are_never_cut_in_a_word()
    {
        var random = new Random(7);
        string[] parts = ["the", "ferry", "Küste", "«", "»", "“", "”", "„", "(", ")", "–", "und", "l’Europe", "10:30", "Live:", "¿Qué", "Donaudampfschifffahrt", "'t", "\"", "😀", "IT", "de", ":", ",", "U.S."];
        for (var round = 0; round < 10_000; round++)
        {
            var headline = string.Join(' ', Enumerable.Range(0, random.Next(1, 40)).Select(_ => parts[random.Next(parts.Length)]));
            var subject = SubjectLine.Of(headline);
            Length(subject).ShouldBeInRange(1, 60, headline);
            var known = headline.Split(' ').Select(Bare).ToHashSet(StringComparer.OrdinalIgnoreCase);
            subject.Split(' ').Select(Bare).Where(word => !known.Contains(word)).ShouldBeEmpty(headline);
        }
    }

    private static string Bare(string word) => string.Concat(word.Where(char.IsLetterOrDigit));

    private static int Length(string text) => new StringInfo(text).LengthInTextElements;
}
