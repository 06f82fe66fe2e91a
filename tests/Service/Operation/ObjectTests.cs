using NodaTime;
using Ssa.Catalog;
using Ssa.Client;
using Ssa.Service.Mapping;
using Ssa.Store;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Objects one by one and in pages are those of the whole snapshot.</summary>
public sealed class ObjectTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_object_and_a_page_say_what_the_whole_snapshot_says()
    {
        await using var service = await RunningService.Start();
        var first = SystemClock.Instance.GetCurrentInstant();

        // Two sets of each object in one snapshot, so that the choice matters.
        var sets = BundledSample.Read().Batch.Accepted;
        await using (var shifted = new MemoryStream())
        {
            await using (var text = new StreamWriter(shifted, leaveOpen: true))
            {
                Ssa.Messages.OmmCsvWriter.Write(text, sets.Select((set, i) => set with { Epoch = set.Epoch + Duration.FromHours((i % 3) - 1), InclinationDeg = set.InclinationDeg / 2 }));
            }

            shifted.Position = 0;
            await service.Client.ImportAsync(shifted, new ImportHeader { Name = "shifted", Mode = V1.ImportMode.Add }, Cancellation);
        }

        foreach (var asOf in new Instant?[] { null, first, EpochRule.Of(sets) })
        {
            var store = SsaStore.Open(service.Store);
            var time = asOf ?? SystemClock.Instance.GetCurrentInstant();
            var snapshot = asOf is null ? store.Catalogue.Find(null) : store.Catalogue.FindAsOf(time);
            var whole = snapshot is null ? [] : store.Catalogue.ElementSetsOf(snapshot.Id);
            var chosen = CatalogueSelection.Choose([.. whole.Select(set => set.Elements)], time).Objects;
            var satcat = store.Catalogue.Satcat();
            var expected = chosen.Select(one => ProtoCatalogue.Of(whole.First(set => ReferenceEquals(set.Elements, one)), satcat.Find(one.Number))).ToList();
            Assert.Equal(asOf == EpochRule.Of(sets), expected.Count == 0);
            for (var again = 0; again < 2; again++)
            {
                Assert.Equal(expected, await service.Client.ListObjectsAsync(new ListObjectsRequest { PageSize = 37, AsOf = asOf?.ToTimestamp() }, Cancellation).ToListAsync(Cancellation));
                foreach (var one in expected.Take(40))
                {
                    Assert.Equal(one, (await service.Client.Catalog.GetObjectAsync(new GetObjectRequest { CatalogNumber = one.CatalogNumber, AsOf = asOf?.ToTimestamp() }, cancellationToken: Cancellation)).Object);
                }
            }
        }
    }
}
