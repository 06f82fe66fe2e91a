using Ssa.Propagation;
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
    /// <summary>Finds the refusals, in order of catalogue number.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="settings">The window.</param>
    /// <param name="suspects">Per object, whether the search met a refused state; the others are not asked again.</param>
    public static List<StateRefusal> Find<T>(ScreenedCatalogue<T> catalogue, ScreeningSettings settings, bool[] suspects)
        where T : unmanaged, ILane<T>
    {
        var startNs = TimeGrid.ToNanoseconds(settings.Start);
        var lastNs = TimeGrid.ToNanoseconds(settings.Start + settings.Duration) - TimeGrid.Microsecond;
        var refusals = new List<StateRefusal>();
        var numberOf = catalogue.InputIndex.Zip(catalogue.Numbers).ToDictionary();
        for (var i = 0; i < catalogue.Count; i++)
        {
            var ephemeris = catalogue.EphemerisOf(i);
            if (ephemeris is null ? !suspects[i] : !catalogue.IsPrimary[i] && !catalogue.IsSecondary[i])
            {
                continue;
            }

            StateRefusal? first = null;
            var isAnyValid = false;
            for (var timeNs = startNs; ; timeNs = Math.Min(lastNs, TimeGrid.CellStart(timeNs) + TimeGrid.CellNs))
            {
                var time = TimeGrid.ToInstant(timeNs);
                var status = catalogue.StateAt(i, timeNs).Status;
                isAnyValid |= status == PropagationStatus.Ok;
                if (status != PropagationStatus.Ok)
                {
                    first ??= new StateRefusal(catalogue.InputIndex[i], status, time, false);
                }

                if (timeNs >= lastNs)
                {
                    break;
                }
            }

            foreach (var segment in ephemeris?.Segments ?? [])
            {
                // The first whole microsecond without a state, unless another segment goes on.
                var timeNs = (TimeGrid.FloorDivide(segment.StopNs, TimeGrid.Microsecond) + 1) * TimeGrid.Microsecond;
                if (timeNs > startNs && timeNs <= lastNs && (first is not { } known || timeNs < TimeGrid.ToNanoseconds(known.First))
                    && catalogue.StateAt(i, timeNs).Status is var status and not PropagationStatus.Ok)
                {
                    first = new StateRefusal(catalogue.InputIndex[i], status, TimeGrid.ToInstant(timeNs), false);
                }

                var firstNs = Math.Max(startNs, segment.StartNs);
                isAnyValid |= firstNs <= Math.Min(lastNs, segment.StopNs) && catalogue.StateAt(i, firstNs).Status == PropagationStatus.Ok;
            }

            if (first is { } refusal)
            {
                refusals.Add(refusal with { WholeWindow = !isAnyValid });
            }
        }

        return [.. refusals.OrderBy(refusal => numberOf[refusal.ObjectIndex])];
    }
}
