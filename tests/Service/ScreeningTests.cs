using Grpc.Core;
using NodaTime;
using Ssa.Catalog;
using Ssa.Client;
using Ssa.Screening;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Screenings through the service, held to the engine itself.</summary>
public sealed class ScreeningTests
{
    private static readonly Google.Protobuf.WellKnownTypes.Duration Hours6 = Duration.FromHours(6).ToProtobuf();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_bundled_sample_gives_the_engines_list()
    {
        await using var service = await RunningService.Start();
        var client = service.Client;
        var created = await client.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "sample" }, cancellationToken: Cancellation);
        var states = new List<V1.Screening>();
        var streamed = await client.FollowAsync(created.Screening.Name, new Reports<V1.Screening>(states.Add), Cancellation).ToListAsync(Cancellation);
        Assert.Equal(V1.ScreeningState.Succeeded, states[^1].State);
        Assert.Equal(1, states[^1].Progress);
        Assert.Equal(streamed.Count, states[^1].ConjunctionCount);

        var sets = BundledSample.Read().Batch.Accepted;
        var start = EpochRule.Of(sets);
        var expected = Screener.Screen(CatalogueSelection.Choose(sets, start).Objects, new Ssa.Screening.ScreeningSettings { Start = start }, cancellation: Cancellation);
        Assert.NotEmpty(expected.Approaches);
        Assert.Equal(
            expected.Approaches.Select(row => (expected.ObjectAt(row.First).Number!.Value.Value, expected.ObjectAt(row.Second).Number!.Value.Value, row.Tca, row.RangeKm, row.RelativeSpeedKmPerS, row.RadialKm)),
            streamed.Select(row => (row.First.CatalogNumber, row.Second.CatalogNumber, row.Tca.ToInstant(), row.MissDistanceKm, row.RelativeSpeedKmS, row.RelativePositionRtnKm.X)));
        Assert.All(streamed, row => Assert.True(row.Kind != V1.ConjunctionKind.Minimum || row.Risk.HasMaxProbability));
        Assert.Contains(streamed, row => row.First.Owner.Length > 0);

        // The same request again is the same screening; the same name for something else is refused.
        var again = await client.Screening.CreateScreeningAsync(new CreateScreeningRequest { RequestId = "sample" }, cancellationToken: Cancellation);
        Assert.Equal(created.Screening.Name, again.Screening.Name);
        var other = await Assert.ThrowsAsync<RpcException>(() => client.Screening.CreateScreeningAsync(
            new CreateScreeningRequest { RequestId = "sample", Settings = new() { ThresholdKm = 7 } }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.AlreadyExists, other.StatusCode);
    }

    [Fact]
    public async Task A_cut_stream_goes_on_behind_its_cursor()
    {
        await using var service = await RunningService.Start();
        var screening = await Finished(service, new() { ThresholdKm = 100 });
        var whole = await service.Client.FollowAsync(screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
        Assert.True(whole.Count > 1100, $"{whole.Count} conjunctions are too few to be cut");
        using var call = service.Client.Screening.WatchScreening(new WatchScreeningRequest { Name = screening.Name }, cancellationToken: Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        var cursor = call.ResponseStream.Current.Cursor;
        var first = call.ResponseStream.Current.Conjunctions.Conjunctions;
        call.Dispose();
        var rest = new List<Conjunction>();
        using var second = service.Client.Screening.WatchScreening(new WatchScreeningRequest { Name = screening.Name, Cursor = cursor }, cancellationToken: Cancellation);
        await foreach (var news in second.ResponseStream.ReadAllAsync(Cancellation))
        {
            rest.AddRange(news.Conjunctions?.Conjunctions ?? []);
        }

        Assert.Equal(whole, first.Concat(rest));
    }

    [Theory]
    [InlineData(ConjunctionOrder.Tca)]
    [InlineData(ConjunctionOrder.MissDistance)]
    [InlineData(ConjunctionOrder.MaxProbability)]
    public async Task Pages_hold_every_conjunction_once_and_in_order(ConjunctionOrder order)
    {
        await using var service = await RunningService.Start();
        var screening = await Finished(service, new() { ThresholdKm = 30 });
        var whole = await service.Client.FollowAsync(screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
        var paged = await service.Client.ListConjunctionsAsync(new ListConjunctionsRequest { Parent = screening.Name, Order = order, PageSize = 7 }, Cancellation).ToListAsync(Cancellation);
        Assert.True(whole.Count > 50, $"{whole.Count}");
        var sorted = order switch
        {
            ConjunctionOrder.MissDistance => whole.OrderBy(row => row.MissDistanceKm).ToList(),
            ConjunctionOrder.MaxProbability => [.. whole.OrderBy(row => row.Risk.HasMaxProbability ? -row.Risk.MaxProbability : double.PositiveInfinity)],
            _ => whole,
        };
        Assert.Equal(sorted.Select(row => row.Name), paged.Select(row => row.Name));
    }

    [Fact]
    public async Task Conditions_select_as_they_say()
    {
        await using var service = await RunningService.Start();
        var screening = await Finished(service, new() { ThresholdKm = 30 });
        var whole = await service.Client.FollowAsync(screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
        var some = whole[whole.Count / 2];
        await Check(request => request.CatalogNumber = some.Second.CatalogNumber, row => row.First.CatalogNumber == some.Second.CatalogNumber || row.Second.CatalogNumber == some.Second.CatalogNumber);
        await Check(request => request.Owner = some.First.Owner, row => row.First.Owner == some.First.Owner || row.Second.Owner == some.First.Owner);
        await Check(request => request.MaxMissDistanceKm = some.MissDistanceKm, row => row.MissDistanceKm <= some.MissDistanceKm);
        await Check(request => request.MinMaxProbability = some.Risk.MaxProbability, row => row.Risk.HasMaxProbability && row.Risk.MaxProbability >= some.Risk.MaxProbability);
        await Check(request => request.TcaStartTime = some.Tca, row => row.Tca.ToInstant() >= some.Tca.ToInstant());
        await Check(request => request.TcaEndTime = some.Tca, row => row.Tca.ToInstant() < some.Tca.ToInstant());
        await Check(request => request.Kind = V1.ConjunctionKind.Minimum, row => row.Kind == V1.ConjunctionKind.Minimum);

        async Task Check(Action<ListConjunctionsRequest> condition, Func<Conjunction, bool> holds)
        {
            var request = new ListConjunctionsRequest { Parent = screening.Name, PageSize = 11 };
            condition(request);
            var found = await service.Client.ListConjunctionsAsync(request, Cancellation).ToListAsync(Cancellation);
            Assert.NotEmpty(found);
            Assert.Equal(whole.Where(holds).Select(row => row.Name), found.Select(row => row.Name));
        }
    }

    [Fact]
    public async Task A_conjunction_is_replayed_to_the_bit_and_rated()
    {
        await using var service = await RunningService.Start();
        var screening = await Finished(service, new() { Duration = Hours6, ThresholdKm = 20 });
        foreach (var row in await service.Client.FollowAsync(screening.Name, cancellation: Cancellation).Take(20).ToListAsync(Cancellation))
        {
            var replay = await service.Client.Screening.ReplayConjunctionAsync(new ReplayConjunctionRequest { Name = row.Name }, cancellationToken: Cancellation);
            Assert.Equal(row, replay.Conjunction);
            Assert.Equal(new Google.Protobuf.WellKnownTypes.Duration(), replay.TcaDifference);
            Assert.True(row.Risk.HasPc || row.Risk.Reason.Length > 0);
            if (row.Risk.HasPc)
            {
                var assessed = (await service.Client.Risk.AssessConjunctionAsync(new AssessConjunctionRequest { Name = row.Name }, cancellationToken: Cancellation)).Assessment;
                var plane = assessed.Results.Single(result => result.Method == "pc2d");
                Assert.Equal(RiskStatus.Ok, plane.Status);
                Assert.Equal(row.Risk.Pc, plane.Value, Math.Max(1e-300, 1e-6 * row.Risk.Pc));
            }
        }
    }

    [Fact]
    public async Task An_event_is_followed_from_screening_to_screening()
    {
        await using var service = await RunningService.Start();
        var one = await Finished(service, new() { Duration = Hours6, ThresholdKm = 20 });
        var other = await Finished(service, new() { Duration = Hours6, ThresholdKm = 30 });
        var row = (await service.Client.FollowAsync(one.Name, cancellation: Cancellation).ToListAsync(Cancellation)).First(row => row.Kind == V1.ConjunctionKind.Minimum);
        var history = await service.Client.Risk.GetEventHistoryAsync(
            new GetEventHistoryRequest { CatalogNumber1 = row.Second.CatalogNumber, CatalogNumber2 = row.First.CatalogNumber, NearTime = row.Tca }, cancellationToken: Cancellation);
        Assert.Equal([one.Name, other.Name], history.Records.Select(record => string.Join('/', record.Conjunction.Name.Split('/')[..2])).Distinct());
        Assert.All(history.Records, record => Assert.Equal(row.MissDistanceKm, record.Conjunction.MissDistanceKm));
        Assert.Equal((row.Tca.ToInstant() - row.First.Epoch.ToInstant()).TotalDays, history.Records[0].FirstAgeDays);
    }

    [Fact]
    public async Task A_screening_that_was_parked_goes_on_with_the_next_service_and_gives_the_same_list()
    {
        var folder = Directory.CreateTempSubdirectory("ssa-park-").FullName;
        try
        {
            var store = Path.Combine(folder, "store.db");
            var settings = new V1.ScreeningSettings { ThresholdKm = 30, Duration = Duration.FromDays(20).ToProtobuf() };
            string name;
            await using (var first = await RunningService.Start(store))
            {
                name = (await first.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation)).Screening.Name;
                await foreach (var row in first.Client.FollowAsync(name, cancellation: Cancellation))
                {
                    // The first rows are kept; most of the window is still to come.
                    Assert.StartsWith(name, row.Name, StringComparison.Ordinal);
                    break;
                }
            }

            await using var second = await RunningService.Start(store);
            V1.Screening? ended = null;
            var resumed = await second.Client.FollowAsync(name, new Reports<V1.Screening>(state => ended = state), Cancellation).ToListAsync(Cancellation);
            Assert.Equal(V1.ScreeningState.Succeeded, ended!.State);
            Assert.Equal(1, ended.ResumeCount);
            var whole = await Finished(second, settings);
            var uncut = await second.Client.FollowAsync(whole.Name, cancellation: Cancellation).ToListAsync(Cancellation);
            Assert.Equal(uncut.Select(WithoutScreening), resumed.Select(WithoutScreening));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        static Conjunction WithoutScreening(Conjunction row) => new(row) { Name = row.Name.Split('/')[^1] };
    }

    [Fact]
    public async Task A_cancelled_screening_stops_and_keeps_what_it_has()
    {
        await using var service = await RunningService.Start();
        var created = await service.Client.Screening.CreateScreeningAsync(
            new CreateScreeningRequest { Settings = new() { Duration = Duration.FromDays(366).ToProtobuf(), ThresholdKm = 20 } }, cancellationToken: Cancellation);
        V1.Screening? ended = null;
        var isAsked = false;
        var rows = new List<Conjunction>();
        await foreach (var row in service.Client.FollowAsync(created.Screening.Name, new Reports<V1.Screening>(state => ended = state), Cancellation))
        {
            rows.Add(row);
            if (!isAsked)
            {
                isAsked = true;
                await service.Client.Screening.CancelScreeningAsync(new CancelScreeningRequest { Name = created.Screening.Name }, cancellationToken: Cancellation);
            }
        }

        Assert.Equal(V1.ScreeningState.Cancelled, ended!.State);
        Assert.InRange(ended.Progress, 0, 0.9);
        Assert.Equal(ended.ConjunctionCount, rows.Count);
    }

    [Fact]
    public async Task Wrong_requests_are_refused_by_field()
    {
        await using var service = await RunningService.Start();
        await Refused(new() { ThresholdKm = -1 }, "settings.threshold_km");
        await Refused(new() { Duration = new() { Seconds = -5 } }, "settings.duration");
        await Refused(new() { Primaries = { "owner=" } }, "settings.primaries");
        await Refused(new() { Primaries = { "999999999" } }, "settings.primaries");
        await Refused(new() { Exclusions = { new V1.ExclusionRule() } }, "settings.exclusions[0]");
        await Refused(new() { Volume = new() { Shape = V1.VolumeShape.Box } }, "settings.volume");
        await Refused(new() { Snapshot = "snapshots/99" }, "settings.snapshot");
        await Refused(new() { MaxEvents = -1 }, "settings.max_events");
        await Refused(new() { StartTime = new() { Seconds = 1, Nanos = 1 } }, "settings.start_time");
        var missing = await Assert.ThrowsAsync<RpcException>(() => service.Client.Screening.GetScreeningAsync(new GetScreeningRequest { Name = "screenings/77" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(StatusCode.NotFound, missing.StatusCode);
        var token = await Assert.ThrowsAsync<RpcException>(() => service.Client.Catalog.ListObjectsAsync(new ListObjectsRequest { PageToken = "x" }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal("page_token", Assert.Single(token.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);

        async Task Refused(V1.ScreeningSettings settings, string field)
        {
            var fault = await Assert.ThrowsAsync<RpcException>(() => service.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation).ResponseAsync);
            Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
            Assert.Equal(field, Assert.Single(fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations).Field);
        }
    }

    private static async Task<V1.Screening> Finished(RunningService service, V1.ScreeningSettings settings)
    {
        var created = await service.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = settings }, cancellationToken: Cancellation);
        V1.Screening? ended = null;
        await foreach (var _ in service.Client.FollowAsync(created.Screening.Name, new Reports<V1.Screening>(state => ended = state), Cancellation))
        {
        }

        Assert.Equal(("", V1.ScreeningState.Succeeded), (ended!.ErrorMessage, ended.State));
        return ended;
    }

    private sealed class Reports<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
