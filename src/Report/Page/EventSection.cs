using Ssa.Report.Figures;
using Ssa.Report.Pictures;
using Ssa.Risk;

namespace Ssa.Report.Page;

/// <summary>The close approaches that are drawn, each with its numbers and its pictures.</summary>
internal static class EventSection
{
    /// <summary>Writes them.</summary>
    public static void Write(PageContext page, CancellationToken cancellation)
    {
        var (to, drawn) = (page.To, page.Ranking.Drawn);
        if (drawn.Count == 0)
        {
            return;
        }

        to.Begin("section", ("id", "events"), ("aria-labelledby", "events-title"));
        to.Element("h2", "Passes in pictures", ("id", "events-title"));
        to.Paragraph(
            $"{WhatIsDrawn(page.Ranking)} The first picture shows the plane in which the two pass each other, as seen along their relative velocity. "
            + "The ellipses are where the second object may be: inside the three are 39, 86 and 99 of 100 cases, if the assumed errors are right. The bodies touch where it passes through the small disc at zero.", "soft");
        var place = 0;
        foreach (var one in drawn)
        {
            cancellation.ThrowIfCancellationRequested();
            WriteEvent(page, one, ++place);
        }

        to.EndLine();
    }

    private static string WhatIsDrawn(EventRanking ranking) => ranking switch
    {
        { Drawn.Count: 1 } => "The only pass.",
        { ByMaximum.Count: 0 } => $"The closest {Wording.Count(ranking.Drawn.Count, "pass")}.",
        _ when ranking.Drawn.Count > ranking.ByMaximum.Count => $"The {Wording.Count(ranking.ByMaximum.Count, "pass")} with the highest maximum probability, and last the closest of all.",
        _ => $"The {Wording.Count(ranking.ByMaximum.Count, "pass")} with the highest maximum probability, the closest of all among them.",
    };

    private static void WriteEvent(PageContext page, ReportEvent one, int place)
    {
        var to = page.To;
        to.Begin("section", ("id", one.Id), ("class", "event"), ("aria-labelledby", $"{one.Id}-title"));
        to.Begin("h3", ("id", $"{one.Id}-title")).Text($"{place}. ").Element("bdi", Wording.NameOf(one.First)).Text(" and ").Element("bdi", Wording.NameOf(one.Second)).EndLine();
        WriteNumbers(page, one);
        to.Begin("div", ("class", "pictures"));
        var plane = page.Input.Assessor.EncounterOf(one.Approach) is { } encounter ? PlaneProjection.Of(encounter).Plane : null;
        var pair = PageContext.PairOf(one);
        if (plane is { } known)
        {
            Figure.Write(
                to, EncounterPlanePicture.Of($"{one.Id}-plane", pair, known), "Encounter plane",
                "Seen along the relative velocity, with the first object at zero. The ellipses are where the second may be.");
        }

        Figure.Write(
            to, RelativeMotionPicture.Of($"{one.Id}-motion", pair, one, page.States), "Relative motion",
            "The second object as the first sees it: radial is up, transverse is forward along the orbit, normal is sideways.");
        if (plane is { } again)
        {
            Figure.Write(
                to, DilutionPicture.Of($"{one.Id}-dilution", pair, again, one.Risk, page.Input.Assessor.Settings), "Dilution curve",
                one.Risk.IsDiluted == true
                    ? "The dot lies right of the peak: diluted. Better data would raise the probability first, so that a low one says little."
                    : "The dot lies at the peak or left of it: robust. Better data would lower the probability.");
        }

        to.End();
        if (one.Risk.Pc is null)
        {
            to.Paragraph($"No dilution curve{(plane is null ? " and no encounter plane" : "")}: {one.Risk.Reason}.", "soft");
        }

        to.EndLine();
    }

