using Digest.Rendering;

namespace Digest.Browser.Tests;

/// <summary>Invented stories, with the sample site's pictures, in as many shapes as feeds have.</summary>
internal static class MessageStories
{
    public const string LongWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    public const string Pictures = "https://pictures.example/";

    private static readonly DateTimeOffset Morning = new(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);

    public static SiteOptions Site() => new()
    {
        Name = "The Tidewater Gazette",
        Url = "https://gazette.example",
        Tagline = "News from between the tides",
        PostalAddress = "The Tidewater Gazette, 1 Pier Head, Tidewater",
        Licence = "Creative Commons Attribution 4.0 (CC BY 4.0). Use it, share it, and say where it is from.",
        Appeal = new AppealOptions
        {
            Headline = "Paid for by readers",
            Text = "Nobody owns the Gazette but the people who read it.\nIf you can spare a little, it keeps a reporter at every council meeting.",
            Link = "https://gazette.example/support",
            LinkText = "Chip in",
        },
    };

    /// <summary>A digest of the first stories of a morning in Tidewater.</summary>
    public static DigestContent Morningly(int stories, bool pictures = true)
    {
        var all = Enumerable.Range(0, stories).Select(English).ToList();
        return Edition([.. all.Select(story => pictures ? story : story with { Picture = null })]);
    }

    public static DigestContent Edition(params IReadOnlyList<StoryContent> stories) =>
        new(stories[0].Headline, stories.Count > 1 ? stories[1].Headline : null, new DateOnly(2026, 3, 4), stories, "https://gazette.example/editions/2026-03-04");

    public static PictureContent Picture(string name, int width = 1200, int height = 800) => new(
        $"{Pictures}{name}.png", "A white and blue ferry on calm water, an island with a lighthouse behind it", "The Margaret Rose leaves the north quay on Tuesday, the brass band still on board.", "Drawing: O. Tarn/The Tidewater Gazette", width, height);

    /// <summary>A ferry that ran aground the day before, and what became of it; a vote with more chapters than are listed.</summary>
    public static DigestContent Event() => Edition(
        Morningly(1).Stories[0] with
        {
            Headline = "Tugs pull the Margaret Rose off Skerry Point",
            Timeline =
            [
                new("Divers find a tear as long as a bus in the ferry’s hull", "https://gazette.example/news/hull", Morning.AddHours(-2)),
                new("Passengers describe a night on the rocks: ‘We sang until the batteries ran out, and then we sang in the dark’", "https://gazette.example/news/night", Morning.AddHours(-20)),
                new("Ferry Margaret Rose runs aground off Skerry Point", "https://gazette.example/news/aground", Morning.AddHours(-30)),
            ],
        },
        Morningly(2).Stories[1] with
        {
            Timeline = [.. Enumerable.Range(1, 8).Select(day => new TimelineContent($"Library vote, day {9 - day}: the treasurer counts again", day == 2 ? "not a link" : $"https://gazette.example/news/vote-{day}", Morning.AddDays(-day)))],
        },
        Morningly(5).Stories[4] with { Timeline = [new("Sea wall closed below Ropewalk", "https://gazette.example/news/wall", Morning.AddDays(-2))] });

    /// <summary>A note and a block of each kind and place.</summary>
    public static DigestContent WithBlocks(DigestContent content) => content with
    {
        Note = MarkdownText.Read("Good morning. **From today on** the tides stand below the stories; tell us [what else you miss](https://gazette.example/desk) or write to desk@gazette.example.\n\n> The sea keeps no office hours.\n> – Ida Marlowe, harbour master"),
        Blocks =
        [
            new(BlockKind.Events, BlockPlace.AboveStories, MarkdownText.Read("- **Monday, 8 pm:** the choir sings at the chapel\n- **Friday, 6 am:** fish market, north quay\n- [All dates](https://gazette.example/dates)")),
            new(BlockKind.Sponsor, BlockPlace.AfterFirst, MarkdownText.Read("**Pewit Rope Works**: ropes for every tide, [made in the Ropewalk since 1784](https://ropes.example/).")),
            new(BlockKind.YearAgo, BlockPlace.AfterStories, MarkdownText.Read("Do you *remember*?"))
            {
                Story = new StoryContent { Headline = "The bell of St Aldhelm’s is found in a barn, eleven years after it was stolen", Link = "https://gazette.example/news/bell", Dek = "The farmer had taken it for a trough.", Byline = "Ida Marlowe", Published = Morning.AddYears(-1), Licence = "© The bell ringers of Tidewater" },
            },
        ],
    };

