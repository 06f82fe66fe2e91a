using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>Where two lists of close approaches of the same objects differ, to the last bit of every number.</summary>
internal static class ListComparison
{
    /// <summary>Compares two lists in the order of <see cref="CloseApproachOrder"/>.</summary>
    /// <param name="list">The list.</param>
    /// <param name="other">The list that should be the same.</param>
    /// <param name="objects">The objects of both.</param>
    /// <param name="cancellation">Asked now and then.</param>
    /// <returns>What stands in one of them only, in order. A row whose numbers differ stands there twice: as it is here and as it is there.</returns>
    public static List<RowDifference> Compare(
        IReadOnlyList<CloseApproach> list, IReadOnlyList<CloseApproach> other, IReadOnlyList<MeanElements> objects, CancellationToken cancellation)
    {
        var differences = new List<RowDifference>();
        var (i, j) = (0, 0);
        while (i < list.Count || j < other.Count)
        {
            if (((i + j) & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var order = i == list.Count ? 1 : j == other.Count ? -1 : Key(list[i]).CompareTo(Key(other[j]));
            if (order == 0 && IsSame(list[i], other[j]))
            {
                i++;
                j++;
                continue;
            }

            if (order <= 0)
            {
                differences.Add(new RowDifference(list[i++], IsMissing: true));
            }

            if (order >= 0)
            {
                differences.Add(new RowDifference(other[j++], IsMissing: false));
            }
        }

        return differences;

        (Instant, int, int, CloseApproachKind) Key(in CloseApproach row) => (row.Tca, objects[row.First].Number.Value, objects[row.Second].Number.Value, row.Kind);
    }

    // Equality of doubles takes -0 for 0, which are printed differently.
    private static bool IsSame(in CloseApproach a, in CloseApproach b) =>
        a.Equals(b)
        && IsSame(a.RangeKm, b.RangeKm) && IsSame(a.RelativeSpeedKmPerS, b.RelativeSpeedKmPerS)
        && IsSame(a.RadialKm, b.RadialKm) && IsSame(a.TransverseKm, b.TransverseKm) && IsSame(a.NormalKm, b.NormalKm);

    private static bool IsSame(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
