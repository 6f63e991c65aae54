namespace Digest.Related;

/// <summary>
/// How often words stand in news of any matter: what is known of a word before an archive is large enough to tell by itself.
/// In an archive of forty stories "market" is as rare as the name of a ship, and yet says much less.
/// </summary>
internal static class Commonness
{
    /// <summary>How many stories the prior knowledge weighs as much as.</summary>
    public const double Stories = 2_000;

    private const string Everyday =
        "zero five eight nine ten eleven twelve dozen hundred half third quarter double amid announce answer ask back bad ban become begin best better big billion board bring build call case cause chance change chief city close come company concern country court cut day deal decide "
        + "decision demand draw early end expect face fall family far fear fight final find first force four full get give go good government great group grow hand head help high hit hold home hope hour house "
        + "idea increase inside issue job join keep key know large last late latest launch law lead leader leave life line little live local long look lose lot low main major make man meet meeting member men "
        + "million minister minute miss month morning move national need new news next night no number offer office official old one open order part pass past pay people percent place plan play point police "
        + "political power president press problem public push put question raise reach read ready real reason record refuse rejection report resident return right rise rule run rural second see seek send set "
        + "seven several share show side sign six small speak stand start state stay step stop story support sure take talk tell test thing think third thousand three time today told top town try turn two "
        + "unveil update urge use vote wait want warn watch way week weekend win woman women word work worker world worry year young "
        + "added agreed allowed annual answered appeared arrived asked based became began begun believed brought built called came carried caught changed chosen closed closing coming completed considered "
        + "continued cost covered dropped ended entered expected explained failed fallen fell felt filled finished followed following forced found gave given giving going gone grew grown happened heard held "
        + "helped hoped included including interested involved joined keeping kept knew known laid leading learned led left liked listed listened lived living longer looked looking lost making meant met missed "
        + "moved moving named needed nobody noted numbered opened ordered paid passed planned played promised pulled put raised ran reached received remained remembered removed replaced reported returned "
        + "running sang sat saw seen sent served showed shown signed sold sought spent spoke spoken standing started stayed stood stopped supported taken taking thanked thought told took treated tried trying "
        + "turned understood used visited voted waited walked wanted warned watched went whole wished won worked working worried worse wrote written anyone anything everybody everyone everything somebody "
        + "someone something nothing forty fifty sixty seventy eighty ninety thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty morning afternoon evening monday tuesday wednesday "
        + "thursday friday saturday sunday january february april june july august september october november december spring mile inch foot metre kilometre kilogram ton tonne side bit lot kind sort half both "
        + "able available current different difficult easy free general important likely longer main possible recent short similar simple single special strong sure temporary usual "
        + "ano anos dia dias gobierno hoy mil millon millones mujer mundo nueva nuevo pais parte personas presidente primer primera semana deutschland euro heute jahr jahre jahren land mensch menschen million "
        + "millionen neu neue neuen neuer prozent regierung stadt tag tage uhr woche zeit annee annees an ans apres homme jour jours monde million nouveau nouvelle pays president premier semaine ville ";

    private const string Usual =
        "accident act actor adult aid air airline airport alarm ambassador animal apartment apple arm army arrest art article artist asylum attack auditor author autumn baby bag bakery ball band bank bar "
        + "battle beach bear bed bell bike bill bird birth bishop blood boat body bomb book border boy bread bridge broadcast brother budget builder building bus business butter button cafe camera camp campaign "
        + "cancer candidate cap captain car card care carrier cat cathedral cell century champion championship charge charity cheap chef child children choir church cinema citizen class classroom climate clinic "
        + "clock clothes cloud club coach coal coalition coast coffee cold college colour community computer concert conference conflict congress consumer contract cook cost costume council couple course crash "
        + "crew crime crisis critic crop crowd culture cup customer daily damage dance danger data daughter dead deaf death debate debt decade defence delay democracy department deputy desert design detail "
        + "device diet director disaster discovery disease district doctor dog dollar donor door dream drink driver drone drought drug earthquake economy editor education effect effort egg election electricity "
        + "emergency employee employer energy engine engineer environment escape euro event evidence exam exhibition expert explosion export face factory failure fan farm farmer fashion father fee fence ferry "
        + "festival field film finance fine fire firm fish fisherman flag flat flight flood floor flower flu food football forecast forest former forum friend fuel fund funding funeral future game garden gas "
        + "girl glass goal gold goods governor grain ground growth guard guest guide guilty gun hair hall happy harbour harvest health heart heat hill history holiday horse hospital hotel human hunger hunt "
        + "hurricane ice image import income independence industry inflation injury inquiry inspector insurance interest internet interview investigation investor island jail journalist judge jury justice kill "
        + "king kitchen lab labour lake language lawyer league lecture lesson letter library licence lie light limit list loan lorry love machine magazine mail map march market marriage mask match material "
        + "mayor meal measure meat media medicine memory message metal method metre migrant military milk mine ministry mistake mix model money mother motorway mountain mouse mouth movie murder museum music "
        + "musician name nature navy neighbour net network newspaper nine noise north nuclear nurse object ocean offer oil online opera operation opinion opponent opposition orchestra orchard owner pack page "
        + "paint painter painting paper parent park parliament party passenger path patient pause peace pension performance permit petrol phone photo pilot pipe plane planet plant plastic platform player poem "
        + "poet poll pollution pool poor population port post poverty prayer premiere prescription price priest prince prison prisoner prize probe product production professor profit programme project promise "
        + "property prosecutor protest pupil quake quarter queen queue race radio rail railway rain rally rat rate reader rebel recipe reform refugee region rehearsal religion rent repair rescue research "
        + "researcher restaurant result review revolution rice ring risk river road robot rock role roof room round route royal safety sale salt sanction satellite saving scandal scene school science scientist "
        + "sea search season seat secretary security seed senate senator sentence series service shareholder share sheep ship shoe shop shot shoulder shutdown silence silver singer sister size skin sky sleep "
        + "snow soldier solution son song sound south space speaker species speech speed spending sport spring spy square stadium staff stage standard star station statue steel step stock storm story street "
        + "stress strike student study style subsidy success sugar summer summit sun supermarket supplier surgery survey survivor suspect system tank target tax teacher team tech technology telephone television "
        + "temperature temple tenant tension terror theatre theory threat throw ticket tourism tourist tower toy track trade trader traffic train training transport travel treatment treaty tree trial tribute "
        + "trick trip troop truck trust truth tunnel union unit university vaccine valley value van vehicle victim victory video view village violence virus visit visitor voice volunteer voter voyage wage walk "
        + "wall war warning water wave weapon weather web website wedding weight welcome west whale wheat wheel wildlife wind window wine wing winner winter wish witness wolf wolve wood wound writer writing "
        + "yard youth zone ";

    private static readonly Dictionary<string, double> Shares = Read();

    /// <summary>The share of stories that are expected to have the term.</summary>
    public static double ShareOf(string term) => Shares.GetValueOrDefault(term, 0.001);

    private static Dictionary<string, double> Read()
    {
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (words, share) in new[] { (Usual, 0.01), (Everyday, 0.05) })
        {
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                shares[Terms.Stem(word)] = share;
        }
        return shares;
    }
}
