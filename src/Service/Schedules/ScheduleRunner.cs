using System.Data.Common;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Ssa.Service.Hosting;
using Ssa.Service.Jobs;
using Ssa.Service.Mapping;
using Ssa.Service.Telemetry;
using Ssa.Store;

namespace Ssa.Service.Schedules;

/// <summary>
/// Queues screenings when they are due. Which due time that is follows from the clock alone; whether it has had its run stands in the store, written in the transaction that queues the screening. So a restart, a second service and
/// a clock that jumps neither double a run nor lose one, and due times that passed unseen have one run together, for the last of them.
/// </summary>
internal sealed partial class ScheduleRunner(SsaStore store, ScreeningQueue queue, ServiceSettings settings, ScreeningNews news, ServiceMetrics metrics, IClock clock, ILogger<ScheduleRunner> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly InstantPattern DuePattern = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFF'Z'");

    private readonly HashSet<long> _waiting = [];

    /// <summary>Runs what is due now.</summary>
    /// <returns>The screenings that this call has queued.</returns>
    public IReadOnlyList<ScreeningRecord> RunDue()
    {
        var queued = new List<ScreeningRecord>();
        foreach (var schedule in store.Schedules.List(0, int.MaxValue))
        {
            var now = clock.GetCurrentInstant();
            if (ScheduleTimes.LastAt(schedule, now) is { } due && !store.Schedules.RunsFrom(schedule.Id, due).Contains(due) && Run(schedule, due, now) is { } screening)
            {
                queued.Add(screening);
            }
        }

        return queued;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        do
        {
            try
            {
                RunDue();
            }
            catch (DbException fault)
            {
                StoreFailed(fault.Message);
            }
        }
        while (await Next(timer, stoppingToken).ConfigureAwait(false));
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private ScreeningRecord? Run(ScheduleRecord schedule, Instant due, Instant now)
    {
        try
        {
            if (store.Screenings.CountOpen() >= settings.MostOpenScreenings)
            {
                // Not refused: it runs when there is room.
                if (_waiting.Add(schedule.Id))
                {
                    Waits(schedule.Id, settings.MostOpenScreenings);
                }

                return null;
            }

            _waiting.Remove(schedule.Id);
            var prepared = queue.Prepare(ScheduleDesk.At(V1.ScreeningSettings.Parser.ParseJson(schedule.SettingsJson), schedule.Start, now));
            var screening = store.Schedules.Run(schedule.Id, due, now, $"{ResourceName.OfSchedule(schedule.Id)}/{DuePattern.Format(due)}", prepared);
            if (screening is not null)
            {
                metrics.ScheduleRan("queued");
                Queued(schedule.Id, due, screening.Id);
                news.TellQueued();
            }

            return screening;
        }
        catch (RpcException refusal)
        {
            if (store.Schedules.Refuse(schedule.Id, due, now, refusal.Status.Detail))
            {
                metrics.ScheduleRan("refused");
                Refused(schedule.Id, due, refusal.Status.Detail);
            }

            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Schedule {Schedule}, due {Due}: screening {Screening} is queued.")]
    private partial void Queued(long schedule, Instant due, long screening);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule}, due {Due}: no screening: {Reason}")]
    private partial void Refused(long schedule, Instant due, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule} is due and waits: {Open} screenings wait or run already.")]
    private partial void Waits(long schedule, int open);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store failed: {Reason}")]
    private partial void StoreFailed(string reason);
}
