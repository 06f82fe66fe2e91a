using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>The objects of screenings that were asked for lately: they never change, and every page of conjunctions needs their names. Safe for several threads.</summary>
internal sealed class ScreeningObjects(SsaStore store)
{
    // Some 600 bytes each: half a gigabyte at most, and one screening however large.
    private const long MostKept = 800_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<(ScreeningViewer Viewer, long Screening, IReadOnlyList<StoredObject> Objects)> _byUse = [];
    private long _kept;

    /// <summary>The objects of a screening, by the ordinals of its conjunctions; none where it is not there for the viewer.</summary>
    public IReadOnlyList<StoredObject> Of(ScreeningViewer viewer, long screening)
    {
        lock (_lock)
        {
            for (var node = _byUse.First; node is not null; node = node.Next)
            {
                if (node.Value.Screening == screening && node.Value.Viewer == viewer)
                {
                    _byUse.Remove(node);
                    _byUse.AddFirst(node);
                    return node.Value.Objects;
                }
            }
        }

        var objects = store.Screenings.ObjectsOf(viewer, screening);
        lock (_lock)
        {
            if (_byUse.Any(known => known.Screening == screening && known.Viewer == viewer))
            {
                return objects;
            }

            _byUse.AddFirst((viewer, screening, objects));
            _kept += objects.Count;
            while (_kept > MostKept && _byUse.Count > 1)
            {
                _kept -= _byUse.Last!.Value.Objects.Count;
                _byUse.RemoveLast();
            }
        }

        return objects;
    }
}
