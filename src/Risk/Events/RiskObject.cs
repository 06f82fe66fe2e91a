using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Screening;

namespace Ssa.Risk;

/// <summary>A screened object as its risk sees it: whose it is, what it is, and how well its orbit is known. Immutable.</summary>
public sealed record RiskObject
{
    // As SGP4 divides orbits.
    private const double DeepSpaceFromMinutes = 225;

    /// <summary>The catalogue number; null for an ephemeris whose object is in no catalogue.</summary>
    public CatalogNumber? Number { get; init; }

    /// <summary>The name; empty where the source has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is, from which its size is guessed where no table has it.</summary>
    public BodyClass Class { get; init; }

    /// <summary>The element set's epoch, from which the covariance grows; null for an ephemeris.</summary>
    public Instant? Epoch { get; init; }

    /// <summary>Height of perigee above 6,378.135 km, from the mean elements (or an ephemeris's osculating orbit at its first state), km.</summary>
    public required double PerigeeHeightKm { get; init; }

    /// <summary>Eccentricity, of the same orbit.</summary>
    public required double Eccentricity { get; init; }

    /// <summary>Inclination, of the same orbit, degrees.</summary>
    public required double InclinationDeg { get; init; }

    /// <summary>Period, of the same orbit, minutes.</summary>
    public required double PeriodMinutes { get; init; }

    /// <summary>The covariance of its positions; null where nothing is known of them.</summary>
    public CovarianceModel? Covariance { get; init; }

    /// <summary>Whether the period is 225 minutes or more.</summary>
    public bool IsDeepSpace => PeriodMinutes >= DeepSpaceFromMinutes;

    /// <summary>
    /// An object of a screening. An element set has the table's covariance of its orbit, unless another is given; an ephemeris has none, unless one is given: nothing in it says how well it is known.
    /// </summary>
    /// <param name="screened">The object.</param>
    /// <param name="bodyClass">What it is.</param>
    /// <param name="fitted">A covariance that takes the place of the table's; null for none.</param>
    public static RiskObject Of(ScreenedObject screened, BodyClass bodyClass, CovarianceModel? fitted = null)
    {
        var orbit = screened.Elements is { } elements ? OrbitOf(elements)
            : screened.Ephemeris is { } ephemeris ? OrbitOf(ephemeris.StateAt(ephemeris.Start))
            : throw new ArgumentException("A screened object has an element set or an ephemeris.", nameof(screened));
        return new RiskObject
        {
            Number = screened.Number,
            Name = screened.Name,
            Class = bodyClass,
            Epoch = screened.Epoch,
            PerigeeHeightKm = orbit.PerigeeKm,
            Eccentricity = orbit.Eccentricity,
            InclinationDeg = orbit.InclinationDeg,
            PeriodMinutes = orbit.PeriodMinutes,
            Covariance = fitted
                ?? (screened.Elements is null || !double.IsFinite(orbit.PerigeeKm + orbit.Eccentricity + orbit.InclinationDeg)
                    ? null
                    : TableCovariance.Of(orbit.PerigeeKm, orbit.Eccentricity, orbit.InclinationDeg)),
        };
    }

    private static (double PerigeeKm, double Eccentricity, double InclinationDeg, double PeriodMinutes) OrbitOf(MeanElements elements)
    {
        var radiansPerSecond = 2 * Math.PI * elements.MeanMotionRevPerDay / NodaConstants.SecondsPerDay;
        var axisKm = Math.Cbrt(Wgs72.MuKm3PerS2 / (radiansPerSecond * radiansPerSecond));
        return ((axisKm * (1 - elements.Eccentricity)) - Wgs72.EarthRadiusKm, elements.Eccentricity, elements.InclinationDeg, NodaConstants.MinutesPerDay / elements.MeanMotionRevPerDay);
    }

    private static (double PerigeeKm, double Eccentricity, double InclinationDeg, double PeriodMinutes) OrbitOf(TemeState state)
    {
        var (r, v) = (state.PositionKm, state.VelocityKmPerS);
        var momentum = Vector3.Cross(r, v);
        var axisKm = 1 / ((2 / r.Norm) - (Vector3.Dot(v, v) / Wgs72.MuKm3PerS2));
        var eccentricity = Math.Sqrt(Math.Max(0, 1 - (Vector3.Dot(momentum, momentum) / (Wgs72.MuKm3PerS2 * axisKm))));
        return (
            (axisKm * (1 - eccentricity)) - Wgs72.EarthRadiusKm,
            eccentricity,
            double.RadiansToDegrees(Math.Acos(Math.Clamp(momentum.Z / momentum.Norm, -1, 1))),
            2 * Math.PI * Math.Sqrt(axisKm * axisKm * axisKm / Wgs72.MuKm3PerS2) / NodaConstants.SecondsPerMinute);
    }
}
