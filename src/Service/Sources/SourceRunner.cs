using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Catalog.Sources;
using Ssa.Service.Hosting;
using Ssa.Service.Telemetry;
using Ssa.Store;

namespace Ssa.Service.Sources;

/// <summary>
/// Looks at the sources of the settings and takes in what they bring. The sources keep their providers' rules, on their own disk; of several services one at a time looks at a provider, and what another machine has heard of it,
/// its next time and its stops, holds here too. A stop that needs a person stays until one resumes the source.
/// </summary>
internal sealed partial class SourceRunner(SsaStore store, OperationSettings settings, ServiceMetrics metrics, IClock clock, ILogger<SourceRunner> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // A request may take its time limit thrice: the login, the query, and the wait for another process.
    private static readonly Duration Lease = Duration.FromMinutes(20);

    // No provider makes a program wait longer: a time beyond it was written by a clock that was ahead.
    private static readonly Duration LongestWait = Duration.FromHours(3);

    private readonly string _holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly string _place = $"{Environment.MachineName}:{settings.CacheFolder}";
    private readonly DeliveryImport _import = new(store, clock);
    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<WatchedProvider>? _providers;

    /// <summary>Looks at every provider once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await LookAtAllAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task LookAtAllAsync(CancellationToken cancellation)
    {
        if (_providers is null)
        {
            _providers = WatchedProvider.Of(settings, clock);
            foreach (var source in settings.Sources)
            {
                metrics.KnowSource(source.Name);
            }
        }

        foreach (var provider in _providers)
        {
            try
            {
                await LookAsync(provider, cancellation).ConfigureAwait(false);
            }
            catch (DbException fault)
            {
                StoreFailed(fault.Message);
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var provider in _providers ?? [])
        {
            provider.Dispose();
        }

        _turn.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Sources.Count == 0)
        {
            return;
        }

        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken).ConfigureAwait(false);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        try
        {
            store.Sources.Release(_holder);
        }
        catch (DbException fault)
        {
            StoreFailed(fault.Message);
        }
    }

    private async Task LookAsync(WatchedProvider provider, CancellationToken cancellation)
    {
        if (!store.Sources.TryLease(provider.Name, _holder, clock.GetCurrentInstant(), Lease))
        {
            return;
        }

        var known = provider.Settings.Values.ToDictionary(source => source.Name, source => store.Sources.Find(source.Name));
        if (known.Values.Any(record => record is { IsResumeAsked: true }))
        {
            await ResumeAsync(provider, known, cancellation).ConfigureAwait(false);
        }

        if (provider.HasRules && known.Values.Any(IsHeldElsewhere))
        {
            return;
        }

        using var span = ServiceTraces.StartFetch(provider.Name);
        var outcomes = await provider.Source.FetchAsync(cancellation).ConfigureAwait(false);
        foreach (var group in outcomes.ToLookup(outcome => provider.SettingOf(outcome.Item)))
        {
            TakeIn(group.Key, [.. group], known[group.Key.Name], cancellation);
        }

        // An empty folder has no outcome.
        foreach (var source in provider.Settings.Values.Where(source => known[source.Name] is null && outcomes.All(outcome => provider.SettingOf(outcome.Item) != source)))
        {
            store.Sources.Note(new SourceRecord(source.Name, SourceState.Waiting, "", _place, null, null, false, false, null));
        }
    }

    private async Task ResumeAsync(WatchedProvider provider, Dictionary<string, SourceRecord?> known, CancellationToken cancellation)
    {
        try
        {
            if (provider.Source is IProviderSource stoppable)
            {
                await stoppable.ResumeAsync(cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            ResumeFailed(provider.Name, fault.Message);
            return;
        }

        foreach (var name in known.Keys.ToArray())
        {
            store.Sources.Resumed(name);
            known[name] = store.Sources.Find(name);
            Resumed(name);
        }
    }

    /// <summary>Whether another machine has been told to wait, or to ask no more. What was told here stands in the source's own cache.</summary>
    private bool IsHeldElsewhere(SourceRecord? record)
    {
        var now = clock.GetCurrentInstant();
        return record is not null && record.Place != _place && (record.NeedsResuming || (record.NextTime is { } next && next > now && next <= now + LongestWait));
    }

    private void TakeIn(SourceSetting source, IReadOnlyList<FetchOutcome> outcomes, SourceRecord? known, CancellationToken cancellation)
    {
        var stop = outcomes.OfType<SourceStopped>().FirstOrDefault();
        var files = outcomes.Select(outcome => outcome is SourceStopped stopped ? stopped.LastCopy : (FetchedFile)outcome).OfType<FetchedFile>()
            .OrderBy(file => file.FetchedAt).ThenBy(file => file.Path, StringComparer.Ordinal).ToArray();
        string? fault = null;
        var hasBrought = false;
        foreach (var file in files)
        {
            if (_import.TakeIn(source, file, cancellation) is not { } delivery)
            {
                continue;
            }

            fault = delivery.Fault;
            if (fault is null)
            {
                hasBrought = true;
                metrics.Fetched(source.Name, "new");
                Imported(source.Name, delivery.Objects, delivery.SnapshotId ?? 0);
            }
            else if (known?.Message != fault)
            {
                metrics.Fetched(source.Name, "unusable");
                Unusable(source.Name, fault);
            }
        }

        if (stop is { Reason: StopReason.NotNow or StopReason.CacheBusy } && known is not null)
        {
            return;
        }

        if (files.OfType<FetchedFile>().Any(file => file is { WasAsked: true, IsNew: false }))
        {
            metrics.Fetched(source.Name, "current");
        }

        var now = StateAfter(source, stop, files, fault, hasBrought ? null : known?.State == SourceState.Unusable ? known.Message : null, known);
        if (now.State == SourceState.Stopped && (known?.State != SourceState.Stopped || known.Message != now.Message))
        {
            metrics.Fetched(source.Name, "stopped");
            Stopped(source.Name, StopReasons.TextOf(stop!.Reason), now.Message);
        }

        if (known is null || now != known with { IsResumeAsked = false, SnapshotId = null })
        {
            store.Sources.Note(now);
        }
    }

    private SourceRecord StateAfter(SourceSetting source, SourceStopped? stop, FetchedFile[] files, string? fault, string? faultBefore, SourceRecord? known)
    {
        var newest = files.LastOrDefault();
        var at = newest?.FetchedAt ?? known?.FetchTime;
        if (stop is not null)
        {
            return new SourceRecord(source.Name, SourceState.Stopped, $"{stop.Message} {stop.Remedy}", _place, at, stop.Until, stop.NeedsResuming, false, null);
        }

        // A delivery that was found unusable stays so until another comes.
        return (fault ?? faultBefore) is { } words
            ? new SourceRecord(source.Name, SourceState.Unusable, words, _place, at, newest?.NextAt, false, false, null)
            : new SourceRecord(source.Name, newest is null ? SourceState.Waiting : SourceState.Current, newest?.Remark ?? "", _place, at, newest?.NextAt, false, false, null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {Source} brought {Objects} records; snapshot {Snapshot}.")]
    private partial void Imported(string source, int objects, long snapshot);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Source {Source} brought what cannot be used: {Reason}")]
    private partial void Unusable(string source, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Source {Source} has stopped ({Word}): {Reason}")]
    private partial void Stopped(string source, string word, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {Source} is resumed.")]
    private partial void Resumed(string source);

    [LoggerMessage(Level = LogLevel.Error, Message = "Source {Source} cannot be resumed: {Reason}")]
    private partial void ResumeFailed(string source, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed: {Reason}")]
    private partial void StoreFailed(string reason);
}
