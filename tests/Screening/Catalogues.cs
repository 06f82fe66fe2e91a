using System.Text;
using Ssa.Catalog;
using Ssa.Propagation;

namespace Ssa.Screening.Tests;

/// <summary>Element sets for tests, from texts and files.</summary>
internal static class Catalogues
{
    public static IReadOnlyList<MeanElements> Parse(string tle)
    {
        var batch = new ElementSetBatch();
        TleReader.Read(Encoding.ASCII.GetBytes(tle), "inline", lenient: true, batch);
        Assert.Empty(batch.SetAside);
        return batch.Accepted;
    }

    public static IReadOnlyList<MeanElements> Read(string path)
    {
        var input = CatalogueReader.Read([path], lenient: false, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(input.Batch.SetAside);
        return input.Batch.Accepted;
    }
}
