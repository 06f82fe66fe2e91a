using Ssa.Propagation.Ephemerides;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>
/// Ephemerides that screenings, replays and assessments have asked for lately, ready to give states; so many states are kept. Who asks has found the ephemeris, or a screening that uses it, and may see it. Safe for several
/// threads.
/// </summary>
internal sealed class EphemerisShelf(SsaStore store)
{
    private const long MostStatesKept = 1_000_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<(long Id, long States, InterpolatedEphemeris Ephemeris)> _byUse = [];
    private long _states;

    /// <summary>An ephemeris; null where it was deleted and no screening uses it.</summary>
    public InterpolatedEphemeris? Find(StoredEphemeris stored)
    {
        lock (_lock)
        {
            for (var node = _byUse.First; node is not null; node = node.Next)
            {
                if (node.Value.Id == stored.Id)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    return node.Value.Ephemeris;
                }
            }
        }

        if (store.Ephemerides.ContentOf(ScreeningViewer.Everything, stored.Id) is not { } content)
        {
            return null;
        }

        var ephemeris = ReadEphemeris.Of(content, stored.Name).Ephemeris;
        lock (_lock)
        {
            _byUse.AddFirst((stored.Id, stored.Contents.StateCount, ephemeris));
            _states += stored.Contents.StateCount;
            while (_states > MostStatesKept && _byUse.Count > 1)
            {
                _states -= _byUse.Last!.Value.States;
                _byUse.RemoveLast();
            }
        }

        return ephemeris;
    }

    /// <summary>An ephemeris that a screening uses, and whose content therefore is there.</summary>
    public InterpolatedEphemeris Of(StoredEphemeris stored) => Find(stored) ?? throw new InvalidOperationException($"The content of {Mapping.ResourceName.OfEphemeris(stored.Id)} is not in the store.");
}
