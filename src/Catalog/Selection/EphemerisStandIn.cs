using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Frames;

namespace Ssa.Catalog;

/// <summary>An ephemeris as selectors see it: they ask element sets for number, name, designator and orbit.</summary>
public static class EphemerisStandIn
{
    /// <summary>
    /// An element set that says what selectors ask: the ephemeris's name, designator and number, and mean motion and eccentricity of the osculating orbit at its first state. No
    /// motion may be computed from it.
    /// </summary>
    /// <param name="ephemeris">The ephemeris.</param>
    /// <param name="number">Its catalogue number; without one, no number of a selector matches.</param>
    public static MeanElements Of(InterpolatedEphemeris ephemeris, CatalogNumber? number)
    {
        ArgumentNullException.ThrowIfNull(ephemeris);
        var state = ephemeris.StateAt(ephemeris.Start);
        var (r, v) = (state.PositionKm, state.VelocityKmPerS);
        var inverseAxis = (2 / r.Norm) - (Vector3.Dot(v, v) / Wgs72.MuKm3PerS2);
        var eccentricity = ((1 / Wgs72.MuKm3PerS2) * Vector3.Cross(v, Vector3.Cross(r, v))) - ((1 / r.Norm) * r);
        return new MeanElements
        {
            Number = number ?? default,
            Name = ephemeris.Identity.Name,
            ObjectId = ephemeris.Identity.ObjectId,
            Epoch = ephemeris.Start,
            MeanMotionRevPerDay = 86_400 / Math.Tau * Math.Sqrt(Wgs72.MuKm3PerS2 * Math.Max(0, inverseAxis * inverseAxis * inverseAxis)),
            Eccentricity = eccentricity.Norm,
            InclinationDeg = 0,
            RightAscensionDeg = 0,
            ArgumentOfPerigeeDeg = 0,
            MeanAnomalyDeg = 0,
            BStarPerEarthRadius = 0,
        };
    }
}
