namespace Ssa.Cli.Values;

/// <summary>Finds the word that a mistyped one probably meant.</summary>
internal static class NearestWord
{
    /// <summary>The nearest word by edits (insert, delete, replace one letter) if it takes at most a third of the letters, else null.</summary>
    public static string? Find(string typed, IEnumerable<string> words)
    {
        var nearest = words.Select(word => (Word: word, Edits: Edits(typed, word))).OrderBy(found => found.Edits).FirstOrDefault();
        return nearest.Word is not null && nearest.Edits * 3 <= Math.Max(typed.Length, nearest.Word.Length) ? nearest.Word : null;
    }

    /// <summary>The Levenshtein distance, upper and lower case alike.</summary>
    private static int Edits(string from, string to)
    {
        var above = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var row = new int[to.Length + 1];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = above[j - 1] + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(above[j], row[j - 1]));
            }

            above = row;
        }

        return above[to.Length];
    }
}
