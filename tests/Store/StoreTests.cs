using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Store.Tests;

/// <summary>The store on SQLite, and on PostgreSQL where a server is found.</summary>
public abstract class StoreTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly Duration Lease = Duration.FromSeconds(10);

    /// <summary>Where a store of this test alone is.</summary>
    protected abstract string Location { get; }

    /// <inheritdoc/>
    public abstract void Dispose();

    [Fact]
    public void Element_sets_come_back_to_the_bit()
    {
        var store = SsaStore.Open(Location);
        var input = BundledSample.Read();
        var snapshot = store.Catalogue.Import(input, "sample", ImportMode.Replace, Now);
        Assert.Equal((1, input.Batch.Accepted.Count), (snapshot.Id, snapshot.NewElementSets));
        Assert.Equal(
            input.Batch.Accepted.Distinct().OrderBy(set => set.Number).ThenBy(set => set.Epoch),
            store.Catalogue.ElementSetsOf(1).Select(stored => stored.Elements));

        // The same content again holds nothing new, but is a snapshot of its own.
        var again = SsaStore.Open(Location).Catalogue.Import(input, "sample", ImportMode.Add, Now + Duration.FromDays(1));
        Assert.Equal((2, 0), (again.Id, again.NewElementSets));
        Assert.Equal(snapshot, store.Catalogue.FindAsOf(Now + Duration.FromHours(3)));
        Assert.Equal(again, store.Catalogue.Find(null));

        // Content is found again where it is a snapshot's all.
        Assert.Equal(snapshot, store.Catalogue.FindByContent(snapshot.Sha256));
        Assert.Null(store.Catalogue.FindByContent("00"));
        Assert.Null(store.Catalogue.FindAsOf(Now - Duration.FromHours(3)));
    }

    [Fact]
    public void Satcat_comes_back()
    {
        var store = SsaStore.Open(Location);
        store.Catalogue.ReplaceSatcat(BundledSample.Satcat);
        store.Catalogue.ReplaceSatcat(BundledSample.Satcat);
        Assert.Equal(BundledSample.Satcat.Entries.OrderBy(entry => entry.Key), store.Catalogue.Satcat().Entries.OrderBy(entry => entry.Key));
    }

    [Fact]
    public void Histories_come_in_pages()
    {
        var store = SsaStore.Open(Location);
        var set = BundledSample.Read().Batch.Accepted[0];
        for (var day = 0; day < 7; day++)
        {
            var batch = new ElementSetBatch();
            batch.Accepted.Add(set with { Epoch = set.Epoch + Duration.FromDays(day) });
            store.Catalogue.Import(new CatalogueInput([], batch), "day", ImportMode.Add, Now);
        }

        var first = store.Catalogue.History(set.Number, null, null, null, 3);
        var second = store.Catalogue.History(set.Number, null, null, (first[2].Elements.Epoch, first[2].Id), 10);
        Assert.Equal(Enumerable.Range(0, 7).Select(day => set.Epoch + Duration.FromDays(day)), first.Concat(second).Select(stored => stored.Elements.Epoch));
        Assert.Equal(2, store.Catalogue.History(set.Number, set.Epoch + Duration.FromDays(2), set.Epoch + Duration.FromDays(4), null, 10).Count);
        Assert.Equal(7, store.Catalogue.ElementSetsOf(7).Count);
    }

    [Fact]
    public void A_request_makes_one_screening()
    {
        var store = WithCatalogue();
        var (one, isNew) = Create(store, "a");
        var (same, isNewAgain) = Create(store, "a");
        var (other, _) = Create(store, null);
        Assert.True(isNew);
        Assert.False(isNewAgain);
        Assert.Equal(one, same);
        Assert.Equal([other.Id, one.Id], store.Screenings.List(null, 10).Select(screening => screening.Id));
        Assert.Equal(2, store.Screenings.CountOpen());
        Assert.Equal(10, store.Screenings.ObjectsOf(one.Id).Count);
    }

    [Fact]
    public void One_holder_at_a_time_runs_a_screening_and_the_next_goes_on_from_its_checkpoint()
    {
        var store = WithCatalogue();
        var id = Create(store, null).Screening.Id;
        var first = store.Screenings.Claim("first", Now, Lease)!;
        Assert.Equal((id, ScreeningState.Running, 0), (first.Id, first.State, first.ResumeCount));
        Assert.Null(store.Screenings.Claim("second", Now + Duration.FromSeconds(5), Lease));
        store.Screenings.Keep(id, "first", Rows(0, 3), Now + Duration.FromHours(1), 0.25);
        Assert.False(store.Screenings.Renew(id, "first", Now + Duration.FromSeconds(6), Lease));
        Assert.Null(store.Screenings.Claim("second", Now + Duration.FromSeconds(12), Lease));

        // The first is gone, or its clock has jumped: what it still writes is refused, whole.
        var second = store.Screenings.Claim("second", Now + Duration.FromSeconds(17), Lease)!;
        Assert.Equal((1, 3, Now + Duration.FromHours(1)), (second.ResumeCount, second.ConjunctionCount, second.CompleteUntil));
        Assert.Throws<LeaseLostException>(() => store.Screenings.Keep(id, "first", Rows(3, 2), Now + Duration.FromHours(2), 0.5));
        Assert.Throws<LeaseLostException>(() => store.Screenings.Renew(id, "first", Now, Lease));
        store.Screenings.Keep(id, "second", Rows(3, 2), Now + Duration.FromHours(2), 0.5);
        var outcome = new ScreeningOutcome([new(1, PropagationStatus.Decayed, Now, true), new(4, PropagationStatus.MeanMotion, Now + Duration.FromHours(3), false)], [2, 0, 1]);
        Assert.Empty(store.Screenings.RefusalsOf(id));
        store.Screenings.Succeed(id, "second", Rows(5, 1), Now + Duration.FromHours(4), outcome, Now + Duration.FromMinutes(1));
        var ended = store.Screenings.Find(id)!;
        Assert.Equal((ScreeningState.Succeeded, 6, 1.0, 2, 3), (ended.State, ended.ConjunctionCount, ended.Progress, ended.RefusedCount, ended.ExcludedCount));
        Assert.Equal([2, 0, 1], ended.ExcludedPairs);
        Assert.Equal(outcome.Refusals, store.Screenings.RefusalsOf(id));
        Assert.Equal(Rows(0, 6), store.Conjunctions.Find(id, new ConjunctionQuery { Limit = 100 }).Select(found => found.Row));
        Assert.Null(store.Screenings.Claim("third", Now + Duration.FromDays(1), Lease));
    }

    [Fact]
    public void A_parked_screening_is_free_at_once_and_a_cancelled_one_ends()
    {
        var store = WithCatalogue();
        var running = Create(store, null).Screening.Id;
        var waiting = Create(store, null).Screening.Id;
        store.Screenings.Claim("first", Now, Lease);
        store.Screenings.Park(running, "first");
        Assert.Equal(running, store.Screenings.Claim("second", Now, Lease)!.Id);
        Assert.Equal(ScreeningState.Cancelled, store.Screenings.AskCancel(waiting, Now)!.State);
        Assert.Equal(ScreeningState.Running, store.Screenings.AskCancel(running, Now)!.State);
        Assert.True(store.Screenings.Renew(running, "second", Now, Lease));
        store.Screenings.End(running, "second", ScreeningState.Cancelled, "", Now);
        Assert.Equal((ScreeningState.Cancelled, true), (store.Screenings.Find(running)!.State, store.Screenings.Find(running)!.HasEnded));
        Assert.Null(store.Screenings.AskCancel(99, Now));
    }

    [Fact]
    public void Rows_are_found_by_every_condition_as_by_looking_at_all()
    {
        var store = WithCatalogue();
        var id = Create(store, null).Screening.Id;
        store.Screenings.Claim("first", Now, Lease);
        var rows = Rows(0, 20_000);
        store.Screenings.Keep(id, "first", rows, Now, 0.5);
        var objects = store.Screenings.ObjectsOf(id);
        var number = objects[3].Set.Elements.Number.Value;
        var from = Now + Duration.FromTicks(10 * (rows[500].TcaUs - rows[0].TcaUs));
        var indexed = rows.Select((row, i) => (Number: i + 1L, Row: row)).ToArray();
        Check(new ConjunctionQuery { Limit = 50, CatalogNumber = number }, indexed.Where(r => r.Row.First == 3 || r.Row.Second == 3));
        Check(new ConjunctionQuery { Limit = 50, Owner = objects[2].Object.Owner }, indexed.Where(r => objects[r.Row.First].Object.Owner == objects[2].Object.Owner || objects[r.Row.Second].Object.Owner == objects[2].Object.Owner));
        Check(new ConjunctionQuery { Limit = 50, MaxMissKm = 0.5, Order = ConjunctionOrder.MissDistance }, indexed.Where(r => r.Row.MissKm <= 0.5).OrderBy(r => r.Row.MissKm).ThenBy(r => r.Number));
        Check(new ConjunctionQuery { Limit = 50, MinMaxProbability = 0.4, Order = ConjunctionOrder.MaxProbability }, indexed.Where(r => r.Row.Risk.MaxProbability >= 0.4).OrderBy(r => -r.Row.Risk.MaxProbability).ThenBy(r => r.Number));
        Check(new ConjunctionQuery { Limit = 50, TcaFrom = from, TcaTo = from + Duration.FromSeconds(700), Kind = CloseApproachKind.Minimum },
            indexed.Where(r => r.Row.TcaUs >= rows[500].TcaUs && r.Row.TcaUs < rows[500].TcaUs + 700_000_000 && r.Row.Kind == CloseApproachKind.Minimum));
        Assert.Equal(rows[12_345], store.Conjunctions.Find(id, 12_346));
        Assert.Null(store.Conjunctions.Find(id, 20_001));
        Assert.Null(store.Conjunctions.Find(id, 0));

        void Check(ConjunctionQuery query, IEnumerable<(long Number, StoredConjunction Row)> expected)
        {
            var all = new List<(long, StoredConjunction)>();
            for (var page = store.Conjunctions.Find(id, query); page.Count > 0; page = store.Conjunctions.Find(id, query with { After = page[^1].Place }))
            {
                all.AddRange(page.Select(found => (found.Number, found.Row)));
            }

            Assert.NotEmpty(all);
            Assert.Equal(expected, all);
        }
    }

    [Fact]
    public void Events_are_found_across_screenings()
    {
        var store = WithCatalogue();
        var ids = new[] { Create(store, null).Screening.Id, Create(store, null).Screening.Id };
        foreach (var id in ids)
        {
            store.Screenings.Claim("first", Now, Lease);
            store.Screenings.Succeed(id, "first", Rows(0, 100), Now, ScreeningOutcome.None, Now);
        }

        var row = Rows(0, 100)[50];
        var objects = store.Screenings.ObjectsOf(ids[0]);
        var (one, other) = (objects[row.First].Set.Elements.Number.Value, objects[row.Second].Set.Elements.Number.Value);
        var near = NodaConstants.UnixEpoch + Duration.FromTicks(10 * row.TcaUs);
        Assert.Equal(ids, store.Conjunctions.History(other, one, near, Duration.FromSeconds(1)).Select(found => found.Screening.Id));
        Assert.Empty(store.Conjunctions.History(other, one, near + Duration.FromSeconds(5), Duration.FromSeconds(1)));
    }

    private static StoredConjunction[] Rows(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new StoredConjunction
    {
        First = i % 9,
        Second = (i % 9) + 1,
        Kind = i % 7 == 0 ? CloseApproachKind.WindowStart : CloseApproachKind.Minimum,
        TcaUs = 1_767_225_600_000_000 + (i * 3_000_000L),
        MissKm = (i * 7919 % 5000) / 1000.0,
        SpeedKmPerS = i * 0.001,
        RadialKm = -i,
        TransverseKm = 0.1 * i,
        NormalKm = 1.0 / (i + 1),
        StartUs = i % 3 == 0 ? null : 1_767_225_600_000_000 + i,
        StopUs = i % 5 == 0 ? null : 1_767_225_600_000_000 - i,
        VolumeUs = i % 2 == 0 ? null : i,
        Risk = i % 4 == 0 ? default : new StoredRisk
        {
            MaxProbability = (i * 104_729 % 1000) / 1000.0,
            DilutionSigmaKm = i,
            Pc = i % 8 == 1 ? null : 1e-7 * i,
            PcLow = 0,
            PcHigh = 1e-3,
            HardBodyRadiusM = 1.5,
            CovarianceSource = $"table-{i % 3}",
            HardBodyRadiusSource = "class",
            Reason = i % 8 == 1 ? "none" : null,
        },
    })];

    private SsaStore WithCatalogue()
    {
        var store = SsaStore.Open(Location);
        store.Catalogue.Import(BundledSample.Read(), "sample", ImportMode.Replace, Now);
        return store;
    }

    private static (ScreeningRecord Screening, bool IsNew) Create(SsaStore store, string? requestId) => store.Screenings.Create(
        requestId, "{}", "00", 1,
        [.. store.Catalogue.ElementSetsOf(1).DistinctBy(set => set.Elements.Number).Take(10).Select((set, i) => new ScreeningObject(set.Id, i % 3 == 2 ? "JPN" : "US", ObjectType.Payload))], Now);
}

/// <summary>The store in an SQLite file.</summary>
public sealed class SqliteStoreTests : StoreTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-store-").FullName;

    protected override string Location => Path.Combine(_folder, "store.db");

    public override void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_store_of_a_newer_program_is_left_alone()
    {
        SsaStore.Open(Location);
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Location}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_step VALUES (1000)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer", Assert.Throws<StoreException>(() => SsaStore.Open(Location)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said_with_the_remedy() =>
        Assert.Contains("Check", Assert.Throws<StoreException>(() => SsaStore.Open(Path.Combine(_folder, "none", "store.db"))).Message, StringComparison.Ordinal);
}
