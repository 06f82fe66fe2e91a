using Ssa.Risk.Curvilinear;
using Ssa.Risk.MonteCarlo;

namespace Ssa.Risk;

/// <summary>The probability of collision by trials: orbits sampled in equinoctial elements, two-body motion. Needs covariances of position and velocity.</summary>
public static class MonteCarloPc
{
    /// <summary>Runs the trials over the encounter: Coppola's bounds together with those about the peak of the curved encounter.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="settings">Trials, seed, confidence.</param>
    public static MonteCarloResult Run(Encounter encounter, MonteCarloSettings settings) => Run(encounter, settings, null, null);

    /// <summary>Runs the trials in a window.</summary>
    /// <param name="encounter">The encounter.</param>
    /// <param name="settings">Trials, seed, confidence.</param>
    /// <param name="startSeconds">Begin of the window, s from the states' instant.</param>
    /// <param name="endSeconds">End of the window, s from the states' instant.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty or not a number.</exception>
    public static MonteCarloResult Run(Encounter encounter, MonteCarloSettings settings, double startSeconds, double endSeconds) =>
        startSeconds < endSeconds && double.IsFinite(endSeconds - startSeconds)
            ? Run(encounter, settings, null, (startSeconds, endSeconds))
            : throw new ArgumentOutOfRangeException(nameof(endSeconds), endSeconds, "The window must end after it starts, seconds.");

    internal static MonteCarloResult Run(Encounter encounter, MonteCarloSettings settings, Nc2DAnalysis? analysis, (double Start, double End)? window)
    {
        ArgumentNullException.ThrowIfNull(encounter);
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Samples < 1
            ? throw new ArgumentOutOfRangeException(nameof(settings), settings.Samples, "There must be at least one trial.")
            : settings.Confidence is not (> 0 and < 1)
            ? throw new ArgumentOutOfRangeException(nameof(settings), settings.Confidence, "The confidence must lie between 0 and 1.")
            : MonteCarloMethod.Run(encounter, settings, analysis, window);
    }
}
