using Ssa.Propagation.Time;
using Ssa.Report.Figures;

namespace Ssa.Report.Page;

/// <summary>The page's head: what was found, in plain words, and what such a list cannot tell.</summary>
internal static class SummarySection
{
    /// <summary>Writes it.</summary>
    public static void Write(PageContext page)
    {
        var (to, input, ranking) = (page.To, page.Input, page.Ranking);
        var settings = input.Result.Settings;
        to.Element("h1", $"Close approaches, {Wording.Seconds(settings.Start)[..16]} to {Wording.Seconds(input.End)[..16]} UTC");
        to.Begin("section", ("id", "summary"), ("aria-label", "Summary"));
        to.Paragraph(
            $"{Wording.Count(input.Result.ObjectCount, "object")} in orbit {(input.Result.ObjectCount == 1 ? "was" : "were")} followed for {Wording.Span(settings.Duration)}, from {Wording.Seconds(settings.Start)} UTC on. "
            + $"{TimesFound(input.Result.Approaches.Count)} two of them came {page.Extent}.", "lead");
        if (ranking.TogetherCount > 0)
        {
            to.Paragraph(
                $"{Wording.Count(ranking.PassCount)} of these are passes. In the other {Wording.Count(ranking.TogetherCount)} the two move slower than 10 m/s against each other: {Wording.Count(ranking.TogetherPairs, "pair")} docked or in formation, "
                + "listed apart and in no ranking.");
        }

        var riskiest = ranking.ByMaximum is [var first, ..] ? first : null;
        if (ranking.ByMiss is [var closest, ..] && closest != riskiest)
        {
            WriteEvent(page, "The closest pass: ", closest, "");
        }

        if (riskiest is not null)
        {
            var what = riskiest == ranking.ByMiss[0] ? "The closest pass, which has the highest maximum probability too: " : "The highest maximum probability: ";
            WriteEvent(page, what, riskiest, $" Their maximum probability of collision, over every size of position errors of one assumed shape, is {Wording.Probability(riskiest.Risk.MaxProbability!.Value)}, if the bodies touch within {Wording.Metres(riskiest.Risk.HardBodyRadius.RadiusM)}{Assumed(riskiest)}.");
        }

        WriteCaveat(to);
        to.EndLine();
    }

    private static string TimesFound(int count) => count switch
    {
        0 => "Not once",
        1 => "Once",
        _ => $"{Wording.Count(count)} times",
    };

    private static string Assumed(ReportEvent one) => one.Risk switch
    {
        { Pc: { } value, PcLow: { } low, PcHigh: { } high } =>
            $"; with the errors that are assumed here it is {Wording.Probability(value)}, and {Wording.Probability(low)} to {Wording.Probability(high)} where these are a few times smaller or larger",
        _ => "",
    };

    private static void WriteEvent(PageContext page, string what, ReportEvent one, string after)
    {
        var to = page.To.Begin("p").Element("strong", what).Element("bdi", Wording.NameOf(one.First)).Text(" and ").Element("bdi", Wording.NameOf(one.Second));
        to.Text($" come within {Wording.Distance(one.Approach.RangeKm)} at ").Element("time", Wording.Milliseconds(one.Approach.Tca), ("datetime", UtcText.Format(one.Approach.Tca))).Text($" UTC and pass at {Wording.Speed(one.Approach.RelativeSpeedKmPerS)}.{after}");
        if (page.Drawn.Contains(one.Place))
        {
            to.Text(" ").Element("a", "See it drawn", ("href", $"#{one.Id}")).Text(".");
        }

        to.EndLine();
    }

    private static void WriteCaveat(Markup to)
    {
        to.Begin("div", ("class", "caveat"), ("role", "note"));
        to.Element("strong", "What this page cannot tell.");
        to.Paragraph(
            "It rests on public element sets, which say where an object is to about a kilometre at best, worse with every day, and carry no measure of their own error. So a row says where to look. It does not say that two objects will "
            + "collide or that they will not, and it is no ground for a manoeuvre.");
        to.Paragraph(
            "The maximum probability does not need the size of the position errors: it is the worst over all sizes, but for one assumed shape of them and bodies of estimated size, so that errors of another shape can give more. The other probability assumes errors, from published studies of element sets or from the objects' own histories, and is given as a range. Objects that are in no public "
            + "catalogue, pieces smaller than about 10 cm among them, and manoeuvres after the element sets are not seen at all.");
        to.EndLine();
    }
}