    private static StoryContent English(int number) => (number % 6) switch
    {
        0 => new()
        {
            Headline = number == 0 ? "‘We’d given up hope’: Ferry returns after eleven weeks and 3,000 cancelled crossings" : "Island school counts twelve pupils and one very large dog",
            Link = $"https://gazette.example/news/{number}",
            Dek = "The Margaret Rose carried its first passengers since December on Tuesday, with a new gearbox, an old crew and a brass band that had been booked twice before.",
            Byline = "Ida Marlowe",
            Published = Morning,
            Topics = ["Harbour", "Transport"],
            Picture = Picture("ferry"),
            Related =
            [
                new("Gearbox for the ferry held up at customs", "https://gazette.example/news/gearbox", Morning.AddDays(-19)),
                new("Ferry withdrawn the week before Christmas, and nobody can say for how long", "https://gazette.example/news/withdrawn", Morning.AddDays(-76)),
            ],
        },
        1 => new()
        {
            Headline = "Council keeps the library open on four days and sends a van to the villages",
            Link = $"https://gazette.example/news/{number}",
            Dek = "Eleven of thirteen vote for the readers’ plan; the treasurer has asked for the sequel of the novel he was given.",
            Byline = "Jonah Alder",
            Published = Morning.AddHours(-3),
            Topics = ["Library"],
            Picture = Picture("library", 900, 600),
            Related = [new("Library van is here to stay", "https://gazette.example/news/van", null)],
        },
        2 => new()
        {
            Headline = "Zoë Łukasik and Jürgen Åström share the school’s music prize",
            Link = $"https://gazette.example/news/{number}",
            Byline = "By Gazette staff",
            Licence = "Photographs and text © Tidewater School, all rights reserved",
        },
        3 => new()
        {
            Headline = "Seals counted",
            Link = $"https://gazette.example/news/{number}",
            Dek = "Four hundred and eleven, give or take one.",
            Published = Morning.AddDays(-1),
            Picture = Picture("seals", 667, 1000) with { Credit = "Mara Olin" },
        },
        4 => new()
        {
            Headline = "Sea wall: What the engineers found under the promenade, and why the ice-cream kiosk has to move",
            Link = $"https://gazette.example/news/{number}",
            Dek = "Three cavities, a bicycle and a wedding ring. The council wants to fill the first and return the last.",
            Byline = "Nora Bramley",
            Topics = ["Sea wall", "Council", "Summer"],
        },
        _ => new()
        {
            Headline = "The sail loft’s last apprentice",
            Link = $"https://gazette.example/news/{number}",
            Dek = "She can sew a reef cringle in the dark, and sometimes has to.",
            Byline = "Odalys Tarn",
            Published = Morning.AddDays(-2),
            Picture = Picture("sailloft", 300, 200) with { Credit = null },
        },
    };

