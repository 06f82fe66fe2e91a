namespace Ssa.Screening;

/// <summary>
/// The prefix of an object's name that it shares with the other satellites of its fleet or the other parts of its station.
/// </summary>
/// <remarks>
/// The upper-case name is cut in this order. (1) Names of things that nobody flies have no prefix: those with a word DEB, DEBRIS, R/B, AKM or PKM, so that the pieces
/// of a cloud and spent stages stay in the screening, even against their own kind. (2) A bracket at the end is cut off, and what stands before it is
/// kept: ISS (ZARYA). (3) The name is cut where its serial begins: at the first digits that follow a blank or a hyphen (STARLINK-1234, IRIDIUM 33, LEMUR-2 ZACHARY) or
/// end a word (GSAT0101, but not O3B), else at a last word of one letter (SWARM B). The blank or hyphen stays: GSAT0101 and GSAT-30 are different fleets. (4) A name without a
/// bracket and without a serial has no prefix, nor one that is nothing but a designator (begins with a digit), nor one of the catch-all names COSMOS, USA,
/// OBJECT and TBA, which unrelated satellites bear.
/// </remarks>
public static class NamePrefix
{
    private static readonly string[] NotFlown = ["DEB", "DEBRIS", "R/B", "AKM", "PKM"];
    private static readonly string[] CatchAll = ["COSMOS", "KOSMOS", "USA", "OBJECT", "TBA"];

    /// <summary>The prefix of a name; null where it has none.</summary>
    /// <param name="name">The object's name.</param>
    public static string? Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = name.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || words.Any(IsNotFlown))
        {
            return null;
        }

        var whole = string.Join(' ', words);
        var bracket = whole.EndsWith(')') ? whole.IndexOf(" (", StringComparison.Ordinal) : -1;
        var stem = bracket > 0 ? whole[..bracket] : whole;
        var serial = SerialStart(stem);
        if (serial == 0 || (serial < 0 && bracket <= 0))
        {
            return null;
        }

        var prefix = serial > 0 ? stem[..serial] : stem;
        return CatchAll.Contains(prefix.TrimEnd(' ', '-')) ? null : prefix;
    }

    /// <summary>Whether a word says debris or spent stage, also with a bracket around or behind it: R/B(2).</summary>
    private static bool IsNotFlown(string word)
    {
        var bare = word.TrimStart('(');
        var bracket = bare.AsSpan().IndexOfAny('(', ')');
        return NotFlown.Contains(bracket < 0 ? bare : bare[..bracket]);
    }

    /// <summary>Where the serial of a name begins; -1 where it has none.</summary>
    private static int SerialStart(string stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            if (char.IsAsciiDigit(stem[i]) && (i == 0 || !char.IsAsciiDigit(stem[i - 1])))
            {
                var end = i;
                while (end < stem.Length && char.IsAsciiDigit(stem[end]))
                {
                    end++;
                }

                if (i == 0 || stem[i - 1] is ' ' or '-' || end == stem.Length || stem[end] == ' ')
                {
                    return i;
                }
            }
        }

        return stem.Length > 2 && stem[^2] == ' ' && char.IsAsciiLetterUpper(stem[^1]) ? stem.Length - 1 : -1;
    }
}
