namespace Digest.Related;

/// <summary>A language whose function words are known.</summary>
[Flags]
internal enum Languages
{
    None = 0,
    English = 1,
    Spanish = 2,
    German = 4,
    French = 8,
}

/// <summary>
/// Words that say nothing of the matter, folded as terms are, by language: a word may mean nothing in one language and
/// much in another ("war", "die", "son").
/// </summary>
internal static class StopWords
{
    private const string English =
        "a about above after again against ahead all almost along already also although always am amid among an and another any are around as at away be because been before behind being below between both but by can cannot could did do does doing done down during each either else ever every few for from further had has have having he her here hers herself him himself his how however i if in instead into is it its itself just less let like many may me might mine more most much must my myself near neither never no nor not now of off often on once only onto or other others our ours ourselves out over own per rather said same say says she should since so some still such than that the their theirs them themselves then there these they this those though through thus to together too toward towards under until up upon us very via was we well were what when where whether which while who whom whose why will with within without would yet you your yours";

    private const string Spanish =
        "a ahora al algo algun alguna algunas alguno algunos ante antes asi aun aunque bajo bien cada casi como con contra cual cuales cuando cuanto de del desde donde dos durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba estan estar estas este esto estos fue fueron ha habia hace hacia han hasta hay la las le les lo los mas me menos mi mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues que quien quienes se sea segun ser si sido sin sobre solo son su sus tal tambien tan tanto te tener tiene tienen todo todos tras tu un una uno unos y ya yo";

    private const string German =
        "ab aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bis bisher da dabei dadurch dafur damit danach dann daran darauf darf das dass dazu dem den denen denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er erst es etwa etwas euch fur gegen gibt hab haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine keinen konnen konnte machen man mehr mein mit muss mussen nach neben nicht nichts noch nun nur ob oder ohne schon sehr sei sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sondern sowie uber um und uns unser unter viel viele vom von vor wann war waren warum was weil weiter welche wenn wer werden wie wieder will wir wird wo wollen worden wurde wurden zu zum zur zwar zwischen";

    private const string French =
        "a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avaient avait avant avec avoir car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment contre d dans de depuis des deux devant doit donc dont du elle elles en encore entre est et etaient etait ete etre eu eux fait faut font hors il ils j jusqu l la le les leur leurs lors lui ma mais malgre me meme mes moi moins mon n ne ni nos notre nous on ont ou par parce pas peu peut plus plusieurs pour pourquoi pres qu quand que quel quelle quelles quels qui quoi sa sans se sera ses si sien soi soit son sont sous sur ta tandis tant te tes toi ton tous tout toute toutes tres trop tu un une vers voici voila vos votre vous y";

    private static readonly Dictionary<string, Languages> Known = Read();

    /// <summary>The languages in which the folded word says nothing.</summary>
    public static Languages Of(string folded) => Known.GetValueOrDefault(folded);

    private static Dictionary<string, Languages> Read()
    {
        var known = new Dictionary<string, Languages>(StringComparer.Ordinal);
        foreach (var (language, words) in new[] { (Languages.English, English), (Languages.Spanish, Spanish), (Languages.German, German), (Languages.French, French) })
        {
            foreach (var word in words.Split(' '))
                known[word] = known.GetValueOrDefault(word) | language;
        }
        return known;
    }
}
