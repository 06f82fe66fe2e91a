using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>The kind of orbit an object is on; every bound orbit has exactly one. <see cref="OrbitRegimes.Of"/> holds the rule.</summary>
public enum OrbitRegime
{
    /// <summary>Low Earth orbit: at least 11.25 revolutions per day.</summary>
    Leo,

    /// <summary>Medium Earth orbit: between low Earth orbit and the geosynchronous band.</summary>
    Meo,

    /// <summary>The geosynchronous band: periods of 1,300 to 1,800 minutes, at any inclination.</summary>
    Geo,

    /// <summary>Highly elliptical or high Earth orbit: an eccentricity of 0.25 or more, or a period beyond the geosynchronous band.</summary>
    Heo,
}

/// <summary>Sorts orbits into regimes.</summary>
public static class OrbitRegimes
{
    /// <summary>Eccentricity from which an orbit is highly elliptical, as the regime definitions of NASA CARA have it.</summary>
    private const double HighlyEllipticalFrom = 0.25;

    /// <summary>Mean motion, rev/day, from which an orbit is low: 128 minutes, a circular orbit 1,970 km high; Space-Track's bound.</summary>
    private const double LowFromRevPerDay = 11.25;

    /// <summary>The period in minutes from which an orbit is geosynchronous in the regime definitions of NASA CARA.</summary>
    private const double GeosynchronousFromMinutes = 1300;

    /// <summary>The period in minutes to which an orbit is geosynchronous in the regime definitions of NASA CARA.</summary>
    private const double GeosynchronousToMinutes = 1800;

    private const double MinutesPerDay = 1440;

    /// <summary>
    /// The regime of an orbit by its mean eccentricity e and its period, from the Kozai mean motion n. In this order:
    /// e ≥ 0.25 is HEO; n ≥ 11.25 rev/day is LEO; a period under 1,300 min is MEO, to 1,800 min GEO (inclined geosynchronous orbits too), longer HEO.
    /// </summary>
    /// <param name="elements">The element set.</param>
    public static OrbitRegime Of(MeanElements elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        if (elements.Eccentricity >= HighlyEllipticalFrom)
        {
            return OrbitRegime.Heo;
        }

        if (elements.MeanMotionRevPerDay >= LowFromRevPerDay)
        {
            return OrbitRegime.Leo;
        }

        var periodMinutes = MinutesPerDay / elements.MeanMotionRevPerDay;
        return periodMinutes < GeosynchronousFromMinutes ? OrbitRegime.Meo
            : periodMinutes <= GeosynchronousToMinutes ? OrbitRegime.Geo
            : OrbitRegime.Heo;
    }

    /// <summary>The regime as commands and reports spell it: <c>LEO</c>, <c>MEO</c>, <c>GEO</c> or <c>HEO</c>.</summary>
    /// <param name="regime">The regime.</param>
    public static string TextOf(OrbitRegime regime) => regime switch
    {
        OrbitRegime.Leo => "LEO",
        OrbitRegime.Meo => "MEO",
        OrbitRegime.Geo => "GEO",
        OrbitRegime.Heo => "HEO",
        _ => throw new ArgumentOutOfRangeException(nameof(regime), regime, null),
    };
}
