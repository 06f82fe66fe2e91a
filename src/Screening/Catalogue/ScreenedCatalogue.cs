using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Fine;

namespace Ssa.Screening.Catalogue;

/// <summary>
/// The objects of a screening, initialised and numbered in ascending order of catalogue number, so that nothing depends on the order of the
/// records. Immutable: shared by all threads.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class ScreenedCatalogue<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Initialises the objects.</summary>
    /// <param name="objects">The element sets, one per object, in any order.</param>
    /// <param name="mode">SGP4's operation mode.</param>
    /// <param name="pairs">Which pairs to screen; null for all.</param>
    /// <param name="exclusions">Which pairs to leave out; null or empty for none.</param>
    public ScreenedCatalogue(IReadOnlyList<MeanElements> objects, Sgp4Mode mode, PairSelection? pairs, IReadOnlyList<ExclusionRule>? exclusions = null)
    {
        var order = new int[objects.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        // Records of one number keep a defined order too, although they never meet.
        Array.Sort(order, (a, b) =>
        {
            var byNumber = objects[a].Number.CompareTo(objects[b].Number);
            return byNumber != 0 ? byNumber : a.CompareTo(b);
        });
        InputIndex = order;
        Propagators = new Sgp4Propagator[order.Length];
        EpochNs = new long[order.Length];
        Numbers = new int[order.Length];
        IsPrimary = new bool[order.Length];
        IsSecondary = new bool[order.Length];
        Parallel.For(0, order.Length, i =>
        {
            var set = objects[order[i]];
            Propagators[i] = new Sgp4Propagator(set, mode);
            EpochNs[i] = TimeGrid.ToNanoseconds(set.Epoch);
            Numbers[i] = set.Number.Value;
            IsPrimary[i] = pairs is null || pairs.IsPrimary[order[i]];
            IsSecondary[i] = pairs is null || pairs.IsSecondary[order[i]];
        });
        Blocks = new Sgp4Blocks<T>(Propagators, mode);
        TwinGroup = FindTwins(Propagators);
        Filter = exclusions is { Count: > 0 } ? new PairFilter(exclusions, objects, order) : null;
        Mode = mode;
    }

    /// <summary>SGP4's operation mode.</summary>
    public Sgp4Mode Mode { get; }

    /// <summary>Number of objects.</summary>
    public int Count => Propagators.Length;

    /// <summary>Per object its index in the list that was given.</summary>
    public int[] InputIndex { get; }

    /// <summary>Per object its propagator.</summary>
    public Sgp4Propagator[] Propagators { get; }

    /// <summary>Per object its epoch, nanoseconds since 1970.</summary>
    public long[] EpochNs { get; }

    /// <summary>Per object its catalogue number.</summary>
    public int[] Numbers { get; }

    /// <summary>Per object whether it is a primary.</summary>
    public bool[] IsPrimary { get; }

    /// <summary>Per object whether it is a secondary.</summary>
    public bool[] IsSecondary { get; }

    /// <summary>All objects packed into lanes.</summary>
    public Sgp4Blocks<T> Blocks { get; }

    /// <summary>
    /// Per object the lowest index of an object with the same element set to the last bit, its own index where there is none. Such twins
    /// (docked modules) stand at distance zero for ever; they are one row, found without searching.
    /// </summary>
    public int[] TwinGroup { get; }

    /// <summary>The exclusion rules; null where there are none.</summary>
    public PairFilter? Filter { get; }

    /// <summary>Whether two objects are to be screened against each other, twins apart.</summary>
    public bool IsScreened(int a, int b) =>
        Numbers[a] != Numbers[b] && TwinGroup[a] != TwinGroup[b] && IsWanted(a, b);

    /// <summary>The first object of a pair: the primary where only one is, else the lower number.</summary>
    /// <param name="a">The object of the lower index.</param>
    /// <param name="b">The other object.</param>
    public int FirstOf(int a, int b) => IsPrimary[b] && !IsPrimary[a] ? b : a;

    /// <summary>How long an object takes for one revolution, nanoseconds.</summary>
    public long PeriodNs(int index) => (long)(86_400e9 / Propagators[index].Elements.MeanMotionRevPerDay);

    /// <summary>Whether the selection wants the pair, and no rule that looks at the objects alone excludes it.</summary>
    public bool IsWanted(int a, int b) =>
        ((IsPrimary[a] && IsSecondary[b]) || (IsPrimary[b] && IsSecondary[a])) && (Filter is null || !Filter.IsExcluded(a, b));

    private static int[] FindTwins(Sgp4Propagator[] propagators)
    {
        var groups = new int[propagators.Length];
        var first = new Dictionary<(long, double, double, double, double, double, double, double), int>(propagators.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            var e = propagators[i].Elements;
            var key = (
                TimeGrid.ToNanoseconds(e.Epoch), e.MeanMotionRevPerDay, e.Eccentricity, e.InclinationDeg, e.RightAscensionDeg,
                e.ArgumentOfPerigeeDeg, e.MeanAnomalyDeg, e.BStarPerEarthRadius);
            groups[i] = first.TryAdd(key, i) ? i : first[key];
        }

        return groups;
    }
}
