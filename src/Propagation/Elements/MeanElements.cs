using NodaTime;

namespace Ssa.Propagation;

/// <summary>
/// One general-perturbations element set: Brouwer mean elements of the SGP4 theory in TEME of epoch, as TLE and OMM carry them.
/// Every reader (TLE, OMM) ends here and all physics starts here. Values keep the units and the digits of the message.
/// </summary>
public sealed record MeanElements
{
    /// <summary>The catalogue number.</summary>
    public required CatalogNumber Number { get; init; }

    /// <summary>The object's name, trimmed; empty where the message has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The international designator as CCSDS writes it, such as <c>1998-067A</c>; empty where unknown.</summary>
    public string ObjectId { get; init; } = "";

    /// <summary>The classification letter, <c>U</c> for unclassified.</summary>
    public char Classification { get; init; } = 'U';

    /// <summary>The epoch, UTC; days count 86,400 s.</summary>
    public required Instant Epoch { get; init; }

    /// <summary>Kozai mean motion, revolutions per day.</summary>
    public required double MeanMotionRevPerDay { get; init; }

    /// <summary>Mean eccentricity, 0 to less than 1.</summary>
    public required double Eccentricity { get; init; }

    /// <summary>Mean inclination, degrees.</summary>
    public required double InclinationDeg { get; init; }

    /// <summary>Mean right ascension of the ascending node, degrees, TEME.</summary>
    public required double RightAscensionDeg { get; init; }

    /// <summary>Mean argument of perigee, degrees.</summary>
    public required double ArgumentOfPerigeeDeg { get; init; }

    /// <summary>Mean anomaly, degrees.</summary>
    public required double MeanAnomalyDeg { get; init; }

    /// <summary>SGP4's drag term B*, per Earth radius.</summary>
    public required double BStarPerEarthRadius { get; init; }

    /// <summary>Half the first derivative of the mean motion as TLE and OMM print it, rev/day²; SGP4 does not use it.</summary>
    public double MeanMotionDotRevPerDay2 { get; init; }

    /// <summary>A sixth of the second derivative of the mean motion as TLE and OMM print it, rev/day³; SGP4 does not use it.</summary>
    public double MeanMotionDdotRevPerDay3 { get; init; }

    /// <summary>The number of this element set, as its producer counts.</summary>
    public int ElementSetNumber { get; init; }

    /// <summary>Revolutions at epoch.</summary>
    public int RevolutionAtEpoch { get; init; }

    /// <summary>
    /// The first field whose value no element set of an Earth satellite can have, with what is allowed; null where all are in range.
    /// The bounds are those of the theory (0 ≤ e &lt; 1, n &gt; 0) and of arithmetic (finite), so that no reader passes nonsense to the physics.
    /// </summary>
    public RangeFault? FindRangeFault()
    {
        if (Epoch < EarliestEpoch || Epoch >= LatestEpoch)
        {
            return new RangeFault("EPOCH", "in the years 1957 to 2199");
        }

        if (!(MeanMotionRevPerDay > 0 && MeanMotionRevPerDay <= 20))
        {
            return new RangeFault("MEAN_MOTION", "more than 0 and at most 20 rev/day");
        }

        if (!(Eccentricity >= 0 && Eccentricity < 1))
        {
            return new RangeFault("ECCENTRICITY", "0 to less than 1");
        }

        if (!(InclinationDeg >= 0 && InclinationDeg <= 180))
        {
            return new RangeFault("INCLINATION", "0 to 180 degrees");
        }

        return FindAngleFault("RA_OF_ASC_NODE", RightAscensionDeg)
            ?? FindAngleFault("ARG_OF_PERICENTER", ArgumentOfPerigeeDeg)
            ?? FindAngleFault("MEAN_ANOMALY", MeanAnomalyDeg)
            ?? FindFiniteFault("BSTAR", BStarPerEarthRadius)
            ?? FindFiniteFault("MEAN_MOTION_DOT", MeanMotionDotRevPerDay2)
            ?? FindFiniteFault("MEAN_MOTION_DDOT", MeanMotionDdotRevPerDay3);
    }

    private static readonly Instant EarliestEpoch = Instant.FromUtc(1957, 1, 1, 0, 0);
    private static readonly Instant LatestEpoch = Instant.FromUtc(2200, 1, 1, 0, 0);

    private static RangeFault? FindAngleFault(string field, double degrees) =>
        degrees >= -360 && degrees <= 360 ? null : new RangeFault(field, "-360 to 360 degrees");

    private static RangeFault? FindFiniteFault(string field, double value) =>
        double.IsFinite(value) ? null : new RangeFault(field, "a finite number");
}

/// <summary>A field outside its range.</summary>
/// <param name="Field">The field, by its OMM keyword.</param>
/// <param name="Allowed">What the field may hold, in words.</param>
public readonly record struct RangeFault(string Field, string Allowed);
