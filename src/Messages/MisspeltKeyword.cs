namespace Ssa.Messages;

/// <summary>
/// Tells a keyword that a producer added from one that is misspelt: the former may be passed over with a remark, the latter may not, since what it says would be lost (a misspelt EPHEMERIS_TYPE must not turn
/// SGP4-XP into SGP4).
/// </summary>
internal static class MisspeltKeyword
{
    private const int Longest = 80;
    private const int NearDistance = 3;
    private const int ShortestWord = 4;

    /// <summary>The keyword that an unknown one resembles, by its letters or by a word that both have; null where it resembles none, empty where it can be no keyword at all, which are of capital letters.</summary>
    /// <param name="unknown">The unknown keyword.</param>
    /// <param name="known">The keywords that mean something.</param>
    public static string? Of(string unknown, IEnumerable<string> known)
    {
        if (unknown.Length is 0 or > Longest || !unknown.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            return "";
        }

        var words = WordsOf(unknown);
        return known.FirstOrDefault(keyword => WordsOf(keyword).Intersect(words).Any() || Distance(unknown, keyword) <= Math.Min(NearDistance, keyword.Length / 3));
    }

    private static IEnumerable<string> WordsOf(string keyword) => keyword.Split('_').Where(word => word.Length >= ShortestWord);

    /// <summary>Letters to insert, remove or change to make one word of another (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
