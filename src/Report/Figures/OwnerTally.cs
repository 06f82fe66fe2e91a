using Ssa.Catalog;

namespace Ssa.Report.Figures;

/// <summary>What passes an owner's objects take part in.</summary>
/// <param name="Owner">The owner's code of the satellite catalogue; empty for objects that it does not list.</param>
/// <param name="Objects">Its screened objects.</param>
/// <param name="Passes">Passes with at least one of its objects.</param>
/// <param name="WithItself">Those of them with two of its objects.</param>
/// <param name="ClosestKm">The least miss distance, km; null without a pass.</param>
/// <param name="HighestMaximum">The highest maximum probability; null where none is known.</param>
internal sealed record OwnerTally(string Owner, int Objects, int Passes, int WithItself, double? ClosestKm, double? HighestMaximum)
{
    /// <summary>The tally of every owner, most passes first, then by the code.</summary>
    public static IReadOnlyList<OwnerTally> Of(ReportInput input, EventRanking ranking, Satcat satcat)
    {
        var owners = Enumerable.Range(0, input.Result.ObjectCount).Select(i => OwnerOf(input.Result.ObjectAt(i).Number, satcat)).ToArray();
        var tallies = owners.CountBy(owner => owner).ToDictionary(count => count.Key, count => new OwnerTally(count.Key, count.Value, 0, 0, null, null), StringComparer.Ordinal);
        for (var place = 0; place < input.Result.Approaches.Count; place++)
        {
            var approach = input.Result.Approaches[place];
            if (approach.RelativeSpeedKmPerS < EventRanking.TogetherBelowKmPerS)
            {
                continue;
            }

            var (one, other) = (owners[approach.First], owners[approach.Second]);
            var isOwn = one == other;
            foreach (var owner in isOwn ? [one] : new[] { one, other })
            {
                var tally = tallies[owner];
                var maximum = ranking.MaximumOf(place);
                tallies[owner] = tally with
                {
                    Passes = tally.Passes + 1,
                    WithItself = tally.WithItself + (isOwn ? 1 : 0),
                    ClosestKm = tally.ClosestKm is { } closest ? Math.Min(closest, approach.RangeKm) : approach.RangeKm,
                    HighestMaximum = maximum is { } known && tally.HighestMaximum is { } highest ? Math.Max(highest, known) : maximum ?? tally.HighestMaximum,
                };
            }
        }

        return [.. tallies.Values.OrderByDescending(tally => tally.Passes).ThenByDescending(tally => tally.Objects).ThenBy(tally => tally.Owner, StringComparer.Ordinal)];
    }

    private static string OwnerOf(Propagation.CatalogNumber? number, Satcat satcat) => number is { } known ? satcat.Find(known)?.Owner ?? "" : "";
}
