using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Screening;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Computes a stored conjunction again: the pair alone, from its stored element sets and ephemerides, with the screening's settings.</summary>
internal static class ConjunctionReplay
{
    // Far enough that the row's own minimum lies inside, near enough to take milliseconds.
    private static readonly Duration Reach = Duration.FromHours(1);

    /// <summary>The conjunction as it comes out now.</summary>
    /// <exception cref="Grpc.Core.RpcException">It does not come out any more: another version of the engine has made it.</exception>
    public static StoredConjunction Run(SsaStore store, EphemerisShelf shelf, ScreeningRecord screening, StoredConjunction row, CancellationToken cancellation)
    {
        var work = ScreeningWork.Of(store, shelf, screening, threads: 1);

        // The engine counts element sets first, then ephemerides; each row's first object stays its first.
        int[] ordinals = row.First < work.Elements.Count || row.Second >= work.Elements.Count ? [row.First, row.Second] : [row.Second, row.First];
        MeanElements[] sets = [.. ordinals.Where(one => one < work.Elements.Count).Select(one => work.Elements[one])];
        InterpolatedEphemeris[] ephemerides = [.. ordinals.Where(one => one >= work.Elements.Count).Select(one => work.Ephemerides[one - work.Elements.Count])];
        var pairs = new PairSelection([.. ordinals.Select(one => one == row.First)], [.. ordinals.Select(one => one == row.Second)]);
        var (start, end) = (work.Settings.Start, work.Settings.Start + work.Settings.Duration);
        var stored = ScreeningWork.Load(row);

        // Rows of the window's edges stand at its own edges; others well inside. A volume's row may lie far from its least metric.
        var (early, late) = stored.VolumeTime is { } time ? (Instant.Min(time, stored.Tca), Instant.Max(time, stored.Tca)) : (stored.Tca, stored.Tca);
        var (from, to) = (Instant.Max(start, early - Reach), Instant.Min(end, late + Reach));
        var found = Screener.Screen(sets, ephemerides, work.Settings with { Start = from, Duration = to - from }, pairs, cancellation: cancellation).Approaches
            .Where(one => one.Kind == stored.Kind)
            .Select(one => one with { First = ordinals[one.First], Second = ordinals[one.Second] })
            .OrderBy(one => Math.Abs((one.Tca - stored.Tca).TotalSeconds))
            .ToArray();
        return found.Length > 0
            ? work.Store(found[0])
            : throw Refusal.Precondition("conjunction", "The conjunction does not come out of what is stored of it any more; another version of the engine has made it.");
    }
}
