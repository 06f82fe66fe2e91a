using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening;

/// <summary>
/// Which objects SGP4 refuses in a window: asked at its start, at every cell of the fixed grid inside and just before its end, so that the answer does not
/// depend on steps or slabs. Ephemerides are also asked where a segment of theirs has stopped.
/// </summary>
internal static class StateRefusals
{
    private const double NanosecondsPerMinute = 60e9;

    // Cells whose states are asked one by one where no bound proves them all valid.
    private const int ShortestSpanCells = 16;

    /// <summary>Finds the refusals, in order of catalogue number.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="settings">The window.</param>
    /// <param name="cancellation">Asked at every state.</param>
    public static List<StateRefusal> Find<T>(ScreenedCatalogue<T> catalogue, ScreeningSettings settings, CancellationToken cancellation)
        where T : unmanaged, ILane<T>
    {
        var startNs = TimeGrid.ToNanoseconds(settings.Start);
        var lastNs = TimeGrid.ToNanoseconds(settings.Start + settings.Duration) - TimeGrid.Microsecond;
        var found = new StateRefusal?[catalogue.Count];
        Parallel.For(0, catalogue.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, i =>
        {
            if (catalogue.IsPrimary[i] || catalogue.IsSecondary[i])
            {
                var tally = new Tally(cancellation);
                if (catalogue.EphemerisOf(i) is { } ephemeris)
                {
                    AskEach(catalogue, i, startNs, lastNs, ref tally);
                    AskSegments(catalogue, i, ephemeris, startNs, lastNs, ref tally);
                }
                else
                {
                    Ask(catalogue, i, startNs, lastNs, ref tally);
                }

                found[i] = tally.First is { } first
                    ? new StateRefusal(catalogue.InputIndex[i], first.Status, TimeGrid.ToInstant(first.TimeNs), !tally.IsAnyValid)
                    : null;
            }
        });

        // Element sets come first and then ephemerides, each in order of number.
        return [.. Enumerable.Range(0, found.Length).OrderBy(i => catalogue.Numbers[i]).Select(i => found[i]).OfType<StateRefusal>()];
    }

    /// <summary>Asks a span of the window: by SGP4's own bounds where they prove every state valid, else by halves and at last state by state.</summary>
    private static void Ask<T>(ScreenedCatalogue<T> catalogue, int index, long fromNs, long toNs, ref Tally tally)
        where T : unmanaged, ILane<T>
    {
        var propagator = catalogue.Propagators[index];
        var epochNs = catalogue.EpochNs[index];
        if (StateBounds.Of(propagator, (fromNs - epochNs) / NanosecondsPerMinute, (toNs - epochNs) / NanosecondsPerMinute).AreAllValid)
        {
            tally.IsAnyValid = true;
            return;
        }

        if (toNs - fromNs > ShortestSpanCells * TimeGrid.CellNs)
        {
            // Both halves meet at a cell's start, which either may be asked.
            var middle = TimeGrid.CellStart(fromNs + ((toNs - fromNs) / 2));
            Ask(catalogue, index, fromNs, middle, ref tally);
            if (!tally.IsComplete)
            {
                Ask(catalogue, index, middle, toNs, ref tally);
            }

            return;
        }

        AskEach(catalogue, index, fromNs, toNs, ref tally);
    }

    private static void AskEach<T>(ScreenedCatalogue<T> catalogue, int index, long fromNs, long toNs, ref Tally tally)
        where T : unmanaged, ILane<T>
    {
        for (var timeNs = fromNs; ; timeNs = Math.Min(toNs, TimeGrid.CellStart(timeNs) + TimeGrid.CellNs))
        {
            tally.Cancellation.ThrowIfCancellationRequested();
            var status = catalogue.StateAt(index, timeNs).Status;
            tally.IsAnyValid |= status == PropagationStatus.Ok;
            if (status != PropagationStatus.Ok)
            {
                tally.First ??= (timeNs, status);
            }

            if (timeNs >= toNs || tally.IsComplete)
            {
                return;
            }
        }
    }

    private static void AskSegments<T>(
        ScreenedCatalogue<T> catalogue, int index, InterpolatedEphemeris ephemeris, long startNs, long lastNs, ref Tally tally)
        where T : unmanaged, ILane<T>
    {
        foreach (var segment in ephemeris.Segments)
        {
            // The first whole microsecond without a state, unless another segment goes on.
            var timeNs = (TimeGrid.FloorDivide(segment.StopNs, TimeGrid.Microsecond) + 1) * TimeGrid.Microsecond;
            if (timeNs > startNs && timeNs <= lastNs && (tally.First is not { } known || timeNs < known.TimeNs)
                && catalogue.StateAt(index, timeNs).Status is var status and not PropagationStatus.Ok)
            {
                tally.First = (timeNs, status);
            }

            var firstNs = Math.Max(startNs, segment.StartNs);
            tally.IsAnyValid |= firstNs <= Math.Min(lastNs, segment.StopNs) && catalogue.StateAt(index, firstNs).Status == PropagationStatus.Ok;
        }
    }

    private struct Tally(CancellationToken cancellation)
    {
        public readonly CancellationToken Cancellation = cancellation;
        public (long TimeNs, PropagationStatus Status)? First;
        public bool IsAnyValid;

        /// <summary>With a refused and a valid state all is known, as times are asked in order.</summary>
        public readonly bool IsComplete => First is not null && IsAnyValid;
    }
}
