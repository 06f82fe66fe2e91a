using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using NodaTime;
using Ssa.Store;

namespace Ssa.Service.Telemetry;

/// <summary>Figures that stand in the store, read once for all gauges of a scrape. Where the store does not answer they are absent, not zero.</summary>
internal sealed class StoreGauges(SsaStore store, IClock clock)
{
    // All gauges of a scrape are asked within this.
    private static readonly TimeSpan OneScrape = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<string> _sources = [];
    private Reading? _reading;
    private long _readAt;
    private (long Snapshot, long Objects)? _objects;

    public void KnowSource(string source)
    {
        lock (_lock)
        {
            _sources.Add(source);
        }
    }

    public IEnumerable<Measurement<long>> Screenings() => Read() is { } read
        ? Enum.GetValues<ScreeningState>().Select(state => new Measurement<long>(
            read.Figures.Screenings.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant())))
        : [];

    public IEnumerable<Measurement<long>> QueueLength() => One(read => read.Figures.Screenings.GetValueOrDefault(ScreeningState.Queued));

    public IEnumerable<Measurement<double>> QueueWait() => One(read => read.Figures.OldestQueued is { } oldest ? AgeOf(oldest) : 0);

    public IEnumerable<Measurement<long>> Schedules() => One(read => read.Figures.Schedules);

    public IEnumerable<Measurement<double>> SnapshotAge() => Read()?.Figures.SnapshotTime is { } time ? [new Measurement<double>(AgeOf(time))] : [];

    public IEnumerable<Measurement<long>> SnapshotObjects() => One(read => read.Objects);

    public IEnumerable<Measurement<long>> SourcesStopped() => Sources().Select(one => new Measurement<long>(
        one.Record is { State: SourceState.Stopped or SourceState.Unusable } ? 1 : 0, new KeyValuePair<string, object?>("source", one.Name)));

    public IEnumerable<Measurement<double>> SourceAge() => Sources().Where(one => one.Record?.FetchTime is not null).Select(one => new Measurement<double>(
        AgeOf(one.Record!.FetchTime!.Value), new KeyValuePair<string, object?>("source", one.Name)));

    public IEnumerable<Measurement<long>> StoreSize() => One(read => read.Figures.SizeBytes);

    public IEnumerable<Measurement<long>> StoreUp() => [new Measurement<long>(Read() is null ? 0 : 1)];

    private double AgeOf(Instant time) => Math.Max(0, (clock.GetCurrentInstant() - time).TotalSeconds);

    private IEnumerable<Measurement<T>> One<T>(Func<Reading, T> value)
        where T : struct => Read() is { } read ? [new Measurement<T>(value(read))] : [];

    private IEnumerable<(string Name, SourceRecord? Record)> Sources() => Read() is { } read ? read.Sources : [];

    private Reading? Read()
    {
        lock (_lock)
        {
            if (_readAt != 0 && Stopwatch.GetElapsedTime(_readAt) < OneScrape)
            {
                return _reading;
            }

            try
            {
                var figures = store.Figures();
                if (figures.NewestSnapshot is { } newest && _objects?.Snapshot != newest)
                {
                    _objects = (newest, store.Catalogue.CountObjects(newest));
                }

                var records = _sources.Count == 0 ? [] : store.Sources.List();
                _reading = new Reading(figures, _objects?.Objects ?? 0, [.. _sources.Select(name => (name, records.FirstOrDefault(record => record.Name == name)))]);
            }
            catch (DbException)
            {
                // The call itself is counted as failed.
                _reading = null;
            }

            _readAt = Stopwatch.GetTimestamp();
            return _reading;
        }
    }

    private sealed record Reading(StoreFigures Figures, long Objects, IReadOnlyList<(string Name, SourceRecord? Record)> Sources);
}
