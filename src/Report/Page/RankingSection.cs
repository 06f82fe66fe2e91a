using Ssa.Report.Figures;

namespace Ssa.Report.Page;

/// <summary>The rankings: tables of the first few by one order each.</summary>
internal static class RankingSection
{
    private static readonly string[] Columns =
        ["Rank", "First object", "Second object", "Closest approach, UTC", "#Miss", "#Relative speed", "#Maximum probability", "#Probability, assumed errors", "#Ages, days"];

    /// <summary>Writes them.</summary>
    public static void Write(PageContext page)
    {
        var (to, ranking) = (page.To, page.Ranking);
        to.Begin("section", ("id", "rankings"), ("aria-labelledby", "rankings-title"));
        to.Element("h2", "Rankings", ("id", "rankings-title"));
        to.Paragraph(
            "Miss is the distance at closest approach. The first of the two probabilities is the highest over all sizes of position errors of one assumed shape, the second assumes size and shape, with the range over errors a few times smaller and larger. Ages are days "
            + "from each element set's epoch to the closest approach. A number at the left that is a link leads to pictures.", "soft");
        if (ranking.PassCount == 0)
        {
            to.Paragraph("There is no pass to rank.");
        }

        WriteRanking(page, "by-maximum", "By maximum probability", "the highest maximum probability first", ranking.ByMaximum);
        WriteRanking(page, "by-miss", "By miss distance", "the closest first", ranking.ByMiss);
        WriteRanking(page, "by-speed", "By relative speed", "the fastest first", ranking.BySpeed);
        WriteTogether(page);
        WriteOwners(page);
        to.EndLine();
    }

    private static void WriteRanking(PageContext page, string id, string title, string order, IReadOnlyList<ReportEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        page.To.Element("h3", title);
        var place = 0;
        DataTable.Write(page.To, id, $"{Wording.Count(events.Count)} of {Wording.Count(page.Ranking.PassCount, "pass")}, {order}.", Columns, events, (row, one) =>
        {
            row.Head(Wording.Count(++place), page.Drawn.Contains(one.Place) ? $"#{one.Id}" : null);
            row.Name(Wording.NameOf(one.First), page.Details(one.First));
            row.Name(Wording.NameOf(one.Second), page.Details(one.Second));
            row.Time(one.Approach.Tca);
            row.Number(Wording.Distance(one.Approach.RangeKm), one.Approach.RangeKm);
            row.Number(Wording.Speed(one.Approach.RelativeSpeedKmPerS), one.Approach.RelativeSpeedKmPerS);
            row.Number(Wording.ProbabilityOrDash(one.Risk.MaxProbability), one.Risk.MaxProbability);
            row.Range(one.Risk.Pc, one.Risk.PcLow, one.Risk.PcHigh);
            row.Text($"{AgeOf(one, isFirst: true)} / {AgeOf(one, isFirst: false)}", "number");
        });
    }

    private static string AgeOf(ReportEvent one, bool isFirst) =>
        Wording.AgeDays(isFirst ? one.First : one.Second, one.Approach.Tca) is { } days ? Wording.Invariant($"{days:0.0}") : "–";

    private static void WriteTogether(PageContext page)
    {
        var ranking = page.Ranking;
        if (ranking.TogetherCount == 0)
        {
            return;
        }

        page.To.Element("h3", "Flying together");
        page.To.Paragraph("Pairs slower than 10 m/s against each other: parts of a station, a spacecraft and what it released, satellites in formation.", "soft");
        DataTable.Write(
            page.To, "together", $"{Wording.Count(ranking.Together.Count)} of {Wording.Count(ranking.TogetherPairs, "pair")}, the closest first.",
            ["First object", "Second object", "#Closest", "#Relative speed there", "#Rows in the list"], ranking.Together, (row, pair) =>
            {
                row.Name(Wording.NameOf(pair.Nearest.First), page.Details(pair.Nearest.First));
                row.Name(Wording.NameOf(pair.Nearest.Second), page.Details(pair.Nearest.Second));
                row.Number(Wording.Distance(pair.Nearest.Approach.RangeKm), pair.Nearest.Approach.RangeKm);
                row.Number(Wording.Speed(pair.Nearest.Approach.RelativeSpeedKmPerS), pair.Nearest.Approach.RelativeSpeedKmPerS);
                row.Count(pair.Rows);
            });
    }

    private static void WriteOwners(PageContext page)
    {
        page.To.Element("h3", "By owner");
        if (page.Input.Satcat is not { } satcat)
        {
            page.To.Paragraph("Owners are not known: no satellite catalogue was given. The option --satcat joins one.");
            return;
        }

        var owners = OwnerTally.Of(page.Input, page.Ranking, satcat);
        var shown = owners.Take(page.Input.Top).ToArray();
        DataTable.Write(
            page.To, "by-owner", $"{Wording.Count(shown.Length)} of {Wording.Count(owners.Count, "owner")}, the most passes first. A pass between two owners counts for both. Codes are those of the satellite catalogue.",
            ["Owner", "#Objects screened", "#Passes", "#With its own objects", "#Closest pass", "#Highest maximum probability"], shown, (row, owner) =>
            {
                row.Head(owner.Owner.Length > 0 ? owner.Owner : "not listed");
                row.Count(owner.Objects);
                row.Count(owner.Passes);
                row.Count(owner.WithItself);
                row.Number(owner.ClosestKm is { } km ? Wording.Distance(km) : "–", owner.ClosestKm);
                row.Number(Wording.ProbabilityOrDash(owner.HighestMaximum), owner.HighestMaximum);
            });
    }
}
