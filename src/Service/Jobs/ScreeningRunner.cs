using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Ssa.Screening;
using Ssa.Service.Hosting;
using Ssa.Service.Telemetry;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>
/// Runs queued screenings, so many at a time. Rows are kept as slabs finish, with how far the list is complete, in one transaction; a run that is cut, by a restart or a lost machine, goes on from there. On
/// shutdown runs are parked.
/// </summary>
internal sealed partial class ScreeningRunner(
    SsaStore store, EphemerisShelf shelf, ServiceSettings settings, ScreeningNews news, ServiceMetrics metrics, IHostApplicationLifetime lifetime, IClock clock, ILogger<ScreeningRunner> log) : BackgroundService
{
    // How long a service looks away from a queue that others may fill.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Slabs that wait to be kept: more than a store is ever behind by, and a bound for the memory.
    private const int MostWaiting = 64;

    // How long a run that the store has failed is left alone: a full disk is not emptied by trying.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly string _holder = ServiceHolder.New();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store.IsOfOneMachine)
        {
            Try(() => store.Screenings.ParkOf(ServiceHolder.IsGone));
        }

        // With the first word of the farewell: the server's own waits for calls that are still answered, and only then are services stopped.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await Task.WhenAll(Enumerable.Range(0, settings.ConcurrentScreenings).Select(_ => Task.Run(() => Serve(stopping.Token), CancellationToken.None))).ConfigureAwait(false);
    }

    private async Task Serve(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            // Asked before looking, so that what comes in between is not missed.
            var queued = news.NextQueued();
            ScreeningRecord? screening = null;
            try
            {
                screening = store.Screenings.Claim(_holder, clock.GetCurrentInstant(), settings.Lease);
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException)
            {
                StoreFailed(fault.Message);
            }

            if (screening is null)
            {
                try
                {
                    await Task.WhenAny(queued, Task.Delay(Look, stopping)).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                }

                continue;
            }

            if (!await Run(screening, stopping).ConfigureAwait(false))
            {
                await Task.Delay(Rest, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Runs a screening to its end, or until it is parked.</summary>
    /// <returns>Whether the store did what it was asked.</returns>
    private async Task<bool> Run(ScreeningRecord screening, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var running = news.Run(screening.Id, stop);
        using var over = new CancellationTokenSource();
        using var span = ServiceTraces.StartScreening(screening.Id, TraceParentOf(screening.Id));
        var leash = KeepLease(screening.Id, stop, over.Token);
        var began = Stopwatch.GetTimestamp();
        var outcome = "succeeded";
        news.Tell(screening.Id);
        if (screening.ResumeCount > 0)
        {
            metrics.ScreeningResumed();
        }

        Began(screening.Id, screening.ResumeCount, screening.Progress);
        try
        {
            await Task.Factory.StartNew(() => Screen(screening, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            Succeeded(screening.Id);
        }
        catch (LeaseLostException)
        {
            outcome = "lost";
            Lost(screening.Id);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            outcome = "parked";
            Try(() => store.Screenings.Park(screening.Id, _holder));
            Parked(screening.Id);
        }
        catch (OperationCanceledException)
        {
            // Stopped by a caller, or because the lease went to another service.
            await over.CancelAsync().ConfigureAwait(false);
            if (await leash.ConfigureAwait(false))
            {
                outcome = "lost";
                Lost(screening.Id);
            }
            else
            {
                outcome = "cancelled";
                Try(() => store.Screenings.End(screening.Id, _holder, ScreeningState.Cancelled, "", clock.GetCurrentInstant()));
                Stopped(screening.Id);
            }
        }
        catch (System.Data.Common.DbException fault)
        {
            // The screening is as it was at its last checkpoint; when the store is back, it goes on from there.
            outcome = "parked";
            StoreFailed(fault.Message);
            Try(() => store.Screenings.Park(screening.Id, _holder));
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            outcome = "failed";

            // What nobody foresaw is told in the log alone: its words are not for callers.
            var words = fault switch
            {
                Grpc.Core.RpcException refusal => refusal.Status.Detail,
                TooManyEventsException or UnusableEphemerisException or ArgumentException or InvalidOperationException or OutOfMemoryException => fault.Message,
                _ => "The service failed; its log says more.",
            };
            Try(() => store.Screenings.End(screening.Id, _holder, ScreeningState.Failed, words, clock.GetCurrentInstant()));
            Failed(screening.Id, words, fault);
        }
        finally
        {
            metrics.ScreeningEnded(outcome, Stopwatch.GetElapsedTime(began));
            span?.SetTag("ssa.outcome", outcome);
            if (outcome == "failed")
            {
                span?.SetStatus(ActivityStatusCode.Error);
            }

            await over.CancelAsync().ConfigureAwait(false);
            await leash.ConfigureAwait(false);
            news.Tell(screening.Id);
        }

        return true;
    }

    private void Screen(ScreeningRecord screening, CancellationToken cancellation)
    {
        BackgroundPriority.Take();
        var work = ScreeningWork.Of(store.Screenings.ObjectsOf(ScreeningViewer.Everything, screening.Id), shelf, screening, settings.Threads);
        var known = screening.CompleteUntil is { } until ? new KnownRows(until, screening.ConjunctionCount) : null;
        var last = Array.Empty<StoredConjunction>();
        using var waiting = new BlockingCollection<FinalRows>(MostWaiting);
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var window = work.Settings.Duration;

        // Rows are rated and kept beside the engine, in their order.
        var keeping = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    foreach (var batch in waiting.GetConsumingEnumerable(CancellationToken.None))
                    {
                        using var span = ServiceTraces.StartBatch(batch.Rows.Count);
                        var rows = work.StoreAll(batch.Rows);
                        if (batch.CompleteUntil is not { } complete)
                        {
                            last = rows;
                            continue;
                        }

                        if (complete > work.Settings.Start && (rows.Length > 0 || complete > (screening.CompleteUntil ?? work.Settings.Start)))
                        {
                            store.Screenings.Keep(screening.Id, _holder, rows, complete, Math.Clamp((complete - work.Settings.Start) / window, 0, 1));
                            metrics.SlabKept(rows.Length);
                            news.Tell(screening.Id);
                        }
                    }
                }
                catch
                {
                    broken.Cancel();
                    throw;
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        ScreeningResult? result = null;
        try
        {
            result = work.Run(known, null, batch => waiting.Add(batch, broken.Token), broken.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The keeper has failed: its own error says why.
        }
        finally
        {
            waiting.CompleteAdding();
            try
            {
                keeping.GetAwaiter().GetResult();
            }
            catch (Exception) when (result is null && cancellation.IsCancellationRequested)
            {
                // The run was stopped anyway; what was kept stays.
            }
        }

        store.Screenings.Succeed(
            screening.Id, _holder, last, work.Settings.Start + window, new ScreeningOutcome(result!.Refusals, [.. result.Excluded.ByRule.Select(counted => counted.Pairs)]), clock.GetCurrentInstant());
        metrics.SlabKept(last.Length);
        metrics.PairsExcluded(result.Excluded.Total);
    }

    /// <summary>Renews the lease while a screening runs, and stops it when a caller asks to or the lease is another's.</summary>
    /// <returns>Whether the lease went to another.</returns>
    private async Task<bool> KeepLease(long id, CancellationTokenSource stop, CancellationToken over)
    {
        var renewed = clock.GetCurrentInstant();
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Look / 2, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
            {
                return false;
            }

            try
            {
                var now = clock.GetCurrentInstant();
                var isAsked = now - renewed > settings.Lease / 3 || now < renewed
                    ? store.Screenings.Renew(id, _holder, renewed = now, settings.Lease)
                    : store.Screenings.Find(ScreeningViewer.Everything, id)?.IsCancelAsked ?? true;
                if (isAsked)
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                    return false;
                }
            }
            catch (LeaseLostException)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                return true;
            }
            catch (System.Data.Common.DbException fault)
            {
                StoreFailed(fault.Message);
            }
        }

        return false;
    }

    private string? TraceParentOf(long id)
    {
        string? parent = null;
        Try(() => parent = store.Screenings.TraceParentOf(id));
        return parent;
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is LeaseLostException or System.Data.Common.DbException)
        {
            StoreFailed(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Screening {Screening} runs; taken up again {Resumed} times, done {Progress}.")]
    private partial void Began(long screening, long resumed, double progress);

    [LoggerMessage(Level = LogLevel.Information, Message = "Screening {Screening} is done.")]
    private partial void Succeeded(long screening);

    [LoggerMessage(Level = LogLevel.Information, Message = "Screening {Screening} was stopped.")]
    private partial void Stopped(long screening);

    [LoggerMessage(Level = LogLevel.Information, Message = "Screening {Screening} is parked; it goes on when a service runs.")]
    private partial void Parked(long screening);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Screening {Screening} was taken up by another service.")]
    private partial void Lost(long screening);

    [LoggerMessage(Level = LogLevel.Error, Message = "Screening {Screening} failed: {Reason}")]
    private partial void Failed(long screening, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed: {Reason}")]
    private partial void StoreFailed(string reason);
}
