using System.Text;

namespace Digest.Stories.Reading;

/// <summary>Encodings by the names that feeds and servers give them.</summary>
internal static class EncodingNames
{
    public static readonly EncodingProvider CodePages = CodePagesEncodingProvider.Instance;

    /// <summary>What can be read byte by byte is not in two-byte characters, whatever it says.</summary>
    public static bool IsUnicode(string? name) =>
        name?.ToLowerInvariant() is "utf-8" or "utf8" or "utf_8" or "utf-16" or "utf16" or "utf_16" or "utf-16le" or "utf-16be" or "utf-32" or "utf_32" or "utf-7" or "ucs-2" or "ucs-4" or "unicode" or "unicode-1-1-utf-8";

    /// <summary>The encoding of a name, as browsers read it: the supersets that are really meant; null when there is none.</summary>
    public static Encoding? Find(string? name)
    {
        switch (name?.ToLowerInvariant())
        {
            case null or "":
                return null;
            case "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "latin-1" or "l1" or "us-ascii" or "ascii" or "cp1252" or "x-cp1252":
                return CodePages.GetEncoding(1252);
            case "iso-8859-9" or "latin5":
                return CodePages.GetEncoding(1254);
            case "iso-8859-11" or "tis-620":
                return CodePages.GetEncoding(874);
            case "euc-kr" or "ks_c_5601-1987" or "ksc5601" or "korean":
                return CodePages.GetEncoding(949);
            case "gb2312" or "gbk" or "gb_2312-80" or "x-gbk" or "gb18030":
                return CodePages.GetEncoding(54936);
            case "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "windows-31j":
                return CodePages.GetEncoding(932);
            default:
                return Other(name);
        }
    }

    private static Encoding? Other(string name)
    {
        try
        {
            return CodePages.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
