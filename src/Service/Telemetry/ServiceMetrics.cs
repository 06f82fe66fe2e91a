using System.Diagnostics.Metrics;
using NodaTime;
using Ssa.Store;

namespace Ssa.Service.Telemetry;

/// <summary>
/// The service's own figures. Counters begin at zero with every label that they can have, so that a rate is right from the first event on. What stands in the store is read when it is asked for, so that services
/// that share one tell the same. The table of docs/operating.md lists them all.
/// </summary>
internal sealed class ServiceMetrics
{
    public const string MeterName = "Ssa.Service";

    private static readonly string[] Outcomes = ["succeeded", "failed", "cancelled", "parked", "lost"];
    private static readonly string[] FetchOutcomes = ["new", "current", "stopped", "unusable"];
    private static readonly string[] RunOutcomes = ["queued", "refused"];

    // Screenings last from a second to hours.
    private static readonly double[] ScreeningSeconds = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 14_400, 28_800];
    private static readonly double[] CallSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

    private readonly StoreGauges _gauges;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _conjunctions;
    private readonly Counter<long> _excludedPairs;
    private readonly Counter<long> _slabs;
    private readonly Counter<long> _resumed;
    private readonly Counter<long> _leasesLost;
    private readonly Counter<long> _deleted;
    private readonly Histogram<double> _storeCalls;
    private readonly Counter<long> _storeFaults;
    private readonly Counter<long> _fetches;
    private readonly Counter<long> _scheduleRuns;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _callDuration;

    public ServiceMetrics(IMeterFactory factory, SsaStore store, IClock clock)
    {
        Factory = factory;
        _gauges = new StoreGauges(store, clock);
        var meter = factory.Create(MeterName);
        meter.CreateObservableGauge("ssa.screenings", _gauges.Screenings, description: "Screenings in the store by state.");
        meter.CreateObservableGauge("ssa.queue.length", _gauges.QueueLength, description: "Screenings that wait for their turn.");
        meter.CreateObservableGauge("ssa.queue.wait", _gauges.QueueWait, "s", "For how long the first of the queue has waited.");
        meter.CreateObservableGauge("ssa.schedules", _gauges.Schedules, description: "Schedules.");
        meter.CreateObservableGauge("ssa.snapshot.age", _gauges.SnapshotAge, "s", "Age of the newest snapshot of the catalogue.");
        meter.CreateObservableGauge("ssa.snapshot.objects", _gauges.SnapshotObjects, description: "Objects in the newest snapshot.");
        meter.CreateObservableGauge("ssa.source.stopped", _gauges.SourcesStopped, description: "1 where a source is stopped or its delivery unusable, else 0.");
        meter.CreateObservableGauge("ssa.source.age", _gauges.SourceAge, "s", "For how long a source has brought nothing new.");
        meter.CreateObservableGauge("ssa.store.size", _gauges.StoreSize, "By", "Size of the store.");
        meter.CreateObservableGauge("ssa.store.up", _gauges.StoreUp, description: "1 where the store answers, else 0.");

        _ended = meter.CreateCounter<long>("ssa.screenings.ended", description: "Runs of screenings by outcome.");
        _duration = meter.CreateHistogram("ssa.screening.duration", "s", "Wall time of a run by outcome.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = ScreeningSeconds });
        _conjunctions = meter.CreateCounter<long>("ssa.conjunctions", description: "Close approaches found and kept.");
        _excludedPairs = meter.CreateCounter<long>("ssa.excluded.pairs", description: "Pairs that rules left out.");
        _slabs = meter.CreateCounter<long>("ssa.slabs", description: "Slabs of windows done and kept.");
        _resumed = meter.CreateCounter<long>("ssa.screenings.resumed", description: "Screenings taken up again from a checkpoint.");
        _leasesLost = meter.CreateCounter<long>("ssa.leases.lost", description: "Runs that ended because another service had taken the screening up.");
        _deleted = meter.CreateCounter<long>("ssa.screenings.deleted", description: "Ended screenings deleted as kept long enough.");
        _storeCalls = meter.CreateHistogram("ssa.store.call.duration", "s", "Time of a call of the store, its wait included.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = CallSeconds });
        _storeFaults = meter.CreateCounter<long>("ssa.store.faults", description: "Calls that the database failed.");
        _fetches = meter.CreateCounter<long>("ssa.source.fetches", description: "Deliveries and refusals of sources by outcome.");
        _scheduleRuns = meter.CreateCounter<long>("ssa.schedule.runs", description: "Due times of schedules by outcome.");
        _calls = meter.CreateCounter<long>("ssa.grpc.calls", description: "Calls by method and status; all but OK are refusals.");
        _callDuration = meter.CreateHistogram("ssa.grpc.call.duration", "s", "Time of a call by method; streams last as long as their clients listen.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = CallSeconds });
    }

    /// <summary>Who made the meter: tells this service's figures from those of another in the same process.</summary>
    public IMeterFactory Factory { get; }

    public void ScreeningEnded(string outcome, TimeSpan elapsed)
    {
        _ended.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        if (outcome == "lost")
        {
            _leasesLost.Add(1);
        }
    }

    public void SlabKept(int conjunctions)
    {
        _slabs.Add(1);
        _conjunctions.Add(conjunctions);
    }

    public void PairsExcluded(long count) => _excludedPairs.Add(count);

    public void ScreeningResumed() => _resumed.Add(1);

    public void ScreeningDeleted() => _deleted.Add(1);

    public void StoreCalled(StoreCall call)
    {
        var kind = new KeyValuePair<string, object?>("kind", call.IsWrite ? "write" : "read");
        _storeCalls.Record(call.Elapsed.TotalSeconds, kind);
        if (call.HasFailed)
        {
            _storeFaults.Add(1, kind);
        }
    }

    public void Fetched(string source, string outcome) => _fetches.Add(1, new("source", source), new("outcome", outcome));

    /// <summary>Lets a source's figures begin at zero.</summary>
    public void KnowSource(string source)
    {
        _gauges.KnowSource(source);
        foreach (var outcome in FetchOutcomes)
        {
            _fetches.Add(0, new("source", source), new("outcome", outcome));
        }
    }

    public void ScheduleRan(string outcome) => _scheduleRuns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Called(string method, string status, TimeSpan elapsed)
    {
        _calls.Add(1, new("method", method), new("status", status));
        _callDuration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("method", method));
    }

    /// <summary>Lets counters begin at zero: once somebody listens, or nobody would hear of it.</summary>
    public void BeginAtZero()
    {
        foreach (var counter in (Counter<long>[])[_conjunctions, _excludedPairs, _slabs, _resumed, _leasesLost, _deleted])
        {
            counter.Add(0);
        }

        foreach (var outcome in Outcomes)
        {
            _ended.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }

        foreach (var outcome in RunOutcomes)
        {
            _scheduleRuns.Add(0, new KeyValuePair<string, object?>("outcome", outcome));
        }

        foreach (var kind in (string[])["read", "write"])
        {
            _storeFaults.Add(0, new KeyValuePair<string, object?>("kind", kind));
        }

        foreach (var method in CallMetrics.Methods)
        {
            _calls.Add(0, new("method", method), new("status", "OK"));
        }
    }
}
