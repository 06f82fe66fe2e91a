using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// The time that <c>epoch</c> stands for: where a catalogue is as fresh as it gets, without the few sets that its producer dated into
/// the future. It is the 99th percentile of the epochs by nearest rank (the ⌈0.99 N⌉-th oldest, so always an epoch that occurs), and the newest for
/// fewer than 100 sets.
/// </summary>
public static class EpochRule
{
    /// <summary>From this number of sets on, the percentile is used instead of the newest epoch.</summary>
    private const int FewestForPercentile = 100;

    /// <summary>The epoch of a catalogue, UTC. The order of the sets does not matter.</summary>
    /// <param name="sets">Every element set of the catalogue, several sets of one object included.</param>
    /// <exception cref="ArgumentException">There is no element set.</exception>
    public static Instant Of(IReadOnlyList<MeanElements> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0)
        {
            throw new ArgumentException("A catalogue without element sets has no epoch.", nameof(sets));
        }

        var epochs = new Instant[sets.Count];
        for (var i = 0; i < epochs.Length; i++)
        {
            epochs[i] = sets[i].Epoch;
        }

        Array.Sort(epochs);
        if (epochs.Length < FewestForPercentile)
        {
            return epochs[^1];
        }

        // Integer arithmetic: 0.99 is no binary fraction, and a rounding error would move the rank of exact multiples of 100.
        var rank = (99L * epochs.Length + 99) / 100;
        return epochs[rank - 1];
    }
}
