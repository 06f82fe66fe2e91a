using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>The objects of screenings that were asked for lately: they never change, and every page of conjunctions needs their names. Safe for several threads.</summary>
internal sealed class ScreeningObjects(SsaStore store)
{
    private const int MostKept = 8;

    private readonly Lock _lock = new();
    private readonly LinkedList<(ScreeningViewer Viewer, long Screening, IReadOnlyList<StoredObject> Objects)> _byUse = [];

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
            _byUse.AddFirst((viewer, screening, objects));
            if (_byUse.Count > MostKept)
            {
                _byUse.RemoveLast();
            }
        }

        return objects;
    }
}
