using Ssa.Risk.Curvilinear;

namespace Ssa.Risk;

/// <summary>Probabilities of collision along curved trajectories, for encounters whose relative motion is not straight. They need covariances of position and velocity.</summary>
public static class CurvedEncounterPc
{
    /// <summary>Expected ingresses with the time integral by Laplace's method (Hall, Baars and Casali 2023): for single encounters whose rate has one narrow peak, at a fraction of the cost of Nc3D.</summary>
    /// <param name="encounter">The encounter; its states need not stand at closest approach.</param>
    public static PcResult Nc2D(Encounter encounter)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        return Nc2DMethod.Analyse(encounter).Result;
    }

    /// <summary>Hall's expected ingresses (2021) along two-body orbits: for one isolated encounter the probability. Overlap at the window's start is not counted.</summary>
    /// <param name="encounter">The encounter; its states need not stand at closest approach.</param>
    public static PcResult Nc3D(Encounter encounter)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        return Nc3DMethod.Compute(encounter, null);
    }

    /// <summary>The same within a window.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="startSeconds">Begin of the window, s from the states' instant.</param>
    /// <param name="endSeconds">End of the window, s from the states' instant.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty or not a number.</exception>
    public static PcResult Nc3D(Encounter encounter, double startSeconds, double endSeconds)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        return startSeconds < endSeconds && double.IsFinite(endSeconds - startSeconds)
            ? Nc3DMethod.Compute(encounter, (startSeconds, endSeconds))
            : throw new ArgumentOutOfRangeException(nameof(endSeconds), endSeconds, "The window must end after it starts, seconds.");
    }
}
