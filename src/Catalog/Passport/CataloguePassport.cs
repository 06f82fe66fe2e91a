using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>What a snapshot of a catalogue consists of: the content of <c>ssa catalog check</c>.</summary>
public sealed record CataloguePassport
{
    /// <summary>The files with their hashes, in the order given.</summary>
    public required IReadOnlyList<CatalogueFile> Files { get; init; }

    /// <summary>Records seen: accepted and set aside.</summary>
    public required int Records { get; init; }

    /// <summary>Element sets that can be used.</summary>
    public required int Accepted { get; init; }

    /// <summary>Objects among the accepted element sets.</summary>
    public required int Objects { get; init; }

    /// <summary>Accepted element sets that repeat another one: same object, epoch, mean elements and B*; names and counters may differ.</summary>
    public required int Duplicates { get; init; }

    /// <summary>The records that were set aside, in input order.</summary>
    public required IReadOnlyList<SetAsideRecord> SetAside { get; init; }

    /// <summary>How many records were set aside for each reason that occurs, in the order of the vocabulary.</summary>
    public required IReadOnlyList<KeyValuePair<SetAsideReason, int>> Reasons { get; init; }

    /// <summary>Objects in each regime, by each object's newest set; every regime is listed, in order.</summary>
    public required IReadOnlyList<KeyValuePair<OrbitRegime, int>> Regimes { get; init; }

    /// <summary>The oldest epoch of the accepted element sets, UTC; null where there are none.</summary>
    public required Instant? OldestEpoch { get; init; }

    /// <summary>The newest epoch of the accepted element sets, UTC; null where there are none.</summary>
    public required Instant? NewestEpoch { get; init; }

    /// <summary>Draws up the passport of a catalogue.</summary>
    /// <param name="input">The catalogue as it was read.</param>
    public static CataloguePassport Of(CatalogueInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var sets = input.Batch.Accepted;
        var newest = CatalogueSelection.Choose(sets, Instant.MaxValue).Objects;
        return new CataloguePassport
        {
            Files = input.Files,
            Records = input.Batch.Records,
            Accepted = sets.Count,
            Objects = newest.Count,
            Duplicates = sets.Count - sets.Distinct(SameElementSet.Comparer).Count(),
            SetAside = input.Batch.SetAside,
            Reasons = CountAll(Enum.GetValues<SetAsideReason>(), input.Batch.SetAside.Select(record => record.Reason), keepEmpty: false),
            Regimes = CountAll(Enum.GetValues<OrbitRegime>(), newest.Select(OrbitRegimes.Of), keepEmpty: true),
            OldestEpoch = sets.Count == 0 ? null : sets.Min(set => set.Epoch),
            NewestEpoch = sets.Count == 0 ? null : sets.Max(set => set.Epoch),
        };
    }

    private static List<KeyValuePair<T, int>> CountAll<T>(T[] vocabulary, IEnumerable<T> values, bool keepEmpty)
        where T : notnull
    {
        var counts = values.CountBy(value => value).ToDictionary();
        return [.. vocabulary
            .Select(value => KeyValuePair.Create(value, counts.GetValueOrDefault(value)))
            .Where(count => keepEmpty || count.Value > 0)];
    }

    private sealed class SameElementSet : IEqualityComparer<MeanElements>
    {
        public static SameElementSet Comparer { get; } = new();

        public bool Equals(MeanElements? left, MeanElements? right) =>
            left!.Number == right!.Number && left.Epoch == right.Epoch && ElementSetOrder.CompareOrbit(left, right) == 0;

        public int GetHashCode(MeanElements set) => HashCode.Combine(set.Number, set.Epoch);
    }
}