    /// <summary>A German site with words that no column holds.</summary>
    public static (SiteOptions Site, DigestContent Content) German()
    {
        var site = Site();
        site.Name = "Donauwörther Schifffahrtszeitung";
        site.Language = "de";
        site.Tagline = "Nachrichten vom Fluss";
        site.PostalAddress = "Donauwörther Schifffahrtszeitung, Uferstraße 1, Donauwörth";
        site.Licence = "Namensnennung 4.0 International (CC BY 4.0)";
        site.Appeal = new AppealOptions { Headline = "Unterstützungsmöglichkeiten", Text = $"Die {LongWord} hat uns nie einen Pfennig gegeben. Sie vielleicht?", Link = "https://gazette.example/hilfe", LinkText = "Unterstützungsvereinbarung abschließen" };
        return (site, Edition(
            new StoryContent
            {
                Headline = $"{LongWord} feiert Betriebsjubiläum",
                Link = "https://gazette.example/de/1",
                Dek = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz hin oder her: Auf der Brücke gab es Bratwurst für alle, und der Vorsitzende sprach kurz.",
                Byline = "Von Änne Groß-Schüßler",
                Published = Morning,
                Topics = ["Binnenschifffahrtsstraßenordnung"],
                Picture = Picture("ferry") with { Alt = "Ein weißes Fährschiff", Caption = "Am Kai", Credit = "Zeichnung: Ö. Türk" },
                Timeline = [new($"{LongWord} lädt zum Betriebsjubiläum", "https://gazette.example/de/1b", Morning.AddDays(-1))],
                Related = [new($"Hauptversammlung der {LongWord} vertagt", "https://gazette.example/de/1a", Morning.AddDays(-30))],
            },
            new StoryContent
            {
                Headline = $"Neue Satzung der {LongWord} genehmigt",
                Link = "https://gazette.example/de/2",
                Dek = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung bleibt unberührt.",
                Byline = "Von Jörg Weiß",
                Picture = Picture("seawall", 1000, 667) with { Alt = "Die Ufermauer", Caption = null, Credit = "Wasserstraßenschifffahrtsamt" },
                Related = [new("Kraftfahrzeughaftpflichtversicherungsbeiträge steigen", "https://gazette.example/de/2a", null)],
            },
            new StoryContent { Headline = "Geschwindigkeitsbegrenzungsüberwachung am Hafen", Link = "https://gazette.example/de/3", Dek = "Nur für Schiffe." }));
    }

    /// <summary>An Arabic site.</summary>
    public static (SiteOptions Site, DigestContent Content) Arabic()
    {
        var site = Site();
        site.Name = "صحيفة الميناء";
        site.Language = "ar";
        site.Tagline = "أخبار البحر والبلدة";
        site.PostalAddress = "صحيفة الميناء، رصيف 1";
        site.Licence = "المشاع الإبداعي نسب المصنف 4.0 (CC BY 4.0)";
        site.Appeal = new AppealOptions { Headline = "قراؤنا يموّلوننا", Text = "لا يملك هذه الصحيفة إلا من يقرؤها.", Link = "https://gazette.example/ar/support", LinkText = "ساهم معنا" };
        return (site, Edition(
            new StoryContent
            {
                Headline = "العبّارة تعود بعد أحد عشر أسبوعًا و3000 رحلة ملغاة",
                Link = "https://gazette.example/ar/1",
                Dek = "نقلت العبّارة أول ركابها يوم الثلاثاء بعلبة تروس جديدة وطاقم قديم وفرقة موسيقية.",
                Byline = "إيدا مارلو",
                Published = Morning,
                Topics = ["الميناء", "النقل"],
                Picture = Picture("ferry") with { Alt = "عبّارة بيضاء على ماء هادئ", Caption = "العبّارة تغادر الرصيف.", Credit = "رسم: أ. تارن" },
                Timeline = [new("العبّارة تبحر يوم الثلاثاء", "https://gazette.example/ar/1b", Morning.AddHours(-3)), new("العبّارة في الحوض", "https://gazette.example/ar/1c", Morning.AddDays(-2))],
                Related = [new("علبة التروس عالقة في الجمارك", "https://gazette.example/ar/1a", Morning.AddDays(-19))],
            },
            new StoryContent
            {
                Headline = "المكتبة تبقى مفتوحة أربعة أيام",
                Link = "https://gazette.example/ar/2",
                Dek = "صوّت أحد عشر عضوًا من ثلاثة عشر لصالح خطة القراء.",
                Byline = "يونس الدر",
                Picture = Picture("library", 900, 600) with { Alt = "شاحنة خضراء", Caption = null, Credit = null },
                Related = [new("شاحنة الكتب باقية", "https://gazette.example/ar/2a", null)],
            },
            new StoryContent { Headline = "عدّ الفقمات", Link = "https://gazette.example/ar/3", Published = Morning.AddDays(-1) }));
    }
}
