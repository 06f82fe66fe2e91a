namespace Ssa.Screening;

/// <summary>
/// The order of a list of close approaches: TCA, then the first, then the second catalogue number, then the kind, then the volume's time. Records of one number, as two
/// ephemerides of one object, come in the order of the objects.
/// </summary>
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
            var (first, second) = (rows[i].First, rows[i].Second);
            keys[i] = new Key(
                Fine.TimeGrid.ToNanoseconds(rows[i].Tca), numbers[first], numbers[second], rows[i].Kind, rows[i].VolumeTime ?? default, first, second);
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

    private readonly record struct Key(long TcaNs, int First, int Second, CloseApproachKind Kind, NodaTime.Instant VolumeTime, int FirstIndex, int SecondIndex) : IComparable<Key>
    {
        public int CompareTo(Key other)
        {
            var by = TcaNs.CompareTo(other.TcaNs);
            by = by != 0 ? by : First.CompareTo(other.First);
            by = by != 0 ? by : Second.CompareTo(other.Second);
            by = by != 0 ? by : Kind.CompareTo(other.Kind);
            by = by != 0 ? by : VolumeTime.CompareTo(other.VolumeTime);
            by = by != 0 ? by : FirstIndex.CompareTo(other.FirstIndex);
            return by != 0 ? by : SecondIndex.CompareTo(other.SecondIndex);
        }
    }
}
