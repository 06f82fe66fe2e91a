namespace Ssa.Screening;

/// <summary>The order of a list of close approaches: TCA, then the first, then the second catalogue number, then the kind, then the volume's time.</summary>
internal static class CloseApproachOrder
{
    /// <summary>Sorts rows and drops those that stand twice, as where two cells or slabs found the same minimum.</summary>
    /// <param name="rows">The rows; sorted in place.</param>
    /// <param name="numbers">Catalogue number per object index of the rows.</param>
    public static CloseApproach[] SortAndMerge(CloseApproach[] rows, int[] numbers)
    {
        var keys = new Key[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            keys[i] = new Key(Fine.TimeGrid.ToNanoseconds(rows[i].Tca), numbers[rows[i].First], numbers[rows[i].Second], rows[i].Kind, rows[i].VolumeTime ?? default);
        }

        Array.Sort(keys, rows);
        var kept = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (i == 0 || !keys[i].Equals(keys[i - 1]))
            {
                rows[kept++] = rows[i];
            }
        }

        return rows[..kept];
    }

    private readonly record struct Key(long TcaNs, int First, int Second, CloseApproachKind Kind, NodaTime.Instant VolumeTime) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var by = TcaNs.CompareTo(other.TcaNs);
            by = by != 0 ? by : First.CompareTo(other.First);
            by = by != 0 ? by : Second.CompareTo(other.Second);
            by = by != 0 ? by : Kind.CompareTo(other.Kind);
            return by != 0 ? by : VolumeTime.CompareTo(other.VolumeTime);
        }
    }
}
