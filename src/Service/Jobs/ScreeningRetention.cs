using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ssa.Service.Hosting;
using Ssa.Service.Telemetry;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Deletes ended screenings that were kept long enough, with all that they found. Snapshots and element sets stay.</summary>
internal sealed partial class ScreeningRetention(SsaStore store, OperationSettings settings, ServiceMetrics metrics, ILogger<ScreeningRetention> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>Deletes what is kept no longer.</summary>
    /// <returns>How many screenings this call has deleted.</returns>
    public int DeleteExpired(CancellationToken cancellation)
    {
        if (settings.KeepCount is null && settings.KeepFor is null)
        {
            return 0;
        }

        var deleted = 0;
        foreach (var id in store.Screenings.FindExpired(settings.KeepCount, settings.KeepFor))
        {
            cancellation.ThrowIfCancellationRequested();
            if (store.Screenings.Delete(id))
            {
                deleted++;
                metrics.ScreeningDeleted();
                Deleted(id);
            }
        }

        if (deleted > 0)
        {
            // Deleted ephemerides whose content was kept for these alone.
            store.Ephemerides.RemoveUnused();
        }

        return deleted;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                DeleteExpired(stoppingToken);
                await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (DbException fault)
            {
                StoreFailed(fault.Message);
                await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Screening {Screening} was kept long enough and is deleted.")]
    private partial void Deleted(long screening);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed: {Reason}")]
    private partial void StoreFailed(string reason);
}
