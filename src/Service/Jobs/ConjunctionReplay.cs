using NodaTime;
using Ssa.Screening;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Computes a stored conjunction again: the pair alone, from its stored element sets, with the screening's settings.</summary>
internal static class ConjunctionReplay
{
    // Far enough that the row's own minimum lies inside, near enough to take milliseconds.
    private static readonly Duration Reach = Duration.FromHours(1);

    /// <summary>The conjunction as it comes out now.</summary>
    /// <exception cref="Grpc.Core.RpcException">It does not come out any more: another version of the engine has made it.</exception>
    public static StoredConjunction Run(IReadOnlyList<(ScreeningObject Object, StoredElementSet Set)> objects, ScreeningRecord screening, StoredConjunction row, CancellationToken cancellation)
    {
        var work = ScreeningWork.Of(objects, screening, threads: 1);
        var pair = new[] { work.Elements[row.First], work.Elements[row.Second] };
        var (start, end) = (work.Settings.Start, work.Settings.Start + work.Settings.Duration);
        var stored = ScreeningWork.Load(row);

        // Rows of the window's edges stand at its own edges; others well inside. A volume's row may lie far from its least metric.
        var (early, late) = stored.VolumeTime is { } time ? (Instant.Min(time, stored.Tca), Instant.Max(time, stored.Tca)) : (stored.Tca, stored.Tca);
        var (from, to) = (Instant.Max(start, early - Reach), Instant.Min(end, late + Reach));
        var found = Screener.Screen(pair, work.Settings with { Start = from, Duration = to - from }, cancellation: cancellation).Approaches
            .Where(one => one.Kind == stored.Kind)
            .Select(one => one with { First = one.First == 0 ? row.First : row.Second, Second = one.Second == 0 ? row.First : row.Second })
            .OrderBy(one => Math.Abs((one.Tca - stored.Tca).TotalSeconds))
            .ToArray();
        return found.Length > 0
            ? work.Store(found[0])
            : throw Refusal.Precondition("conjunction", "The conjunction does not come out of its stored element sets and settings any more; another version of the engine has made it.");
    }
}
