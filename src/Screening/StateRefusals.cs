using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Screening.Catalogue;
using Ssa.Screening.Fine;

namespace Ssa.Screening;

/// <summary>
/// Which objects SGP4 refuses in a window: asked at its start, at every cell of the fixed grid inside and just before its end, so that the answer does not
/// depend on steps or slabs.
/// </summary>
internal static class StateRefusals
{
    /// <summary>Finds the refusals, in order of catalogue number.</summary>
    /// <param name="catalogue">The objects.</param>
    /// <param name="settings">The window.</param>
    /// <param name="suspects">Per object, whether the search met a refused state; the others are not asked again.</param>
    /// <param name="cancellation">Asked at every state.</param>
    public static List<StateRefusal> Find<T>(ScreenedCatalogue<T> catalogue, ScreeningSettings settings, bool[] suspects, CancellationToken cancellation)
        where T : unmanaged, ILane<T>
    {
        var startNs = TimeGrid.ToNanoseconds(settings.Start);
        var lastNs = TimeGrid.ToNanoseconds(settings.Start + settings.Duration) - TimeGrid.Microsecond;
        var refusals = new List<StateRefusal>();
        for (var i = 0; i < catalogue.Count; i++)
        {
            if (!suspects[i])
            {
                continue;
            }

            StateRefusal? first = null;
            var isAnyValid = false;
            for (var timeNs = startNs; ; timeNs = Math.Min(lastNs, TimeGrid.CellStart(timeNs) + TimeGrid.CellNs))
            {
                cancellation.ThrowIfCancellationRequested();
                var time = TimeGrid.ToInstant(timeNs);
                var status = catalogue.Propagators[i].At(time).Status;
                isAnyValid |= status == PropagationStatus.Ok;
                if (status != PropagationStatus.Ok)
                {
                    first ??= new StateRefusal(catalogue.InputIndex[i], status, time, false);
                }

                // With a refused and a valid state all is known.
                if (timeNs >= lastNs || (first is not null && isAnyValid))
                {
                    break;
                }
            }

            if (first is { } refusal)
            {
                refusals.Add(refusal with { WholeWindow = !isAnyValid });
            }
        }

        return refusals;
    }
}
