using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Report.Figures;

/// <summary>A close approach with everything that is known of it.</summary>
/// <param name="Place">Its place in the list of close approaches, from 0.</param>
/// <param name="Approach">The close approach.</param>
/// <param name="First">The first object.</param>
/// <param name="Second">The second object.</param>
/// <param name="Risk">Its risk.</param>
internal sealed record ReportEvent(int Place, CloseApproach Approach, ScreenedObject First, ScreenedObject Second, ConjunctionRisk Risk)
{
    /// <summary>The id of its section, where it has one.</summary>
    public string Id => $"event-{Place + 1}";

    /// <summary>Whether the two pass each other, rather than fly together.</summary>
    public bool IsPass => Approach.RelativeSpeedKmPerS >= EventRanking.TogetherBelowKmPerS;
}
