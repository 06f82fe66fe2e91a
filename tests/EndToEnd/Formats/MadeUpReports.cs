using Ssa.Catalog;
using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Formats;

/// <summary>Whole reports made by hand around a made-up result.</summary>
internal static class MadeUpReports
{
    public static ScreeningReport Of(ScreeningResult result, Func<ScreeningRequest, ScreeningRequest>? change = null, Satcat? satcat = null)
    {
        var batch = new ElementSetBatch();
        batch.Accepted.AddRange(result.Objects);
        batch.SetAside.Add(new SetAsideRecord("cat.tle", 7, "checksum", SetAsideReason.Checksum, "The checksum is 7, not 6.", "Download it again."));
        var request = new ScreeningRequest { Catalogue = new CatalogueRequest(["cat.tle"], Lenient: false) };
        var file = new CatalogueFile("cat.tle", "tle", 1234, new string('a', 64), batch.Records, batch.Accepted.Count);
        return new ScreeningReport(
            change?.Invoke(request) ?? request,
            new LoadedCatalogue(new CatalogueInput([file], batch), satcat),
            new CatalogueSelection(result.Objects, Superseded: 3, TooOld: 2),
            result,
            result.Stages)
        {
            Risk = ScreeningJob.RiskOf(result, satcat, BodyTable.Empty, LoadedHistories.None),
        };
    }
}
