using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Screening;
using Ssa.Store;

namespace Ssa.Bench.Runs;

/// <summary>The service's store on SQLite: a run's conjunctions kept, and found among five million.</summary>
internal static class StoreRuns
{
    private const string Group = "Store on SQLite: a run's conjunctions kept, and found among 5,000,000";
    private const int RowsOfRun = 250_000;
    private const int SlabsOfRun = 48;
    private const int Runs = 20;
    private const string Holder = "bench";

    private static readonly Duration Lease = Duration.FromHours(1);

    public static void Measure(RunSession session)
    {
        if (!session.Wants(Group, ""))
        {
            return;
        }

        using var folder = new BenchFolder();
        var path = folder.PathOf("store.db");
        var store = SsaStore.Open(path);
        var batch = new ElementSetBatch();
        batch.Accepted.AddRange(session.Objects);
        var snapshot = store.Catalogue.Import(new CatalogueInput([], batch), "bench", ImportMode.Replace, session.Start);
        string[] owners = ["US", "PRC", "CIS", "JPN", "FR", "IND"];
        ScreeningObject[] objects = [.. store.Catalogue.ElementSetsOf(snapshot.Id).Select((set, i) => new ScreeningObject(set.Id, owners[i % owners.Length], ObjectType.Debris))];
        var rows = Made(session, objects.Length, RowsOfRun);
        var made = 0;
        var (samples, others) = session.Repetition.Of(() =>
        {
            made++;
            return new Sample(Keep(store, objects, snapshot.Id, rows, session.Start), []);
        });
        session.Add(new Measurement
        {
            Group = Group,
            What = "250,000 conjunctions kept in 48 slabs, each a transaction",
            Unit = "s",
            Samples = samples,
            Target = new Target(2),
            OtherLoad = others,
            Remark = string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(path).Length / 1e6 / made:F0} MB a run"),
        });
        for (; made < Runs; made++)
        {
            Keep(store, objects, snapshot.Id, rows, session.Start);
        }

        Find(session, path, objects.Length, "of 20 runs", made / 2);
        var whole = Made(session, objects.Length, Runs * RowsOfRun);
        Keep(store, objects, snapshot.Id, whole, session.Start);
        Find(session, path, objects.Length, "of one run", made + 1);
    }

    /// <summary>Searches, each with other values every time. The first opens the store anew, so that nothing of it is in this process's memory.</summary>
    private static void Find(RunSession session, string path, int objects, string of, long screening)
    {
        var cold = SsaStore.Open(path);
        var first = Stopwatch.GetTimestamp();
        cold.Conjunctions.Find(ScreeningViewer.Everything, screening, new ConjunctionQuery { Limit = 100, Order = ConjunctionOrder.MissDistance });
        Add("the nearest, first search after opening", [new Sample(Stopwatch.GetElapsedTime(first).TotalMilliseconds, [])], null);
        var random = new Random(1);
        var total = cold.Screenings.Find(ScreeningViewer.Everything, screening)!.ConjunctionCount;
        var numbers = cold.Screenings.ObjectsOf(ScreeningViewer.Everything, screening).Select(one => one.Set!.Elements.Number.Value).ToArray();
        Time("by object", () => new ConjunctionQuery { Limit = 100, CatalogNumber = numbers[random.Next(objects)] });
        Time("by owner", () => new ConjunctionQuery { Limit = 100, Owner = "JPN", Order = ConjunctionOrder.MissDistance });
        Time("by miss distance", () => new ConjunctionQuery { Limit = 100, MaxMissKm = 0.01 + (0.1 * random.NextDouble()), Order = ConjunctionOrder.MissDistance });
        Time("by maximum probability", () => new ConjunctionQuery { Limit = 100, MinMaxProbability = 1e-6 * random.NextDouble(), Order = ConjunctionOrder.MaxProbability });
        Time("by time", () => new ConjunctionQuery { Limit = 100, TcaFrom = session.Start + Duration.FromSeconds(random.Next(86_000)), TcaTo = session.Start + Duration.FromHours(25) });
        Time("a page far behind", () => new ConjunctionQuery { Limit = 100, After = new ConjunctionPlace(0, random.NextInt64(total)) });
        var (samples, others) = session.Repetition.OfCalls(
            () => cold.Conjunctions.History(ScreeningViewer.Everything, numbers[random.Next(objects)], numbers[random.Next(objects)], session.Start + Duration.FromSeconds(random.Next(86_000)), Duration.FromMinutes(20)), 1e-3);
        Add("an event's history", samples, others);

        void Time(string what, Func<ConjunctionQuery> query)
        {
            var (taken, load) = session.Repetition.OfCalls(() => cold.Conjunctions.Find(ScreeningViewer.Everything, screening, query()), 1e-3);
            Add(what, taken, load);
        }

        void Add(string what, Sample[] taken, double? load) =>
            session.Add(new Measurement { Group = Group, What = $"5,000,000 {of}, {what}", Unit = "ms", Samples = taken, Target = new Target(50), OtherLoad = load });
    }

    private static double Keep(SsaStore store, ScreeningObject[] objects, long snapshot, StoredConjunction[] rows, Instant start)
    {
        var id = store.Screenings.Create(new ScreeningOwner("bench", IsPrivate: false), null, new NewScreening("{}", "", snapshot, objects, []), new OpenLimits(100, 100), start).Screening.Id;
        store.Screenings.Claim(Holder, start, Lease);
        var begin = Stopwatch.GetTimestamp();
        var size = (rows.Length / SlabsOfRun) + 1;
        for (var from = 0; from < rows.Length; from += size)
        {
            store.Screenings.Keep(id, Holder, rows[from..Math.Min(rows.Length, from + size)], start, 0.5);
        }

        store.Screenings.Succeed(id, Holder, [], start, ScreeningOutcome.None, start);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static StoredConjunction[] Made(RunSession session, int objects, int count)
    {
        var random = new Random(count);
        var start = (session.Start - NodaConstants.UnixEpoch).ToInt64Nanoseconds() / 1000;
        return
        [
            .. Enumerable.Range(0, count).Select(i => new StoredConjunction
            {
                First = random.Next(objects),
                Second = random.Next(objects),
                Kind = CloseApproachKind.Minimum,
                TcaUs = start + (86_400_000_000L * i / count),
                MissKm = 5 * Math.Sqrt(random.NextDouble()),
                SpeedKmPerS = 15 * random.NextDouble(),
                RadialKm = random.NextDouble(),
                TransverseKm = random.NextDouble(),
                NormalKm = random.NextDouble(),
                StartUs = start,
                StopUs = start,
                Risk = new StoredRisk
                {
                    MaxProbability = Math.Pow(10, -3 - (9 * random.NextDouble())),
                    DilutionSigmaKm = random.NextDouble(),
                    Pc = random.NextDouble(),
                    PcLow = random.NextDouble(),
                    PcHigh = random.NextDouble(),
                    HardBodyRadiusM = 10 * random.NextDouble(),
                    CovarianceSource = "table-low/table-low hbr:class/class",
                    HardBodyRadiusSource = "class/class",
                },
            }),
        ];
    }
}

/// <summary>A folder for files of a measurement, gone with this object.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("ssa-bench-").FullName;

    public string PathOf(string name) => Path.Combine(_root, name);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }
}
