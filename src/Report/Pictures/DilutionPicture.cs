using Ssa.Report.Page;
using Ssa.Risk;

namespace Ssa.Report.Pictures;

/// <summary>The probability of collision against the size of the assumed position error: a factor on all standard deviations.</summary>
internal static class DilutionPicture
{
    private const int Points = 81;
    private const double LeastFactor = 1e-4;
    private const double LargestFactor = 1e4;
    private const int MostDecades = 8;
    private const double Room = 3;

    /// <summary>Makes the picture.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="pair">The names of the two objects.</param>
    /// <param name="plane">The encounter plane with the covariance as it is assumed.</param>
    /// <param name="risk">The risk, whose numbers stand in the legend.</param>
    /// <param name="settings">What range of factors its range covers.</param>
    /// <returns>The picture; null where no probability above zero can be drawn.</returns>
    public static Plot? Of(string id, string pair, EncounterPlane plane, ConjunctionRisk risk, ConjunctionRiskSettings settings)
    {
        var most = DilutionCurve.MaximumOverScale(plane);
        if (!(most.Maximum.Value > 0) || risk.Pc is not { } nominal)
        {
            return null;
        }

        var peak = Math.Clamp(most.SigmaFactor, LeastFactor * Room, LargestFactor / Room);
        var from = Math.Max(LeastFactor, Math.Min(0.1, peak / Room));
        var to = Math.Min(LargestFactor, Math.Max(10, peak * Room));
        var curve = DilutionCurve.Over(plane, Enumerable.Range(0, Points).Select(i => from * Math.Pow(to / from, i / (Points - 1.0)))).ToArray();
        var largest = curve.Max(point => point.Probability);
        var least = Math.Max(Math.Max(curve.Where(point => point.Probability > 0).Min(point => point.Probability), largest * Math.Pow(10, -MostDecades)), 1e-300);
        var plot = new Plot(
            id, $"Probability of collision of {pair} against the size of the position error",
            $"With the assumed position error the probability is {Wording.Probability(nominal)}. It is highest, {Wording.Probability(most.Maximum.Value)}, with {FactorText(most.SigmaFactor)} of that error; with much smaller or larger errors it falls.",
            Axis.Logarithmic("factor on the assumed position error", from, to),
            Axis.Logarithmic("probability of collision", 0.5 * Math.Min(least, largest / 100), Math.Min(1.5, 2 * largest)))
        { AreaHeight = EncounterPlanePicture.Height, LegendRows = EncounterPlanePicture.EventLegendRows };
        plot.Span("wash orange", settings.SigmaFactorLow, settings.SigmaFactorHigh);
        plot.Line("line blue bold", curve.Select(point => (point.SigmaFactor, point.Probability)));
        plot.Mark(Swatch.Dot, "full ink", 1, nominal);
        plot.Mark(Swatch.Diamond, "mark purple", most.SigmaFactor, most.Maximum.Value);
        plot.Legend.Add(Swatch.Dot, "full ink", $"as assumed: {Wording.Probability(nominal)}");
        plot.Legend.Add(Swatch.Diamond, "mark purple", $"highest: {Wording.Probability(most.Maximum.Value)} at {FactorText(most.SigmaFactor)}");
        if (risk is { PcLow: { } low, PcHigh: { } high })
        {
            plot.Legend.Add(Swatch.Area, "wash orange", $"range given: {Wording.Probability(low)} to {Wording.Probability(high)}");
        }

        return plot;
    }

    private static string FactorText(double factor) => factor >= 0.01 ? Wording.Invariant($"{factor:0.##} times") : Wording.Invariant($"{factor:0.0e+0} times");
}
