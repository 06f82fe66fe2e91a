using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>States that are none.</summary>
internal static class EphemerisStates
{
    /// <summary>A state that is not a number, and why.</summary>
    public static TemeState Refused(PropagationStatus status)
    {
        var nan = new Vector3(double.NaN, double.NaN, double.NaN);
        return new TemeState(nan, nan, status);
    }
}
