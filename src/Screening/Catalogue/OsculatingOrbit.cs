using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Screening.Catalogue;

/// <summary>What the orbit says that a state would follow if the Earth were a point.</summary>
internal static class OsculatingOrbit
{
    /// <summary>Its period, seconds, by the vis-viva equation; not a number on an open orbit, or without a state.</summary>
    public static double PeriodSeconds(TemeState state)
    {
        var inverseAxis = (2 / state.PositionKm.Norm) - (Vector3.Dot(state.VelocityKmPerS, state.VelocityKmPerS) / Wgs72.MuKm3PerS2);
        return 2 * Math.PI / Math.Sqrt(Wgs72.MuKm3PerS2 * inverseAxis * inverseAxis * inverseAxis);
    }
}
