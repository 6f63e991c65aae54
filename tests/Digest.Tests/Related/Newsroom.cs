using Digest.Related;

namespace Digest.Tests.Related;

/// <summary>A small invented archive: running matters with several stories each, and lookalikes that share words but no matter.</summary>
internal static class Newsroom
{
    public static readonly DateTimeOffset Today = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static readonly (string Matter, string Headline, string Dek)[] Stories =
    [
        ("dam", "Cracks found in the Orvalle dam after winter floods", "Engineers lowered the reservoir by two metres while they inspect the spillway."),
        ("dam", "Villages below Orvalle dam told to pack a bag", "The river authority says the spillway will hold, but asks families to be ready."),
        ("dam", "Why the Orvalle reservoir was never repaired", "Inspectors warned of the spillway's concrete eleven years ago, documents show."),
        ("dam", "Orvalle: river authority chief resigns over ignored warnings", "The concrete of the spillway had been rated poor in three inspections."),
        ("tram", "City council approves the harbour tram line", "Construction of the nine stations is to begin in autumn and take four years."),
        ("tram", "Harbour tram to cost twice what was promised", "Tunnelling under the old market makes the nine stations dearer, auditors say."),
        ("tram", "Market traders sue to stop harbour tram tunnel", "They fear that vibrations will damage the vaulted cellars."),
        ("bees", "Beekeepers lose half their hives to a new mite", "The parasite arrived with imported queens, entomologists at the university believe."),
        ("bees", "Mite that kills honeybees reaches orchards in the north", "Growers rent hives from abroad to have their apple trees pollinated."),
        ("bees", "Government bans imports of queen bees", "The measure comes too late for many hives, beekeepers say; the mite is everywhere."),
        ("teachers", "Teachers walk out over class sizes", "Nine in ten schools stayed shut on the first day of the strike."),
        ("teachers", "Strike by teachers enters its second week", "Parents organise lessons in libraries while the union and the ministry talk."),
        ("teachers", "Teachers' union and ministry agree to cap class sizes", "The strike ends on Monday; no class will have more than twenty-four pupils."),
        ("satellite", "Amateur astronomers track a lost weather satellite", "The probe Halcyon-3 had been silent since a solar storm."),
        ("satellite", "Halcyon-3 answers after six months of silence", "Engineers restarted the weather satellite's transmitter from a dish in the desert."),
        ("satellite", "What Halcyon-3 saw while nobody listened", "The satellite stored images of three hurricanes."),
        ("bank", "Cooperative bank Solvia freezes withdrawals", "Customers queue in front of branches; the supervisor speaks of a liquidity gap."),
        ("bank", "Solvia's directors sold shares before the freeze", "Prosecutors searched the cooperative bank's headquarters."),
        ("bank", "Savers of Solvia to get their deposits back by June", "The guarantee fund covers accounts of up to one hundred thousand."),
        ("wolf", "Wolf pack settles in the Brenna forest", "Camera traps show five pups, the first in a century."),
        ("wolf", "Shepherds demand fences after wolves kill sheep near Brenna", "The forest administration offers guard dogs."),
        ("wolf", "Court forbids shooting of the Brenna wolves", "The pack is protected by the habitats directive, judges say."),
        ("vaccine", "Malaria vaccine trial cuts infections by three quarters", "Twelve thousand children took part in four countries."),
        ("vaccine", "Factory to make malaria vaccine opens in Kigali", "Half a million doses a month are planned; the trial's results convinced donors."),
        ("opera", "Opera house evacuated after chandelier falls", "No one was hurt at the rehearsal of the new season's premiere."),
        ("opera", "Chandelier of the opera house hung on a rusty bolt", "Restorers had asked for an inspection before the premiere."),
        ("es-agua", "La sequía obliga a cortar el agua en la comarca del Alzor", "Los embalses están al quince por ciento y los agricultores piden ayudas."),
        ("es-agua", "Los agricultores del Alzor riegan con agua desalada", "La desaladora cubre una parte del consumo mientras dura la sequía."),
        ("de-bahn", "Bahnstrecke nach Wetzin bleibt nach Erdrutsch gesperrt", "Der Hang über den Gleisen muss mit Netzen gesichert werden."),
        ("de-bahn", "Erdrutsch bei Wetzin: Ersatzbusse bis in den Herbst", "Die Gleise liegen unter Geröll, sagt die Bahn."),
        ("fr-musee", "Le musée de Corvin rend un masque volé", "Le masque avait été pillé au dix-neuvième siècle."),
        ("fr-musee", "Masque de Corvin : la restitution fait école", "D'autres musées examinent leurs collections pillées."),
        ("", "Why a bank of clouds can hide a hurricane", "Forecasters explain how they read images from the coast."),
        ("", "River festival moves to the autumn", "The council wants fewer people in the streets in the heat."),
        ("", "University opens a library for the night", "Students had asked for longer hours before exams."),
        ("", "New season for the city's theatre", "The director promises premieres every month."),
        ("", "Second-hand market returns to the old harbour", "Traders expect thousands of visitors on the first weekend."),
        ("", "Ministry plans a cap on rents", "The union of tenants says the measure comes too late."),
        ("", "Court says mayor may keep his second job", "Judges see no conflict with his office."),
        ("", "Apple harvest is the best in ten years", "A warm spring made up for the late frost."),
        ("", "Engineers of the city hall choir win a prize", "They sang in four languages."),
        ("", "Children paint the walls of the new school", "The first day brought out nine in ten families."),
        ("", "How to pack a bag for a week in the mountains", "Take half of what you think you need."),
        ("", "Storm season: what the colours of the warnings mean", "A guide in three steps."),
    ];

    /// <summary>The archive, one story every twelve hours up to today, oldest first.</summary>
    public static IReadOnlyList<RelatedDocument> Documents { get; } = Stories
        .Select((story, i) => new RelatedDocument(i + 1, story.Headline, story.Dek, Text: null, Today.AddHours(-12 * (Stories.Length - i)), $"https://news.example/{i + 1}"))
        .ToList();

    public static string MatterOf(long id) => Stories[(int)id - 1].Matter;
}
