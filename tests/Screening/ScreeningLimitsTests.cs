using NodaTime;
using Ssa.Propagation;
using Ssa.Screening.Tests.Oracle;

namespace Ssa.Screening.Tests;

public class ScreeningLimitsTests
{
    private static readonly ScreeningSettings Usual = new() { Start = Populations.Epoch, Duration = Duration.FromHours(1), ThresholdKm = 20, Threads = 1 };

    private static readonly MeanElements[] Train = Populations.All["a train with millimetres per second of drift"](new Random(3), 20);

    public static TheoryData<string, ScreeningSettings> Refused => new()
    {
        { "ThresholdKm", Usual with { ThresholdKm = 0 } },
        { "ThresholdKm", Usual with { ThresholdKm = -1 } },
        { "ThresholdKm", Usual with { ThresholdKm = double.NaN } },
        { "ThresholdKm", Usual with { ThresholdKm = 500.1 } },
        { "Duration", Usual with { Duration = Duration.Zero } },
        { "Duration", Usual with { Duration = Duration.FromDays(367) } },
        { "Duration", Usual with { Duration = Duration.FromNanoseconds(1500) } },
        { "Start", Usual with { Start = Instant.FromUtc(1949, 12, 31, 0, 0) } },
        { "Start", Usual with { Start = Instant.FromUtc(2200, 1, 2, 0, 0) } },
        { "Start", Usual with { Start = Populations.Epoch + Duration.FromNanoseconds(1) } },
        { "StepSeconds", Usual with { StepSeconds = 0.5 } },
        { "StepSeconds", Usual with { StepSeconds = 301 } },
        { "StepSeconds", Usual with { StepSeconds = double.NaN } },
        { "StepsPerSlab", Usual with { StepsPerSlab = 0 } },
        { "MaxEvents", Usual with { MaxEvents = 0 } },
        { "Threads", Usual with { Threads = -1 } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_setting_outside_its_range_is_refused_by_name(string name, ScreeningSettings settings)
    {
        var fault = Assert.Throws<ArgumentException>(() => Screen(Train, settings));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_and_one_object_have_no_close_approach()
    {
        Assert.Empty(Screen([], Usual).Approaches);
        Assert.Empty(Screen([], Usual).Refusals);
        Assert.Empty(Screen([Train[0]], Usual).Approaches);
    }

    [Fact]
    public void A_window_of_a_second_or_a_microsecond_has_its_edges()
    {
        Assert.True(Verdict.Check(Train, Usual with { Duration = Duration.FromSeconds(1) }) > 0);
        var rows = Screen(Train, Usual with { Duration = Duration.FromNanoseconds(1000) }).Approaches;
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.InRange(row.Tca, Usual.Start, Usual.Start + Duration.FromNanoseconds(1000)));
    }

    [Theory]
    [InlineData(-3650)]
    [InlineData(-30)]
    [InlineData(40)]
    [InlineData(3650)]
    [InlineData(14_600)]
    public void A_window_long_before_or_after_the_epochs_is_screened_as_any_other(int days)
    {
        var objects = Populations.All["low orbits of one shell"](new Random(2), 40).Select(set => set with { BStarPerEarthRadius = 0 }).ToArray();
        Verdict.Check(objects, Usual with { Start = Usual.Start + Duration.FromDays(days), Duration = Duration.FromHours(3), ThresholdKm = 60 });
    }

    [Fact]
    public void An_object_that_SGP4_refuses_all_the_time_is_listed_and_the_rest_is_screened()
    {
        var refused = Populations.Orbit(6300, 0.001, 50, 0, 0, 0, 0, 900);
        var without = Row.Screen(Train, Usual);
        MeanElements[] objects = [refused, .. Train];
        var result = Screen(objects, Usual);
        Row.AssertSame(without, Row.Of(result), "with a refused object");
        var refusal = Assert.Single(result.Refusals);
        Assert.Equal((0, PropagationStatus.Decayed, Usual.Start, true), (refusal.ObjectIndex, refusal.Status, refusal.First, refusal.WholeWindow));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(129)]
    [InlineData(135)]
    public void Refusals_do_not_depend_on_steps_and_slabs(int seed)
    {
        // Populations with an object whose dip below the surface is shorter than a step, among others.
        var random = new Random(seed);
        var objects = Populations.All["dipping below the surface"](random, 40);
        var settings = Usual with
        {
            Start = Populations.Epoch + Duration.FromNanoseconds(1000 * random.NextInt64(3_600_000_000)),
            Duration = Duration.FromNanoseconds(1000 * random.NextInt64(60_000_000, 9_000_000_000)),
        };
        var usual = Screen(objects, settings).Refusals;
        Assert.NotEmpty(usual);
        foreach (var (step, slab) in new[] { (37.0, 1), (60, 45), (97, 7), (200, 7), (300, 45) })
        {
            Assert.Equal(usual, Screen(objects, settings with { StepSeconds = step, StepsPerSlab = slab }).Refusals);
        }
    }

    [Fact]
    public void More_events_than_the_limit_are_refused_and_as_many_as_the_limit_are_not()
    {
        var count = Screen(Train, Usual).Approaches.Count;
        Assert.True(count > 10);
        Assert.Equal(count, Screen(Train, Usual with { MaxEvents = count }).Approaches.Count);
        var refusal = Assert.Throws<TooManyEventsException>(() => Screen(Train, Usual with { MaxEvents = count - 1 }));
        Assert.Equal(count - 1, refusal.Limit);
        Assert.Throws<TooManyEventsException>(() => Screen(Train, Usual with { MaxEvents = 1, StepsPerSlab = 1 }));
    }

    [Fact]
    public void The_limit_counts_rows_and_not_how_often_neighbouring_slabs_find_them()
    {
        var count = Screen(Train, Usual).Approaches.Count;
        Assert.Equal(count, Screen(Train, Usual with { MaxEvents = count, StepSeconds = 20, StepsPerSlab = 1 }).Approaches.Count);
    }

    [Fact]
    public void The_largest_limit_is_no_limit() =>
        Assert.NotEmpty(Screen(Train, Usual with { MaxEvents = long.MaxValue }).Approaches);

    [Fact]
    public void A_token_that_is_cancelled_on_the_way_ends_the_run()
    {
        using var source = new CancellationTokenSource();
        var progress = new Cancelling(source);
        Assert.ThrowsAny<OperationCanceledException>(() => Screener.Screen(
            Train, Usual with { Duration = Duration.FromDays(30), StepsPerSlab = 5 }, progress: progress, cancellation: source.Token));
        Assert.InRange(progress.Reports, 1, 20);
    }

    [Fact]
    public void A_token_that_is_cancelled_already_ends_the_run_before_it_begins()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Screener.Screen(Train, Usual, cancellation: source.Token));
    }

    [Fact]
    public void Progress_comes_to_its_end()
    {
        var reports = new List<ScreeningProgress>();
        var result = Screener.Screen(
            Train, Usual with { StepsPerSlab = 5 }, progress: new Collecting(reports), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(1, reports[^1].Done);
        Assert.Equal(reports.Select(r => r.Done).Order(), reports.Select(r => r.Done));
        Assert.True(reports[^1].Found >= result.Approaches.Count);
    }

    private static ScreeningResult Screen(IReadOnlyList<MeanElements> objects, ScreeningSettings settings) =>
        Screener.Screen(objects, settings, cancellation: TestContext.Current.CancellationToken);

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<ScreeningProgress>
    {
        public int Reports { get; private set; }

        public void Report(ScreeningProgress value)
        {
            Reports++;
            source.Cancel();
        }
    }

    private sealed class Collecting(List<ScreeningProgress> reports) : IProgress<ScreeningProgress>
    {
        public void Report(ScreeningProgress value) => reports.Add(value);
    }
}
