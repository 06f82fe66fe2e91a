namespace Ssa.Propagation;

/// <summary>
/// Reads two-line and three-line element sets, mixed as they come, strictly by columns (AIAA 2006-6753, appendix B).
/// </summary>
/// <remarks>
/// <para>What is accepted beyond the letter of the format, each for a reason that occurs in published files:</para>
/// <list type="bullet">
/// <item>catalogue numbers and angles padded with blanks or with zeros; Alpha-5 numbers up to Z9999;</item>
/// <item>CR LF and LF line ends, blank lines, comment lines that begin with #, a byte order mark;</item>
/// <item>names as <c>0 NAME</c> or bare, or none;</item>
/// <item>anything after column 69 that a blank column sets off;</item>
/// <item>blank designator, classification, ephemeris type, element set number and revolution number;</item>
/// <item>a plus sign wherever a sign may stand, and a blank or 0 as the plus of a power of ten.</item>
/// </list>
/// <para>Two-digit years 57 to 99 are 1957 to 1999, 00 to 56 are 2000 to 2056. A wrong or missing checksum sets a record aside unless the reader is lenient.
/// Every line belongs to an accepted record, to a set-aside record, or is blank or a comment.</para>
/// </remarks>
public static class TleReader
{
    /// <summary>Reads a text. Records that cannot be used are set aside with their reason; nothing is thrown for what the text holds.</summary>
    /// <param name="text">The text, UTF-8 or ASCII.</param>
    /// <param name="file">The file's name for reports.</param>
    /// <param name="lenient">Whether records with a wrong or missing checksum are accepted.</param>
    /// <param name="into">Where element sets and set-aside records are appended.</param>
    public static void Read(ReadOnlySpan<byte> text, string file, bool lenient, ElementSetBatch into)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(into);
        new TleFeed(file, lenient, into).Feed(text, last: true);
    }
}
