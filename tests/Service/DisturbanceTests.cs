using NodaTime;
using Ssa.Client;
using Ssa.V1;

namespace Ssa.Service.Tests;

/// <summary>Clocks that jump, and readers that do not read.</summary>
public sealed class DisturbanceTests
{
    private static readonly ScreeningSettings Long = new() { Duration = Duration.FromDays(40).ToProtobuf(), ThresholdKm = 30 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jumps_of_the_clock_lose_and_double_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("ssa-clock-").FullName;
        try
        {
            // Two services on one store, whose clocks are far apart and jump: each may take the other's lease for ended, again and again.
            var store = Path.Combine(folder, "store.db");
            var (early, late) = (new JumpingClock(), new JumpingClock());
            await using var one = await RunningService.Start(store, clock: early);
            await using var other = await RunningService.Start(store, clock: late);
            var created = await one.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = Long }, cancellationToken: Cancellation);
            V1.Screening? ended = null;
            var jumps = new[] { Duration.FromHours(5), -Duration.FromDays(2), Duration.FromDays(400), -Duration.FromHours(1) };
            var rows = new List<Conjunction>();
            var next = 0;
            await foreach (var row in one.Client.FollowAsync(created.Screening.Name, new Reports<V1.Screening>(state => ended = state), Cancellation))
            {
                rows.Add(row);
                if (rows.Count % 100 == 0 && next < 12)
                {
                    (next % 2 == 0 ? late : early).Jump(jumps[next % jumps.Length]);
                    next++;
                }
            }

            Assert.Equal(ScreeningState.Succeeded, ended!.State);
            Assert.Equal(ended.ConjunctionCount, rows.Count);
            await using var undisturbed = await RunningService.Start();
            var again = await undisturbed.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = Long }, cancellationToken: Cancellation);
            Assert.Equal(await undisturbed.Client.FollowAsync(again.Screening.Name, cancellation: Cancellation).ToListAsync(Cancellation), rows);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_reader_that_does_not_read_stalls_nobody_and_misses_nothing()
    {
        await using var service = await RunningService.Start();
        var created = await service.Client.Screening.CreateScreeningAsync(new CreateScreeningRequest { Settings = Long }, cancellationToken: Cancellation);
        var slow = Enumerable.Range(0, 5).Select(_ => service.Client.Screening.WatchScreening(new WatchScreeningRequest { Name = created.Screening.Name }, cancellationToken: Cancellation)).ToArray();
        try
        {
            // The run ends, and another reader has its whole list, while the slow ones hold their streams open.
            var rows = await service.Client.FollowAsync(created.Screening.Name, cancellation: Cancellation).ToListAsync(Cancellation);
            Assert.NotEmpty(rows);
            foreach (var reader in slow)
            {
                var seen = new List<Conjunction>();
                while (await reader.ResponseStream.MoveNext(Cancellation))
                {
                    seen.AddRange(reader.ResponseStream.Current.Conjunctions?.Conjunctions ?? []);
                }

                Assert.Equal(rows, seen);
            }
        }
        finally
        {
            foreach (var reader in slow)
            {
                reader.Dispose();
            }
        }
    }

    private sealed class JumpingClock : IClock
    {
        private long _offsetTicks;

        public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + Duration.FromTicks(Interlocked.Read(ref _offsetTicks));

        public void Jump(Duration by) => Interlocked.Add(ref _offsetTicks, (long)by.TotalTicks);
    }

    private sealed class Reports<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
