using NodaTime;

namespace Ssa.Screening.Fine;

/// <summary>
/// The fixed UTC grid of cells on which encounters are refined. What is found in a cell is a function of the pair and the cell alone, so that the
/// digits of a result do not depend on window, step, slab or threads. Times are whole nanoseconds since 1970-01-01T00:00Z.
/// </summary>
internal static class TimeGrid
{
    /// <summary>Length of a cell: long enough that a fast encounter needs one, short enough that eight nodes carry a micrometre.</summary>
    public const long CellNs = 120 * Second;

    /// <summary>How far a cell's polynomial reaches beyond the cell on both sides.</summary>
    public const long MarginNs = 5 * Second;

    /// <summary>How far a cell looks for minima beyond its ends; half of the margin, so that its neighbour's guard zone overlaps what it may miss.</summary>
    public const long SearchNs = MarginNs / 2;

    public const long Second = 1_000_000_000;

    public const long Microsecond = 1_000;

    /// <summary>The start of the cell that holds a time.</summary>
    public static long CellStart(long timeNs) => FloorDivide(timeNs, CellNs) * CellNs;

    /// <summary>Nanoseconds since 1970 of an instant.</summary>
    /// <exception cref="OverflowException">The instant is outside the years 1678 to 2262.</exception>
    public static long ToNanoseconds(Instant time) => (time - NodaConstants.UnixEpoch).ToInt64Nanoseconds();

    /// <summary>The instant so many nanoseconds since 1970.</summary>
    public static Instant ToInstant(long timeNs) => NodaConstants.UnixEpoch + Duration.FromNanoseconds(timeNs);

    /// <summary>The nearest whole microsecond, halves upwards.</summary>
    public static long RoundToMicrosecond(long timeNs) => FloorDivide(timeNs + (Microsecond / 2), Microsecond) * Microsecond;

    /// <summary>The quotient rounded down.</summary>
    public static long FloorDivide(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);
}
