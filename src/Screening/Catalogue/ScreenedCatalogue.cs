using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Fine;

namespace Ssa.Screening.Catalogue;

/// <summary>
/// The objects of a screening: first the element sets, initialised, then the ephemerides, each sort in ascending order of catalogue number, so that nothing depends on the
/// order of the records. Immutable: shared by all threads.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class ScreenedCatalogue<T>
    where T : unmanaged, ILane<T>
{
    // Looking around one object costs about a thousandth of a sweep of all, by measurement.
    private const int MostSeekers = 500;
    private const int ObjectsPerSeeker = 40;

    // The longest search for START and STOP around an ephemeris's approach, and that for one that does not come back: two geosynchronous revolutions.
    private const long LongestPeriodNs = 172_800 * TimeGrid.Second;

    /// <summary>Initialises the objects.</summary>
    /// <param name="objects">The element sets, one per object, in any order.</param>
    /// <param name="ephemerides">The ephemerides, in any order.</param>
    /// <param name="numbers">Per ephemeris its catalogue number, of <see cref="EphemerisNumbers"/>.</param>
    /// <param name="mode">SGP4's operation mode.</param>
    /// <param name="pairs">Which pairs to screen, of the element sets and then the ephemerides; null for all.</param>
    /// <param name="exclusions">Which pairs to leave out, in the same order; null or empty for none.</param>
    /// <param name="cancellation">Asked now and then.</param>
    public ScreenedCatalogue(
        IReadOnlyList<MeanElements> objects,
        IReadOnlyList<InterpolatedEphemeris> ephemerides,
        IReadOnlyList<CatalogNumber?> numbers,
        Sgp4Mode mode,
        PairSelection? pairs,
        IReadOnlyList<ExclusionRule>? exclusions,
        CancellationToken cancellation)
    {
        // Records of one number keep a defined order too, although they never meet: the number stands above the index.
        var keys = new long[objects.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = ((long)objects[i].Number.Value << 32) | (uint)i;
        }

        Array.Sort(keys);
        var order = Array.ConvertAll(keys, key => (int)key);
        var keysOfEphemerides = EphemerisNumbers.OrderKeys(ephemerides, numbers);
        int[] orderOfEphemerides = [.. Enumerable.Range(0, ephemerides.Count).OrderBy(i => keysOfEphemerides[i])];
        InputIndex = [.. order, .. orderOfEphemerides.Select(i => objects.Count + i)];
        Ephemerides = [.. orderOfEphemerides.Select(i => ephemerides[i])];
        Propagators = new Sgp4Propagator[order.Length];
        EpochNs = new long[order.Length];
        Numbers = [.. new int[order.Length], .. orderOfEphemerides.Select(i => keysOfEphemerides[i])];
        IsPrimary = [.. InputIndex.Select(i => pairs is null || pairs.IsPrimary[i])];
        IsSecondary = [.. InputIndex.Select(i => pairs is null || pairs.IsSecondary[i])];
        Parallel.For(0, order.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            // The loop itself hears of it only when whoever cancels has told all others.
            cancellation.ThrowIfCancellationRequested();
            var set = objects[order[i]];
            Propagators[i] = new Sgp4Propagator(set, mode);
            EpochNs[i] = TimeGrid.ToNanoseconds(set.Epoch);
            Numbers[i] = set.Number.Value;
        });
        Blocks = new Sgp4Blocks<T>(Propagators, mode, cancellation);
        IndexOfPlace = [.. Blocks.IndexOfPlace, .. Enumerable.Range(order.Length, ephemerides.Count)];
        TwinGroup = [.. FindTwins(Propagators, cancellation), .. Enumerable.Range(order.Length, ephemerides.Count)];
        Seekers = FindSeekers();
        Filter = exclusions is { Count: > 0 } ? new PairFilter(exclusions, [.. objects.Select(set => set.Name), .. ephemerides.Select(ScreenedObject.NameOf)], InputIndex) : null;
        Mode = mode;
    }

    /// <summary>SGP4's operation mode.</summary>
    public Sgp4Mode Mode { get; }

    /// <summary>Number of objects.</summary>
    public int Count => Propagators.Length + Ephemerides.Length;

    /// <summary>Per object its index in the list that was given: the element sets and then the ephemerides.</summary>
    public int[] InputIndex { get; }

    /// <summary>Per element set its propagator; they are the first objects.</summary>
    public Sgp4Propagator[] Propagators { get; }

    /// <summary>The ephemerides; they are the last objects.</summary>
    public InterpolatedEphemeris[] Ephemerides { get; }

    /// <summary>Per element set its epoch, nanoseconds since 1970.</summary>
    public long[] EpochNs { get; }

    /// <summary>Per object its catalogue number; one above all of them, as <see cref="EphemerisNumbers"/> tells, for an ephemeris without.</summary>
    public int[] Numbers { get; }

    /// <summary>Per object whether it is a primary.</summary>
    public bool[] IsPrimary { get; }

    /// <summary>Per object whether it is a secondary.</summary>
    public bool[] IsSecondary { get; }

    /// <summary>
    /// Where one side of all wanted pairs is few objects, those, ascending: looking around each is then faster than sweeping all. Null where it is not.
    /// </summary>
    public int[]? Seekers { get; }

    /// <summary>All element sets packed into lanes.</summary>
    public Sgp4Blocks<T> Blocks { get; }

    /// <summary>Per place of the broad phase, those of <see cref="Blocks"/> and then one for each ephemeris: the object, or -1 where the place is empty.</summary>
    public int[] IndexOfPlace { get; }

    /// <summary>
    /// Per object the lowest index of an object with the same element set to the last bit, its own index where there is none. Such twins
    /// (docked modules) stand at distance zero for ever; they are one row, found without searching. An ephemeris has no twin.
    /// </summary>
    public int[] TwinGroup { get; }

    /// <summary>The exclusion rules; null where there are none.</summary>
    public PairFilter? Filter { get; }

    /// <summary>Whether two objects are to be screened against each other, twins apart.</summary>
    public bool IsScreened(int a, int b) =>
        Numbers[a] != Numbers[b] && TwinGroup[a] != TwinGroup[b] && IsWanted(a, b);

    /// <summary>The first object of a pair: the primary where only one is, else the lower number.</summary>
    /// <param name="a">An object.</param>
    /// <param name="b">The other, of another number.</param>
    public int FirstOf(int a, int b) => (IsPrimary[a] == IsPrimary[b] ? Numbers[b] < Numbers[a] : IsPrimary[b]) ? b : a;

    /// <summary>Whether the selection wants the pair, and no rule that looks at the objects alone excludes it.</summary>
    public bool IsWanted(int a, int b) =>
        ((IsPrimary[a] && IsSecondary[b]) || (IsPrimary[b] && IsSecondary[a])) && (Filter is null || !Filter.IsExcluded(a, b));

    /// <summary>The ephemeris of an object; null for an element set.</summary>
    public InterpolatedEphemeris? EphemerisOf(int index) => index < Propagators.Length ? null : Ephemerides[index - Propagators.Length];

    /// <summary>The exact state of an object.</summary>
    public TemeState StateAt(int index, long timeNs) =>
        EphemerisOf(index) is { } ephemeris ? ephemeris.StateAt(timeNs) : Propagators[index].At(TimeGrid.ToInstant(timeNs));

    /// <summary>A time inside a span at which one of two objects, an ephemeris, begins another segment or its states end; null where there is none.</summary>
    public long? BoundaryWithin(int a, int b, long fromNs, long toNs) =>
        EphemerisOf(a)?.BoundaryWithin(fromNs, toNs) ?? EphemerisOf(b)?.BoundaryWithin(fromNs, toNs);

    /// <summary>How long an object takes for a revolution: by its mean motion, or by the osculating orbit of an ephemeris at a time, at most two days.</summary>
    public long PeriodNs(int index, long timeNs)
    {
        if (EphemerisOf(index) is not { } ephemeris)
        {
            return (long)(86_400e9 / Propagators[index].Elements.MeanMotionRevPerDay);
        }

        var periodNs = TimeGrid.Second * OsculatingOrbit.PeriodSeconds(ephemeris.StateAt(timeNs));
        return periodNs < LongestPeriodNs ? (long)periodNs : LongestPeriodNs;
    }

    private int[]? FindSeekers()
    {
        var (primaries, secondaries) = (IsPrimary.Count(is1 => is1), IsSecondary.Count(is2 => is2));
        if (Math.Min(primaries, secondaries) > Math.Min(MostSeekers, Count / ObjectsPerSeeker))
        {
            return null;
        }

        var side = primaries <= secondaries ? IsPrimary : IsSecondary;
        return [.. Enumerable.Range(0, Count).Where(i => side[i])];
    }

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
