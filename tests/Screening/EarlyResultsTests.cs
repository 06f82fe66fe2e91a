using System.Collections;
using System.Diagnostics;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;

namespace Ssa.Screening.Tests;

/// <summary>Rows that come before the run has ended, and runs that are ended before they are through.</summary>
public class EarlyResultsTests
{
    private static readonly ScreeningSettings Usual = new()
    {
        Start = Populations.Epoch,
        Duration = Duration.FromHours(6),
        ThresholdKm = 40,
        StepsPerSlab = 5,
        Threads = 1,
    };

    private static readonly MeanElements[] Shell = Populations.All["equatorial, both directions"](new Random(8), 30);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_batches_one_after_another_are_the_result(int threads)
    {
        var batches = new List<IReadOnlyList<CloseApproach>>();
        var inside = 0;
        var result = Screener.Screen(
            Shell,
            Usual with { Threads = threads },
            onRows: batch =>
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                Assert.All(batch.Rows, row => Assert.True(row.Tca < (batch.CompleteUntil ?? Instant.MaxValue)));
                batches.Add(batch.Rows);
                Interlocked.Decrement(ref inside);
            },
            cancellation: TestContext.Current.CancellationToken);
        Assert.True(batches.Count > 10, $"{batches.Count} batches");
        Assert.Equal(result.Approaches, batches.SelectMany(batch => batch));
        var keys = result.Approaches.Select(row => (row.Tca, row.First, row.Second, row.Kind)).ToList();
        Assert.Equal(keys.Order(), keys);
    }

    [Fact]
    public void A_batch_comes_as_soon_as_its_slabs_are_done()
    {
        // 36 slabs of ten minutes; a report follows each, with one thread in their order.
        var done = 0.0;
        var last = Usual.Start;
        Screener.Screen(
            Shell,
            Usual,
            progress: new Reports(report => done = report.Done),
            onRows: batch =>
            {
                // What a slab holds back is what its successor may still find: rows in the seconds before their seam.
                last = batch.CompleteUntil ?? (Usual.Start + Usual.Duration);
                Assert.InRange(last - Usual.Start, (done * Usual.Duration) - Duration.FromSeconds(10), ((done + (1 / 36.0)) * Usual.Duration) + Duration.FromSeconds(1));
            },
            cancellation: TestContext.Current.CancellationToken);
        Assert.True(last > Usual.Start + (0.9 * Usual.Duration));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public void A_run_that_was_cut_anywhere_goes_on_to_the_same_list(bool isVolume, int threads)
    {
        var settings = Usual with { Threads = threads, Volume = isVolume ? ScreeningVolume.Box(20, 40, 40) : null };
        var twin = Shell[0] with { Number = new CatalogNumber(99_999) };
        var batches = new List<FinalRows>();
        var whole = Screener.Screen([.. Shell, twin], settings, onRows: batches.Add, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(whole.Approaches, row => row.Kind == CloseApproachKind.WindowStart);
        Assert.Null(batches[^1].CompleteUntil);
        var kept = new List<CloseApproach>();
        foreach (var batch in batches.SkipLast(1))
        {
            kept.AddRange(batch.Rows);
            var rest = Screener.Screen([.. Shell, twin], settings, known: new KnownRows(batch.CompleteUntil!.Value, kept.Count), cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(whole.Approaches, kept.Concat(rest.Approaches));
            Assert.Equal(whole.Refusals, rest.Refusals);
        }
    }

    [Fact]
    public void Known_rows_count_towards_the_limit()
    {
        var batches = new List<FinalRows>();
        var whole = Screener.Screen(Shell, Usual, onRows: batches.Add, cancellation: TestContext.Current.CancellationToken);
        var known = new KnownRows(batches[9].CompleteUntil!.Value, batches.Take(10).Sum(batch => batch.Rows.Count));
        var enough = Usual with { MaxEvents = whole.Approaches.Count };
        Assert.Equal(whole.Approaches.Count - known.Count, Screener.Screen(Shell, enough, known: known, cancellation: TestContext.Current.CancellationToken).Approaches.Count);
        Assert.Throws<TooManyEventsException>(() => Screener.Screen(
            Shell, enough with { MaxEvents = enough.MaxEvents - 1 }, known: known, cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_receiver_that_has_seen_enough_ends_the_run(int threads)
    {
        using var source = new CancellationTokenSource();
        var batches = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Screener.Screen(
            Shell,
            Usual with { Threads = threads },
            onRows: _ =>
            {
                batches++;
                LetOthersCatchUp();
                source.Cancel();
            },
            cancellation: source.Token));
        Assert.Equal(1, batches);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_receiver_that_fails_ends_the_run_with_its_own_error(int threads)
    {
        var batches = 0;
        Assert.Throws<InvalidTimeZoneException>(() => Screener.Screen(
            Shell,
            Usual with { Threads = threads },
            onRows: _ =>
            {
                batches++;
                LetOthersCatchUp();
                throw new InvalidTimeZoneException();
            },
            cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(1, batches);
    }

    [Fact]
    public void Initialisation_stops_at_the_next_objects()
    {
        using var source = new CancellationTokenSource();
        var objects = new Watched(SyntheticPopulation.Make(20_000, 1, Populations.Epoch));

        // The first pass reads the numbers; the second initialises.
        objects.OnAccess = count =>
        {
            if (count == objects.Count + 100)
            {
                source.Cancel();
            }
            else if (count > objects.Count + 100)
            {
                // However slowly the one that cancels does so: nobody gets ahead of it.
                SpinWait.SpinUntil(() => source.IsCancellationRequested);
            }
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Screener.Screen(objects, Usual, cancellation: source.Token));
        Assert.InRange(objects.Accesses, objects.Count + 100, objects.Count + 2000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_of_many_minutes_ends_soon_after_it_is_cancelled(bool isSwarm)
    {
        // A year of a population, or of a swarm with half a million pairs in every step; the bound is generous, as machines may be busy.
        var objects = isSwarm
            ? [.. Enumerable.Range(0, 1000).Select(k => Populations.Orbit(6878, 0.001, 51.6, 10, 20, 30 + (1e-4 * k), 1e-4, k + 1))]
            : SyntheticPopulation.Make(20_000, 1, Populations.Epoch);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        var clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => Screener.Screen(
            objects, new ScreeningSettings { Start = Populations.Epoch, Duration = Duration.FromDays(366) }, cancellation: source.Token));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    /// <summary>Other threads finish their slabs meanwhile and wait to hand them on: they must not do so after the run's end.</summary>
    private static void LetOthersCatchUp() => Thread.Sleep(50);

    private sealed class Reports(Action<ScreeningProgress> take) : IProgress<ScreeningProgress>
    {
        public void Report(ScreeningProgress value) => take(value);
    }

    /// <summary>Objects that count how often they are asked for.</summary>
    private sealed class Watched(IReadOnlyList<MeanElements> objects) : IReadOnlyList<MeanElements>
    {
        private int _accesses;

        public int Accesses => _accesses;

        public Action<int>? OnAccess { get; set; }

        public int Count => objects.Count;

        public MeanElements this[int index]
        {
            get
            {
                OnAccess?.Invoke(Interlocked.Increment(ref _accesses));
                return objects[index];
            }
        }

        public IEnumerator<MeanElements> GetEnumerator() => objects.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