    private static void WriteNumbers(PageContext page, ReportEvent one)
    {
        var (to, risk) = (page.To, one.Risk);
        to.Begin("dl");
        Line("First object", page.Details(one.First), AgeOf(one, isFirst: true));
        Line("Second object", page.Details(one.Second), AgeOf(one, isFirst: false));
        Line("Closest approach", $"{Wording.Milliseconds(one.Approach.Tca)} UTC, {Wording.Distance(one.Approach.RangeKm)} at {Wording.Speed(one.Approach.RelativeSpeedKmPerS)}");
        Line(
            "Radial, transverse, normal",
            $"{Wording.SignedDistance(one.Approach.RadialKm)}, {Wording.SignedDistance(one.Approach.TransverseKm)}, {Wording.SignedDistance(one.Approach.NormalKm)}");
        Line(
            "Maximum probability",
            risk.MaxProbability is { } maximum ? Wording.Probability(maximum) : "not known",
            risk.DilutionSigmaKm is { } sigma and > 0 ? $"reached with a position error of {Wording.Distance(sigma)} across" : null);
        Line(
            "Probability, assumed errors",
            risk.Pc is { } value ? Wording.Probability(value) : risk.PcHigh is { } most ? $"at most {Wording.Probability(most)}" : "none",
            risk is { PcLow: { } low, PcHigh: { } high } ? Wording.Invariant($"{Wording.Probability(low)} to {Wording.Probability(high)} with errors {page.Input.Assessor.Settings.SigmaFactorLow:0.##} to {page.Input.Assessor.Settings.SigmaFactorHigh:0.##} times as large") : risk.Reason);
        Line("Errors from", SourceOf(page.Input.Assessor.Objects[one.Approach.First]), SourceOf(page.Input.Assessor.Objects[one.Approach.Second]));
        Line("Bodies touch within", Wording.Metres(risk.HardBodyRadius.RadiusM), $"by {risk.HardBodyRadius.Source.Replace(": ", " ", StringComparison.Ordinal)}");
        Line("If they collided", ConsequenceOf(risk));
        Line("Against the thresholds", VerdictOf(risk.Verdict, page.Input.Assessor.Settings.Thresholds));
        to.EndLine();

        void Line(string name, params string?[] values)
        {
            to.Element("dt", name);
            to.Element("dd", string.Join("; ", values.Where(text => !string.IsNullOrEmpty(text)).Distinct()));
        }
    }

    private static string AgeOf(ReportEvent one, bool isFirst) =>
        Wording.AgeDays(isFirst ? one.First : one.Second, one.Approach.Tca) is not { } days ? ""
        : days >= 0 ? Wording.Invariant($"element set {days:0.0} days old")
        : Wording.Invariant($"element set from {-days:0.0} days later");

    private static string SourceOf(RiskObject one) => one.Covariance?.Source ?? "not known";

    private static string ConsequenceOf(ConjunctionRisk risk) => risk.Consequence is not { } after
        ? "not known: a mass is missing"
        : Wording.Invariant($"{(after.IsCatastrophic ? "both would break up" : "the lighter would break up")}, into about {Rounded(after.FragmentsOver10Cm)} pieces of 10 cm and more (masses by {string.Join(" and ", (risk.MassSource ?? "").Split('/').Distinct())})");

    private static string Rounded(double pieces)
    {
        // Two digits: the model is one of averages, and single events deviate by a factor of two and more.
        var unit = pieces >= 100 ? Math.Pow(10, Math.Floor(Math.Log10(pieces)) - 1) : 1;
        return Wording.Count((long)(Math.Round(pieces / unit) * unit));
    }

    private static string VerdictOf(RiskVerdict verdict, VerdictThresholds thresholds) => verdict switch
    {
        RiskVerdict.Act => $"act: at least {Wording.Threshold(thresholds.Act)}, from where operators consider a manoeuvre, with data of their own and not by a page like this",
        RiskVerdict.Attend => $"attend: at least {Wording.Threshold(thresholds.Attend)}, from where a pass deserves attention",
        RiskVerdict.Below => $"below {Wording.Threshold(thresholds.Attend)}, from where a pass deserves attention",
        _ => $"cannot tell: better data may bring it above {Wording.Threshold(thresholds.Attend)}, from where a pass deserves attention",
    };
}
