namespace Ssa.Screening;

/// <summary>Where two lists of close approaches of the same objects differ, to the last bit of every number.</summary>
internal static class ListComparison
{
    /// <summary>Compares two lists.</summary>
    /// <param name="list">The list.</param>
    /// <param name="other">The list that should be the same.</param>
    /// <param name="cancellation">Asked now and then.</param>
    /// <returns>
    /// What stands in one of them only, by TCA. A row whose numbers differ stands there as it is here and as it is there; of rows in another order, the first two that
    /// should be one.
    /// </returns>
    public static IReadOnlyList<RowDifference> Compare(IReadOnlyList<CloseApproach> list, IReadOnlyList<CloseApproach> other, CancellationToken cancellation)
    {
        var first = 0;
        while (first < list.Count && first < other.Count && SameBits.Instance.Equals(list[first], other[first]))
        {
            Ask(first++, cancellation);
        }

        if (first == list.Count && first == other.Count)
        {
            return [];
        }

        var counts = new Dictionary<CloseApproach, int>(SameBits.Instance);
        for (var i = first; i < list.Count; i++)
        {
            Ask(i, cancellation);
            counts[list[i]] = counts.GetValueOrDefault(list[i]) + 1;
        }

        var extra = Take(other, first, counts, isInCounts: false, cancellation);
        var missing = Take(list, first, counts, isInCounts: true, cancellation);
        return missing.Count + extra.Count == 0
            ? [new RowDifference(list[first], IsMissing: true), new RowDifference(other[first], IsMissing: false)]
            : [.. missing.Select(row => new RowDifference(row, IsMissing: true)).Concat(extra.Select(row => new RowDifference(row, IsMissing: false))).OrderBy(x => x.Row.Tca)];
    }

    /// <summary>Strikes a list's rows from the counts, and returns those that were there, or those that were not.</summary>
    private static List<CloseApproach> Take(
        IReadOnlyList<CloseApproach> rows, int first, Dictionary<CloseApproach, int> counts, bool isInCounts, CancellationToken cancellation)
    {
        var taken = new List<CloseApproach>();
        for (var i = first; i < rows.Count; i++)
        {
            Ask(i, cancellation);
            var count = counts.GetValueOrDefault(rows[i]);
            if (count > 0)
            {
                counts[rows[i]] = count - 1;
            }

            if (count > 0 == isInCounts)
            {
                taken.Add(rows[i]);
            }
        }

        return taken;
    }

    private static void Ask(int row, CancellationToken cancellation)
    {
        if ((row & 0xFFFF) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Equality to the last bit: that of doubles takes -0 for 0, which are printed differently.</summary>
    private sealed class SameBits : IEqualityComparer<CloseApproach>
    {
        public static readonly SameBits Instance = new();

        public bool Equals(CloseApproach a, CloseApproach b) =>
            a.Equals(b)
            && IsSame(a.RangeKm, b.RangeKm) && IsSame(a.RelativeSpeedKmPerS, b.RelativeSpeedKmPerS)
            && IsSame(a.RadialKm, b.RadialKm) && IsSame(a.TransverseKm, b.TransverseKm) && IsSame(a.NormalKm, b.NormalKm);

        // The hash of a double is the same for -0 and 0.
        public int GetHashCode(CloseApproach row) => row.GetHashCode();

        private static bool IsSame(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
    }
}
