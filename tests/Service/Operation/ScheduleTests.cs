using CsCheck;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ssa.Client;
using Ssa.Service.Hosting;
using Ssa.Service.Schedules;
using Ssa.Store;
using Ssa.Tests;
using Ssa.V1;
using ScheduleStart = Ssa.V1.ScheduleStart;

namespace Ssa.Service.Tests;

/// <summary>Screenings that are planned.</summary>
public sealed class ScheduleTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 6, 0);
    private static readonly Duration Interval = Duration.FromHours(8);

    private readonly string _folder = Directory.CreateTempSubdirectory("ssa-schedules-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Location => Path.Combine(_folder, "store.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_schedule_is_made_shown_and_deleted()
    {
        var clock = new MovableClock(Start);
        await using var service = await RunningService.Start(clock: clock);
        var client = service.Client.Screening;
        var request = new CreateScheduleRequest
        {
            RequestId = "night",
            Interval = Interval.ToProtobuf(),
            Settings = new() { ThresholdKm = 3, Duration = Duration.FromHours(1).ToProtobuf() },
            FirstRunTime = (Start + Duration.FromHours(2)).ToTimestamp(),
            Start = ScheduleStart.Epoch,
        };
        var made = (await client.CreateScheduleAsync(request, cancellationToken: Cancellation)).Schedule;
        Assert.Equal(("schedules/1", "night", 0, ""), (made.Name, made.RequestId, made.RunCount, made.LastScreening));
        Assert.Equal((request.Settings, request.Interval, request.FirstRunTime, request.FirstRunTime), (made.Settings, made.Interval, made.FirstRunTime, made.NextRunTime));
        Assert.Equal(made, (await client.CreateScheduleAsync(request, cancellationToken: Cancellation)).Schedule);
        var other = await Assert.ThrowsAsync<RpcException>(() => client.CreateScheduleAsync(new CreateScheduleRequest(request) { Interval = Duration.FromHours(9).ToProtobuf() }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.AlreadyExists, other.StatusCode);
        var second = (await client.CreateScheduleAsync(new CreateScheduleRequest { Interval = Interval.ToProtobuf(), FirstRunTime = request.FirstRunTime }, cancellationToken: Cancellation)).Schedule;
        var page = await client.ListSchedulesAsync(new ListSchedulesRequest { PageSize = 1 }, cancellationToken: Cancellation);
        Assert.Equal(made, Assert.Single(page.Schedules));
        Assert.Equal(second, Assert.Single((await client.ListSchedulesAsync(new ListSchedulesRequest { PageSize = 1, PageToken = page.NextPageToken }, cancellationToken: Cancellation)).Schedules));

        clock.Now += Duration.FromHours(2);
        var screening = Assert.Single(await Screenings(service, 2), one => one.RequestId.StartsWith("schedules/1/", StringComparison.Ordinal));
        Assert.Equal("schedules/1/2026-03-01T08:00:00Z", screening.RequestId);
        Assert.Equal(3, screening.Settings.ThresholdKm);
        var after = (await client.GetScheduleAsync(new GetScheduleRequest { Name = made.Name }, cancellationToken: Cancellation)).Schedule;
        Assert.Equal((1, screening.Name, Start + Duration.FromHours(10)), (after.RunCount, after.LastScreening, after.NextRunTime.ToInstant()));

        // The other one looks from the time of its run.
        var scheduled = Assert.Single(await Screenings(service, 2), one => one.RequestId.StartsWith("schedules/2/", StringComparison.Ordinal));
        Assert.Equal(clock.Now, scheduled.Settings.StartTime.ToInstant());
        await client.DeleteScheduleAsync(new DeleteScheduleRequest { Name = made.Name }, cancellationToken: Cancellation);
        await client.DeleteScheduleAsync(new DeleteScheduleRequest { Name = second.Name }, cancellationToken: Cancellation);
        var gone = await Assert.ThrowsAsync<RpcException>(() => client.GetScheduleAsync(new GetScheduleRequest { Name = made.Name }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, gone.StatusCode);
        clock.Now += Duration.FromDays(3);
        Assert.Empty(Runner(service).RunDue());
    }

    [Fact]
    public async Task What_is_wrong_with_a_plan_is_refused_by_field()
    {
        await using var service = await RunningService.Start();
        await Refused(new CreateScheduleRequest(), "interval");
        await Refused(new CreateScheduleRequest { Interval = Duration.FromSeconds(5).ToProtobuf() }, "interval");
        await Refused(With(new() { StartTime = Start.ToTimestamp() }), "settings.start_time");
        await Refused(With(new() { Snapshot = "snapshots/1" }), "settings.snapshot");
        await Refused(With(new() { ThresholdKm = -3 }), "settings.threshold_km");
        await Refused(With(new() { Primaries = { "999999999" } }), "settings.primaries");
        await Refused(new CreateScheduleRequest { RequestId = "with/slash", Interval = Interval.ToProtobuf() }, "request_id");
        await Refused(new CreateScheduleRequest { Interval = Interval.ToProtobuf(), Start = (ScheduleStart)9 }, "start");

        static CreateScheduleRequest With(V1.ScreeningSettings settings) => new() { Interval = Interval.ToProtobuf(), Settings = settings };

        async Task Refused(CreateScheduleRequest request, string field)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.Screening.CreateScheduleAsync(request, cancellationToken: Cancellation).ResponseAsync);
            Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
            Assert.Equal(field, Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        }
    }

    [Fact]
    public async Task Two_services_run_each_due_time_once_through_restarts_and_jumps_of_the_clock()
    {
        var clock = new MovableClock(Start);
        await using (var one = await RunningService.Start(Location, clock: clock))
        await using (var other = await RunningService.Start(Location, clock: clock))
        {
            await one.Client.Screening.CreateScheduleAsync(
                new CreateScheduleRequest { Interval = Interval.ToProtobuf(), Settings = new() { Duration = Duration.FromHours(1).ToProtobuf() } }, cancellationToken: Cancellation);
            await Expect(1, one, other);
            clock.Now += Interval;
            await Expect(2, one, other);

            // Back, and on again: nothing twice.
            clock.Now -= Duration.FromHours(2);
            await Expect(2, one, other);
            clock.Now -= Interval;
            await Expect(2, one, other);
            clock.Now += Interval + Duration.FromHours(2);
            await Expect(2, one, other);

            // Five due times pass unseen: one run.
            clock.Now += (5 * Interval) + Duration.FromMinutes(3);
            await Expect(3, one, other);
        }

        // A clock that runs ten days ahead for a while: one run for the jump, and none of the days in between is lost.
        await using var next = await RunningService.Start(Location, clock: clock);
        await Expect(3, next);
        var right = clock.Now;
        clock.Now += Duration.FromDays(10);
        await Expect(4, next);
        clock.Now = right;
        await Expect(4, next);
        for (var run = 5; run < 9; run++)
        {
            clock.Now += Interval;
            await Expect(run, next);
        }

        var due = (await Screenings(next, 8)).Select(screening => screening.RequestId).ToArray();
        Assert.Equal(due.Length, due.Distinct().Count());

        static async Task Expect(int count, params RunningService[] services)
        {
            await Task.WhenAll(Enumerable.Range(0, 4 * services.Length).Select(i => Task.Run(() => Runner(services[i % services.Length]).RunDue())));
            Assert.Equal(count, (await Screenings(services[0], count)).Count);
        }
    }

    [Fact]
    public void Whatever_the_clock_does_a_due_time_runs_at_most_once_and_none_that_it_stood_at_is_lost() =>
        Gen.Int[-500, 500].Array[1, 60].Sample(
            jumps =>
            {
                var schedule = new ScheduleRecord
                {
                    Id = 1,
                    RequestId = null,
                    SettingsJson = "{}",
                    Start = Ssa.Store.ScheduleStart.Now,
                    Interval = Duration.FromMinutes(7),
                    FirstTime = Start,
                    CreateTime = Start,
                    RunCount = 0,
                };
                var runs = new SortedSet<Instant>();
                var now = Start;
                foreach (var jump in jumps)
                {
                    now += Duration.FromMinutes(jump);
                    var last = ScheduleTimes.LastAt(schedule, now);
                    var ranFrom = runs.Where(run => last is null || run >= last).ToArray();
                    var next = ScheduleTimes.Next(schedule, now, ranFrom);
                    Assert.DoesNotContain(next, runs);
                    Assert.Equal(Duration.Zero, Duration.FromNanoseconds((next - Start).ToInt64Nanoseconds() % schedule.Interval.ToInt64Nanoseconds()));
                    if (last is { } due)
                    {
                        Assert.True(due <= now && now - due < schedule.Interval);
                        Assert.Equal(runs.Contains(due), next != due);
                        runs.Add(due);
                    }
                    else
                    {
                        Assert.True(next >= Start && now < Start);
                    }
                }
            },
            iter: 300);

    [Fact]
    public async Task A_plan_that_cannot_be_carried_out_says_why_and_goes_on()
    {
        var clock = new MovableClock(Start);
        await using var service = await RunningService.Start(clock: clock);
        await service.Client.Screening.CreateScheduleAsync(
            new CreateScheduleRequest { Interval = Interval.ToProtobuf(), FirstRunTime = (Start + Interval).ToTimestamp(), Settings = new() { Primaries = { "25544" } } }, cancellationToken: Cancellation);
        const string without = "1 00005U 58002B   24306.50000000  .00000017  00000-0  10270-3 0  9005\n2 00005  34.2400 208.9163 1846317  69.9862 290.1838 10.85000000    18\n";
        await service.Client.ImportAsync(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(without)), new ImportHeader { Name = "one", Lenient = true }, Cancellation);
        clock.Now += Interval;
        Runner(service).RunDue();
        var schedule = (await service.Client.Screening.GetScheduleAsync(new GetScheduleRequest { Name = "schedules/1" }, cancellationToken: Cancellation)).Schedule;
        Assert.Equal((1, "", Start + (2 * Interval)), (schedule.RunCount, schedule.LastScreening, schedule.NextRunTime.ToInstant()));
        Assert.Contains("25544", schedule.LastErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_queue_makes_a_due_time_wait_and_not_go()
    {
        var clock = new MovableClock(Start);
        await using var service = await RunningService.Start(clock: clock, change: settings => settings with { MostOpenScreenings = 1 });
        var busy = await service.Client.Screening.CreateScreeningAsync(
            new CreateScreeningRequest { Settings = new() { Duration = Duration.FromDays(366).ToProtobuf(), ThresholdKm = 20 } }, cancellationToken: Cancellation);
        await service.Client.Screening.CreateScheduleAsync(new CreateScheduleRequest { Interval = Interval.ToProtobuf() }, cancellationToken: Cancellation);
        Assert.Empty(Runner(service).RunDue());
        await service.Client.Screening.CancelScreeningAsync(new CancelScreeningRequest { Name = busy.Screening.Name }, cancellationToken: Cancellation);
        Assert.Equal(2, (await Screenings(service, 2)).Count);
    }

    [Fact]
    public async Task The_setting_keeps_one_schedule_and_follows_its_own_change()
    {
        var clock = new MovableClock(Start);
        for (var start = 0; start < 2; start++)
        {
            await using var service = await RunningService.Start(Location, Every(8), clock);
            Assert.Single(await Screenings(service, 1));
            Assert.Equal(Interval, (await Only(service)).Interval.ToDuration());
        }

        clock.Now += Duration.FromHours(1);
        await using var changed = await RunningService.Start(Location, Every(6), clock);
        Assert.Equal(2, (await Screenings(changed, 2)).Count);
        Assert.Equal(Duration.FromHours(6), (await Only(changed)).Interval.ToDuration());

        static Func<ServiceSettings, ServiceSettings> Every(int hours) => settings => settings with { Operation = new OperationSettings { ScreenEvery = Duration.FromHours(hours) } };

        static async Task<Schedule> Only(RunningService service) =>
            Assert.Single((await service.Client.Screening.ListSchedulesAsync(new ListSchedulesRequest(), cancellationToken: Cancellation)).Schedules);
    }

    private static ScheduleRunner Runner(RunningService service) => service.Services.GetRequiredService<ScheduleRunner>();

    /// <summary>Every screening, once there are as many as expected; the service looks every second too.</summary>
    private static async Task<IReadOnlyList<V1.Screening>> Screenings(RunningService service, int expected)
    {
        for (var i = 0; ; i++)
        {
            Runner(service).RunDue();
            var all = (await service.Client.Screening.ListScreeningsAsync(new ListScreeningsRequest { PageSize = 1000 }, cancellationToken: Cancellation)).Screenings;
            if (all.Count >= expected || i == 300)
            {
                return all;
            }

            await Task.Delay(100, Cancellation);
        }
    }
}

/// <summary>Durations of the contract, for tests.</summary>
internal static class DurationReading
{
    public static Duration ToDuration(this Google.Protobuf.WellKnownTypes.Duration duration) => Duration.FromSeconds(duration.Seconds) + Duration.FromNanoseconds(duration.Nanos);
}
