using System.Diagnostics;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Broad;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening;

/// <summary>
/// Screens a catalogue for close approaches: every local minimum of distance at most the threshold, and the rows of the window's and
/// the states' edges. docs/screening.md describes how, and why nothing is missed.
/// </summary>
public static class Screener
{
    // Steps of the settings in one step of a search for few objects.
    private const double SeekersStep = 2.5;

    /// <summary>Finds every close approach of the window.</summary>
    /// <param name="objects">One element set per object, in any order; the result does not depend on it.</param>
    /// <param name="settings">Window, threshold, mode.</param>
    /// <param name="pairs">Which pairs to screen; null for all against all.</param>
    /// <param name="progress">Told as slabs finish, from the working threads; may be null.</param>
    /// <param name="onRows">
    /// Gets the rows as they become final, batch after batch in the result's own order, from the working threads, never two at once, and how far they are complete; may be null.
    /// </param>
    /// <param name="exclusions">Rules that leave pairs out, in order of precedence; null or empty for none.</param>
    /// <param name="known">What an earlier run of the same objects, settings, pairs and rules has found: its rows are not looked for again and not in the result; null for a whole run.</param>
    /// <param name="cancellation">Ends the run early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TooManyEventsException">More rows than <see cref="ScreeningSettings.MaxEvents"/>.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static ScreeningResult Screen(
        IReadOnlyList<MeanElements> objects,
        ScreeningSettings settings,
        PairSelection? pairs = null,
        IProgress<ScreeningProgress>? progress = null,
        Action<FinalRows>? onRows = null,
        IReadOnlyList<ExclusionRule>? exclusions = null,
        KnownRows? known = null,
        CancellationToken cancellation = default) => Screen(objects, [], settings, pairs, LaneWidths.Best, progress, onRows, exclusions, known, cancellation);

    /// <summary>Finds every close approach of the window between objects of both sorts, by element set and by ephemeris.</summary>
    /// <param name="objects">One element set per object, in any order; the result does not depend on it.</param>
    /// <param name="ephemerides">
    /// Ephemerides, each an object; <see cref="EphemerisNumbers"/> tells which of all are the same object and so never meet. Several of one object are screened side by side.
    /// </param>
    /// <param name="settings">Window, threshold or volume, mode.</param>
    /// <param name="pairs">Which pairs to screen, entries for the element sets and then for the ephemerides; null for all against all.</param>
    /// <param name="progress">Told as slabs finish, from the working threads; may be null.</param>
    /// <param name="onRows">
    /// Gets the rows as they become final, batch after batch in the result's own order, from the working threads, never two at once, and how far they are complete; may be null.
    /// </param>
    /// <param name="exclusions">
    /// Rules that leave pairs out, in order of precedence, groups with entries for the element sets and then for the ephemerides; null or empty for none.
    /// </param>
    /// <param name="known">What an earlier run of the same objects, settings, pairs and rules has found: its rows are not looked for again and not in the result; null for a whole run.</param>
    /// <param name="cancellation">Ends the run early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TooManyEventsException">More rows than <see cref="ScreeningSettings.MaxEvents"/>.</exception>
    /// <exception cref="UnusableEphemerisException">An ephemeris is faster than 12 km/s in the window, inside the Earth, or jumps.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static ScreeningResult Screen(
        IReadOnlyList<MeanElements> objects,
        IReadOnlyList<InterpolatedEphemeris> ephemerides,
        ScreeningSettings settings,
        PairSelection? pairs = null,
        IProgress<ScreeningProgress>? progress = null,
        Action<FinalRows>? onRows = null,
        IReadOnlyList<ExclusionRule>? exclusions = null,
        KnownRows? known = null,
        CancellationToken cancellation = default) => Screen(objects, ephemerides, settings, pairs, LaneWidths.Best, progress, onRows, exclusions, known, cancellation);

    /// <summary>Asks of an ephemeris what a screening asks of it first.</summary>
    /// <param name="ephemeris">The ephemeris.</param>
    /// <param name="settings">The window.</param>
    /// <param name="cancellation">Ends it early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="UnusableEphemerisException">It is faster than 12 km/s in the window, inside the Earth, or jumps.</exception>
    public static void RequireUsable(InterpolatedEphemeris ephemeris, ScreeningSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ephemeris);
        ArgumentNullException.ThrowIfNull(settings);
        EphemerisCheck.Require(ephemeris, settings, cancellation);
    }

    /// <summary>The same without ephemerides in a lane width of the caller's choice.</summary>
    internal static ScreeningResult Screen(IReadOnlyList<MeanElements> objects, ScreeningSettings settings, PairSelection? pairs, LaneWidth width) =>
        Screen(objects, [], settings, pairs, width);

    /// <summary>The same in a lane width of the caller's choice; rows have the same bits in each.</summary>
    internal static ScreeningResult Screen(
        IReadOnlyList<MeanElements> objects,
        IReadOnlyList<InterpolatedEphemeris> ephemerides,
        ScreeningSettings settings,
        PairSelection? pairs,
        LaneWidth width,
        IProgress<ScreeningProgress>? progress = null,
        Action<FinalRows>? onRows = null,
        IReadOnlyList<ExclusionRule>? exclusions = null,
        KnownRows? known = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(ephemerides);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        var count = objects.Count + ephemerides.Count;
        if (pairs is not null && (pairs.IsPrimary.Count != count || pairs.IsSecondary.Count != count))
        {
            throw new ArgumentException("A pair selection holds one entry per object.", nameof(pairs));
        }

        if (exclusions is not null)
        {
            Validate(exclusions, count);
        }

        return width switch
        {
            LaneWidth.Scalar => Run<ScalarLane, Single32>(objects, ephemerides, settings, pairs, progress, onRows, exclusions, known, cancellation),
            LaneWidth.Wide256 => Run<Lane256, Single256>(objects, ephemerides, settings, pairs, progress, onRows, exclusions, known, cancellation),
            LaneWidth.Wide512 => Run<Lane512, Single512>(objects, ephemerides, settings, pairs, progress, onRows, exclusions, known, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, null),
        };
    }

    private static ScreeningResult Run<T, TSingle>(
        IReadOnlyList<MeanElements> objects,
        IReadOnlyList<InterpolatedEphemeris> ephemerides,
        ScreeningSettings settings,
        PairSelection? pairs,
        IProgress<ScreeningProgress>? progress,
        Action<FinalRows>? onRows,
        IReadOnlyList<ExclusionRule>? exclusions,
        KnownRows? known,
        CancellationToken cancellation)
        where T : unmanaged, ILane<T>
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var clock = Stopwatch.StartNew();
        var stages = new List<StageTime>();
        var numbers = EphemerisNumbers.Of(objects, ephemerides);
        foreach (var ephemeris in ephemerides)
        {
            EphemerisCheck.Require(ephemeris, settings, cancellation);
        }

        var catalogue = new ScreenedCatalogue<T>(objects, ephemerides, numbers, settings.Sgp4Mode, pairs, exclusions, cancellation);

        // The search for candidates sees a volume as the sphere that holds it.
        var search = settings.Volume is { } volume ? settings with { ThresholdKm = VolumeSizes.GrossRadiusKm(catalogue, volume) } : settings;
        Lap("initialise");

        // Where few objects look around, wide pads cost little, and a step costs the same however long it is.
        var grid = new StepGrid(catalogue.Seekers is null
            ? settings
            : settings with { StepSeconds = Math.Min(ScreeningSettings.LongestStepSeconds, SeekersStep * settings.StepSeconds) });
        var earlyNs = settings.Volume is null ? 0 : NearestMinimum<T>.MostReachNs;
        var knownUntilNs = known is null ? long.MinValue : TimeGrid.ToNanoseconds(known.CompleteUntil);
        var firstSlab = known is null ? 0 : grid.FirstSlabFor(knownUntilNs - earlyNs);
        var sequence = new RowSequence(
            catalogue.Numbers, catalogue.InputIndex, firstSlab, grid.Slabs, slab => grid.TimeNs(slab * grid.StepsPerSlab), earlyNs, settings.MaxEvents, TwinRows(catalogue, search, cancellation), onRows)
        {
            KnownUntilNs = knownUntilNs,
            KnownCount = known?.Count ?? 0,
        };
        var isEverNear = catalogue.Seekers is null
            ? null
            : ShellSelection<T>.FindEverNear(catalogue, grid.TimeNs(0), grid.TimeNs(grid.Steps), search.ThresholdKm, cancellation);
        var threads = Math.Min(settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount, grid.Slabs);
        var nextSlab = firstSlab - 1;
        var workers = new SlabWorker<T, TSingle>?[threads];
        Teams.Run(threads, (thread, stop) =>
        {
            var worker = workers[thread] = new SlabWorker<T, TSingle>(catalogue, search, grid, isEverNear);
            for (var slab = Interlocked.Increment(ref nextSlab); slab < grid.Slabs; slab = Interlocked.Increment(ref nextSlab))
            {
                var (done, found) = sequence.Add(slab, worker.Screen(slab, stop), stop);
                progress?.Report(new ScreeningProgress(done / (double)grid.Slabs, found));
            }
        }, cancellation);
        foreach (var (name, stage) in new[] { ("states", 0), ("sweep", 1), ("refine", 2) })
        {
            stages.Add(new StageTime(name, Stopwatch.GetElapsedTime(0, workers.Sum(w => w!.Ticks[stage]) / threads)));
        }

        clock.Restart();
        var refusals = StateRefusals.Find(catalogue, settings, cancellation);
        Lap("refusals");
        var excluded = ExcludedPairs.Of(catalogue.Filter, catalogue.Numbers, catalogue.IsPrimary, catalogue.IsSecondary);
        return new ScreeningResult
        {
            Settings = settings,
            Objects = objects,
            Ephemerides = [.. ephemerides.Zip(numbers, ScreenedObject.Of)],
            Approaches = sequence.Rows,
            Refusals = refusals,
            Excluded = excluded,
            Stages = stages,
        };

        void Lap(string stage)
        {
            stages.Add(new StageTime(stage, clock.Elapsed));
            clock.Restart();
        }
    }

    private static void Validate(IReadOnlyList<ExclusionRule> exclusions, int objects)
    {
        if (exclusions.Count > PairFilter.MostRules)
        {
            throw new ArgumentException($"At most {PairFilter.MostRules} exclusion rules.", nameof(exclusions));
        }

        if (exclusions.Any(rule => rule is ExclusionRule.BetweenGroups groups && (groups.IsInOne.Count != objects || groups.IsInOther.Count != objects)))
        {
            throw new ArgumentException("A group of an exclusion rule holds one entry per object.", nameof(exclusions));
        }

        if (exclusions.Count(rule => rule is ExclusionRule.Slow) > 1)
        {
            throw new ArgumentException("There is one limit of co-moving pairs.", nameof(exclusions));
        }
    }

    private static List<CloseApproach> TwinRows<T>(ScreenedCatalogue<T> catalogue, ScreeningSettings settings, CancellationToken cancellation)
        where T : unmanaged, ILane<T>
    {
        var finder = new EncounterFinder<T>(catalogue, settings);
        foreach (var others in Enumerable.Range(0, catalogue.Count).Where(i => catalogue.TwinGroup[i] != i).GroupBy(i => catalogue.TwinGroup[i]))
        {
            int[] members = [others.Key, .. others];
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (catalogue.Numbers[members[i]] != catalogue.Numbers[members[j]] && catalogue.IsWanted(members[i], members[j]))
                    {
                        finder.AddTwins(members[i], members[j]);
                    }
                }
            }
        }

        return finder.Rows;
    }
}

/// <summary>Which pairs are screened: one object a primary and the other a secondary.</summary>
/// <param name="IsPrimary">Per object of the catalogue, whether it is a primary.</param>
/// <param name="IsSecondary">Per object of the catalogue, whether it is a secondary.</param>
public sealed record PairSelection(IReadOnlyList<bool> IsPrimary, IReadOnlyList<bool> IsSecondary);

/// <summary>More close approaches than the settings allow; nothing is returned, since a cut list would look complete.</summary>
/// <param name="limit">The limit that was passed.</param>
public sealed class TooManyEventsException(long limit)
    : Exception($"More than {limit:N0} close approaches: raise --max-events, lower --threshold or shorten --duration.")
{
    /// <summary>The limit that was passed.</summary>
    public long Limit { get; } = limit;
}
