using System.Diagnostics;
using Ssa.Propagation;
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
    /// <summary>Finds every close approach of the window.</summary>
    /// <param name="objects">One element set per object, in any order; the result does not depend on it.</param>
    /// <param name="settings">Window, threshold, mode.</param>
    /// <param name="pairs">Which pairs to screen; null for all against all.</param>
    /// <param name="progress">Told as slabs finish, from the working threads; may be null.</param>
    /// <param name="cancellation">Ends the run early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="TooManyEventsException">More rows than <see cref="ScreeningSettings.MaxEvents"/>.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static ScreeningResult Screen(
        IReadOnlyList<MeanElements> objects,
        ScreeningSettings settings,
        PairSelection? pairs = null,
        IProgress<ScreeningProgress>? progress = null,
        CancellationToken cancellation = default) => Screen(objects, settings, pairs, LaneWidths.Best, progress, cancellation);

    /// <summary>The same in a lane width of the caller's choice; rows have the same bits in each.</summary>
    internal static ScreeningResult Screen(
        IReadOnlyList<MeanElements> objects,
        ScreeningSettings settings,
        PairSelection? pairs,
        LaneWidth width,
        IProgress<ScreeningProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (pairs is not null && (pairs.IsPrimary.Count != objects.Count || pairs.IsSecondary.Count != objects.Count))
        {
            throw new ArgumentException("A pair selection holds one entry per object.", nameof(pairs));
        }

        return width switch
        {
            LaneWidth.Scalar => Run<ScalarLane, Single32>(objects, settings, pairs, progress, cancellation),
            LaneWidth.Wide256 => Run<Lane256, Single256>(objects, settings, pairs, progress, cancellation),
            LaneWidth.Wide512 => Run<Lane512, Single512>(objects, settings, pairs, progress, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, null),
        };
    }

    private static ScreeningResult Run<T, TSingle>(
        IReadOnlyList<MeanElements> objects,
        ScreeningSettings settings,
        PairSelection? pairs,
        IProgress<ScreeningProgress>? progress,
        CancellationToken cancellation)
        where T : unmanaged, ILane<T>
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var clock = Stopwatch.StartNew();
        var stages = new List<StageTime>();
        var catalogue = new ScreenedCatalogue<T>(objects, settings.Sgp4Mode, pairs);
        Lap("initialise");

        var grid = new StepGrid(settings);
        var found = new CloseApproach[grid.Slabs][];
        var suspects = new bool[catalogue.Count];
        long count = 0;
        var done = 0;
        using var workers = new ThreadLocal<SlabWorker<T, TSingle>>(
            () => new SlabWorker<T, TSingle>(catalogue, settings, grid, suspects), trackAllValues: true);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, grid.Slabs, options, slab =>
            {
                var rows = workers.Value!.Screen(slab, cancellation);
                found[slab] = rows;

                // A minimum near a seam may stand twice here; an early end needs a tenth more than the limit, the final count decides.
                var total = Interlocked.Add(ref count, rows.Length);
                if (total > settings.MaxEvents + (settings.MaxEvents / 10) + 1000)
                {
                    throw new TooManyEventsException(settings.MaxEvents);
                }

                progress?.Report(new ScreeningProgress(Interlocked.Increment(ref done) / (double)grid.Slabs, total));
            });
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<TooManyEventsException>().FirstOrDefault() is { } tooMany)
        {
            throw tooMany;
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.OfType<OperationCanceledException>().Any())
        {
            throw new OperationCanceledException(cancellation);
        }

        var threads = Math.Max(1, workers.Values.Count);
        foreach (var (name, stage) in new[] { ("states", 0), ("sweep", 1), ("refine", 2) })
        {
            stages.Add(new StageTime(name, Stopwatch.GetElapsedTime(0, workers.Values.Sum(w => w.Ticks[stage]) / threads)));
        }

        clock.Restart();
        var twins = TwinRows(catalogue, settings);
        var approaches = CloseApproachOrder.SortAndMerge([.. found.SelectMany(rows => rows), .. twins], catalogue.Numbers);
        if (approaches.Length > settings.MaxEvents)
        {
            throw new TooManyEventsException(settings.MaxEvents);
        }

        var refusals = StateRefusals.Find(catalogue, settings, suspects);
        for (var i = 0; i < approaches.Length; i++)
        {
            approaches[i] = approaches[i] with
            {
                First = catalogue.InputIndex[approaches[i].First],
                Second = catalogue.InputIndex[approaches[i].Second],
            };
        }

        Lap("merge");
        return new ScreeningResult { Settings = settings, Objects = objects, Approaches = approaches, Refusals = refusals, Stages = stages };

        void Lap(string stage)
        {
            stages.Add(new StageTime(stage, clock.Elapsed));
            clock.Restart();
        }
    }

    private static List<CloseApproach> TwinRows<T>(ScreenedCatalogue<T> catalogue, ScreeningSettings settings)
        where T : unmanaged, ILane<T>
    {
        var finder = new EncounterFinder<T>(catalogue, settings);
        foreach (var group in Enumerable.Range(0, catalogue.Count).GroupBy(i => catalogue.TwinGroup[i]).Where(g => g.Skip(1).Any()))
        {
            int[] members = [.. group];
            for (var i = 0; i < members.Length; i++)
            {
                for (var j = i + 1; j < members.Length; j++)
                {
                    if (catalogue.Numbers[members[i]] != catalogue.Numbers[members[j]] && catalogue.IsWanted(members[i], members[j]))
                    {
                        finder.AddTwins(members[i], members[j]);
                    }
                }

                if (finder.Rows.Count > settings.MaxEvents)
                {
                    throw new TooManyEventsException(settings.MaxEvents);
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
