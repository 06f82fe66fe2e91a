using NodaTime;

namespace Ssa.Screening;

/// <summary>What sort of row of a list of close approaches this is.</summary>
public enum CloseApproachKind : byte
{
    /// <summary>An interior local minimum of the distance.</summary>
    Minimum,

    /// <summary>At the window's start the distance is at most the threshold and not decreasing; in a volume, its metric at most 1 and not decreasing, and so for the other edges.</summary>
    WindowStart,

    /// <summary>At the window's end the distance is at most the threshold and still decreasing.</summary>
    WindowEnd,

    /// <summary>An object's valid states begin inside the window, the distance there at most the threshold and not decreasing.</summary>
    StateStart,

    /// <summary>An object's valid states end inside the window, the distance there at most the threshold and still decreasing.</summary>
    StateEnd,
}

/// <summary>
/// One close approach: a local minimum over time of the distance between two objects, or an edge row where the window or the valid
/// states begin or end. Positions are SGP4's or the ephemeris's, in TEME; RTN is the first object's radial, transverse, normal frame.
/// </summary>
public readonly record struct CloseApproach
{
    /// <summary>Index of the first object (<see cref="ScreeningResult.ObjectAt"/>): the primary where only one is, else the lower number; one without a number comes last.</summary>
    public required int First { get; init; }

    /// <summary>Index of the second object.</summary>
    public required int Second { get; init; }

    /// <summary>The sort of row.</summary>
    public required CloseApproachKind Kind { get; init; }

    /// <summary>
    /// Time of closest approach, UTC, a whole number of microseconds. It minimises the distance itself; in a volume it is the minimum of the distance nearest to
    /// <see cref="VolumeTime"/>.
    /// </summary>
    public required Instant Tca { get; init; }

    /// <summary>When the metric of the volume was least, or the time of an edge row, UTC, a whole number of microseconds; null where no volume is used.</summary>
    public Instant? VolumeTime { get; init; }

    /// <summary>Distance at <see cref="Tca"/>, km.</summary>
    public required double RangeKm { get; init; }

    /// <summary>Relative speed at <see cref="Tca"/> from SGP4's and the ephemeris's own velocities, km/s.</summary>
    public required double RelativeSpeedKmPerS { get; init; }

    /// <summary>Radial component of the second object relative to the first, km.</summary>
    public required double RadialKm { get; init; }

    /// <summary>Transverse component of the second object relative to the first, km.</summary>
    public required double TransverseKm { get; init; }

    /// <summary>Normal component of the second object relative to the first, km.</summary>
    public required double NormalKm { get; init; }

    /// <summary>When the pair came within the threshold or the volume around this approach; null if not within one revolution.</summary>
    public required Instant? Start { get; init; }

    /// <summary>When the pair leaves it; null if not within one revolution.</summary>
    public required Instant? Stop { get; init; }
}
