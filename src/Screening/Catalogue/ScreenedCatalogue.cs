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
    /// <param name="cancellation">Asked now and then.</param>
    public ScreenedCatalogue(IReadOnlyList<MeanElements> objects, Sgp4Mode mode, PairSelection? pairs, CancellationToken cancellation)
    {
        // Records of one number keep a defined order too, although they never meet: the number stands above the index.
        var keys = new long[objects.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)objects[i].Number.Value << 32) | (uint)i;
        }

        Array.Sort(keys);
        var order = Array.ConvertAll(keys, key => (int)key);
        InputIndex = order;
        Propagators = new Sgp4Propagator[order.Length];
        EpochNs = new long[order.Length];
        Numbers = new int[order.Length];
        IsPrimary = new bool[order.Length];
        IsSecondary = new bool[order.Length];
        Parallel.For(0, order.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            var set = objects[order[i]];
            Propagators[i] = new Sgp4Propagator(set, mode);
            EpochNs[i] = TimeGrid.ToNanoseconds(set.Epoch);
            Numbers[i] = set.Number.Value;
            IsPrimary[i] = pairs is null || pairs.IsPrimary[order[i]];
            IsSecondary[i] = pairs is null || pairs.IsSecondary[order[i]];
        });
        Blocks = new Sgp4Blocks<T>(Propagators, mode, cancellation);
        TwinGroup = FindTwins(Propagators, cancellation);
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

    /// <summary>Whether two objects are to be screened against each other, twins apart.</summary>
    public bool IsScreened(int a, int b) =>
        Numbers[a] != Numbers[b] && TwinGroup[a] != TwinGroup[b] && IsWanted(a, b);

    /// <summary>Whether the selection wants the pair.</summary>
    public bool IsWanted(int a, int b) => (IsPrimary[a] && IsSecondary[b]) || (IsPrimary[b] && IsSecondary[a]);

    private static int[] FindTwins(Sgp4Propagator[] propagators, CancellationToken cancellation)
    {
        var groups = new int[propagators.Length];
        var first = new Dictionary<(long, double, double, double, double, double, double, double), int>(propagators.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            if ((i & 4095) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var e = propagators[i].Elements;
            var key = (
                TimeGrid.ToNanoseconds(e.Epoch), e.MeanMotionRevPerDay, e.Eccentricity, e.InclinationDeg, e.RightAscensionDeg,
                e.ArgumentOfPerigeeDeg, e.MeanAnomalyDeg, e.BStarPerEarthRadius);
            groups[i] = first.TryAdd(key, i) ? i : first[key];
        }

        return groups;
    }
}
