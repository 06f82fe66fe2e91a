using NodaTime;
using Ssa.Screening;

namespace Ssa.Store;

/// <summary>The order of a list of close approaches; equal ones stand by their number.</summary>
public enum ConjunctionOrder
{
    /// <summary>By number, which is by time of closest approach.</summary>
    Tca,

    /// <summary>The least distance first.</summary>
    MissDistance,

    /// <summary>The greatest maximum probability first; those without one last.</summary>
    MaxProbability,
}

/// <summary>Which close approaches of a screening, in which order. Every condition that is not null must hold.</summary>
public sealed record ConjunctionQuery
{
    /// <summary>The order.</summary>
    public ConjunctionOrder Order { get; init; }

    /// <summary>Either object has this catalogue number.</summary>
    public int? CatalogNumber { get; init; }

    /// <summary>Either object has this owner.</summary>
    public string? Owner { get; init; }

    /// <summary>At most this distance, km.</summary>
    public double? MaxMissKm { get; init; }

    /// <summary>At least this maximum probability.</summary>
    public double? MinMaxProbability { get; init; }

    /// <summary>At or after this time of closest approach, UTC.</summary>
    public Instant? TcaFrom { get; init; }

    /// <summary>Before this time of closest approach, UTC.</summary>
    public Instant? TcaTo { get; init; }

    /// <summary>Of this sort.</summary>
    public CloseApproachKind? Kind { get; init; }

    /// <summary>Only those behind this one in the order; null from the first.</summary>
    public ConjunctionPlace? After { get; init; }

    /// <summary>The most rows.</summary>
    public required int Limit { get; init; }
}

/// <summary>A place in an ordered list.</summary>
/// <param name="Key">What the list is ordered by: 0, the distance, or less the maximum probability.</param>
/// <param name="Number">The row's number, from 1.</param>
public readonly record struct ConjunctionPlace(double Key, long Number) : IComparable<ConjunctionPlace>
{
    /// <inheritdoc/>
    public int CompareTo(ConjunctionPlace other) => Key.CompareTo(other.Key) is var by && by != 0 ? by : Number.CompareTo(other.Number);

    /// <summary>Whether the left place comes first.</summary>
    public static bool operator <(ConjunctionPlace left, ConjunctionPlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left place comes later.</summary>
    public static bool operator >(ConjunctionPlace left, ConjunctionPlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left place comes first or is the same.</summary>
    public static bool operator <=(ConjunctionPlace left, ConjunctionPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left place comes later or is the same.</summary>
    public static bool operator >=(ConjunctionPlace left, ConjunctionPlace right) => left.CompareTo(right) >= 0;
}

/// <summary>A row of a list.</summary>
/// <param name="Place">Its place in the list that was asked for.</param>
/// <param name="Row">The row.</param>
public readonly record struct NumberedConjunction(ConjunctionPlace Place, StoredConjunction Row)
{
    /// <summary>Its number in the screening, from 1.</summary>
    public long Number => Place.Number;
}
