using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// One element set per object, chosen for a start time: the newest at or before the start, else the oldest after it.
/// The choice does not depend on the order of the sets.
/// </summary>
/// <remarks>
/// Sets of one object with one epoch are told apart by their content: the higher element set number wins, then the greater value in the
/// order mean motion, eccentricity, inclination, node, argument of perigee, mean anomaly, B*, derivatives, revolution number, name,
/// designator, classification. Sets that agree in all of that are the same set, and it does not matter which is taken.
/// </remarks>
/// <param name="Objects">The chosen sets, one per object, by ascending catalogue number.</param>
/// <param name="Superseded">Sets that were not chosen because another set of their object was; identical duplicates are among them.</param>
/// <param name="TooOld">Objects left out because even their chosen set is further from the start than the age limit.</param>
public sealed record CatalogueSelection(IReadOnlyList<MeanElements> Objects, int Superseded, int TooOld)
{
    /// <summary>Chooses one element set per object.</summary>
    /// <param name="sets">The element sets of all files, in any order.</param>
    /// <param name="start">The start of the window, UTC.</param>
    /// <param name="maxAge">The greatest allowed time between start and epoch, before or after; null for no limit.</param>
    public static CatalogueSelection Choose(IReadOnlyList<MeanElements> sets, Instant start, Duration? maxAge = null)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var chosen = new Dictionary<CatalogNumber, MeanElements>(sets.Count);
        foreach (var set in sets)
        {
            if (!chosen.TryGetValue(set.Number, out var other) || IsBetter(set, other, start))
            {
                chosen[set.Number] = set;
            }
        }

        var objects = chosen.Values
            .Where(set => maxAge is not { } limit || AgeAt(start, set) <= limit)
            .OrderBy(set => set.Number)
            .ToArray();
        return new CatalogueSelection(objects, sets.Count - chosen.Count, chosen.Count - objects.Length);
    }

    private static Duration AgeAt(Instant start, MeanElements set) =>
        set.Epoch <= start ? start - set.Epoch : set.Epoch - start;

    private static bool IsBetter(MeanElements set, MeanElements other, Instant start)
    {
        var isPast = set.Epoch <= start;
        if (isPast != (other.Epoch <= start))
        {
            return isPast;
        }

        return set.Epoch == other.Epoch
            ? ElementSetOrder.CompareContent(set, other) > 0
            : isPast == (set.Epoch > other.Epoch);
    }
}
