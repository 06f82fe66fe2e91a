using Ssa.Risk;

namespace Ssa.Assessment;

/// <summary>How risk is to be computed.</summary>
/// <param name="RadiusM">The combined hard-body radius, m, which takes the place of the files' own; null to use those.</param>
/// <param name="RadiusSource">Where that radius comes from, in words, such as the option that gave it.</param>
/// <param name="MonteCarlo">Samples and seed of the Monte Carlo; null for none.</param>
public sealed record RiskRequest(double? RadiusM, string RadiusSource, MonteCarloSettings? MonteCarlo);

/// <summary>Conjunctions to probabilities by every method, side by side.</summary>
public static class RiskAssessor
{
    private const string Remediated = "not-positive-definite";

    /// <summary>Assesses conjunctions on all processors; the reports stand in the order of the conjunctions.</summary>
    /// <param name="subjects">The conjunctions.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static IReadOnlyList<RiskReport> Run(IReadOnlyList<RiskSubject> subjects, RiskRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return [.. subjects.AsParallel().AsOrdered().WithCancellation(cancellation).Select(subject => Assess(subject, request))];
    }

    private static RiskReport Assess(RiskSubject subject, RiskRequest request)
    {
        var radius = request.RadiusM is { } given ? new CombinedRadius(given, request.RadiusSource) : subject.Radius;
        var flags = new List<string>(subject.Flags);
        if (subject.Encounter is { } states)
        {
            return OfStates(subject, states with { HardBodyRadiusM = radius?.RadiusM }, radius, request, flags);
        }

        if (subject.Plane is { } plane)
        {
            return OfPlane(subject, plane, radius, request, flags);
        }

        var why = subject.Refusal ?? (radius is null ? RiskMethods.NoRadius : "no covariance: only its aspect ratio is given");
        var maximum = radius is { } known && subject is { AspectRatio: { } ratio, MissDistanceKm: { } missKm } ? LargestProbabilities.OfAspectRatio(missKm, known.RadiusM, ratio) : null;
        return new RiskReport(subject, radius, RiskMethods.NotComputable(request, why), maximum, flags);
    }

    private static RiskReport OfStates(RiskSubject subject, Encounter encounter, CombinedRadius? radius, RiskRequest request, List<string> flags)
    {
        AddDefaults(flags, encounter);
        var results = RiskMethods.OfStates(encounter, request, flags);
        if (PlaneProjection.Of(RiskMethods.WithoutCorrelation(encounter)).Plane is { } plane)
        {
            var largest = DilutionCurve.MaximumOverScale(plane);
            AddFlags(flags, plane, largest.IsDiluted);
            return new RiskReport(subject, radius, results, LargestProbabilities.Of(largest.Maximum, "covariance-size"), flags);
        }

        return new RiskReport(subject, radius, results, LargestProbabilities.WithoutBothCovariances(encounter), flags);
    }

    private static RiskReport OfPlane(RiskSubject subject, PlaneInput input, CombinedRadius? radius, RiskRequest request, List<string> flags)
    {
        if (radius is not { } known)
        {
            return new RiskReport(subject, radius, RiskMethods.NotComputable(request, RiskMethods.NoRadius), null, flags);
        }

        var plane = EncounterPlane.OfPrincipalAxes(input.MissXM, input.MissYM, input.SigmaXM, input.SigmaYM, known.RadiusM);
        var largest = DilutionCurve.MaximumOverScale(plane);
        AddFlags(flags, plane, largest.IsDiluted);
        return new RiskReport(subject, radius, RiskMethods.OfPlane(plane, request), LargestProbabilities.Of(largest.Maximum, "covariance-size"), flags);
    }

    private static void AddDefaults(List<string> flags, Encounter encounter)
    {
        foreach (var (index, state) in new[] { encounter.First, encounter.Second }.Index())
        {
            if (LargestProbabilities.IsDefault(state))
            {
                flags.Add($"default-covariance:{index + 1}");
            }
        }
    }

    private static void AddFlags(List<string> flags, EncounterPlane plane, bool isDiluted)
    {
        if (plane.IsRemediated && !flags.Contains(Remediated))
        {
            flags.Add(Remediated);
        }

        flags.Add(isDiluted ? "diluted" : "robust");
    }
}
