namespace Ssa.Cli.Values;

/// <summary>Finds the word that a mistyped one probably meant.</summary>
internal static class NearestWord
{
    /// <summary>The nearest word by edits (insert, delete, replace one letter, swap two) if it takes at most a third of the letters, else null.</summary>
    public static string? Find(string typed, IEnumerable<string> words)
    {
        var nearest = words.Select(word => (Word: word, Edits: Edits(typed, word))).OrderBy(found => found.Edits).FirstOrDefault();
        return nearest.Word is not null && nearest.Edits * 3 <= Math.Max(typed.Length, nearest.Word.Length) ? nearest.Word : null;
    }

    /// <summary>The optimal string alignment distance (Levenshtein's, with swapped neighbours as one edit), upper and lower case alike.</summary>
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(edits[i - 1, j - 1] + (Same(i, j) ? 0 : 1), 1 + Math.Min(edits[i - 1, j], edits[i, j - 1])),
                };
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];

        bool Same(int i, int j) => char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]);
    }
}
