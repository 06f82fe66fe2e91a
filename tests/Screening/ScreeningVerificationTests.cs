using NodaTime;
using Ssa.Catalog;

namespace Ssa.Screening.Tests;

/// <summary>The self-check: it passes where it should, and it can fail.</summary>
public class ScreeningVerificationTests
{
    private static readonly ScreeningSettings Usual = new()
    {
        Start = Populations.Epoch + Duration.FromSeconds(77),
        Duration = Duration.FromHours(3),
        ThresholdKm = 40,
        Threads = 2,
    };

    public static TheoryData<string> Kinds => [.. Populations.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_variant_gives_the_identical_list(string kind)
    {
        var result = Screener.Screen(Populations.All[kind](new Random(21), 20), Usual with { ThresholdKm = 150, Duration = Duration.FromMinutes(95) }, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(result.Approaches);
        AssertIdentical(result, ["steps of 60 s", "cells moved by 0.382 of their size"]);
    }

    [Fact]
    public void The_bundled_sample_is_verified_with_a_selection_of_pairs_too()
    {
        var objects = BundledSample.Read().Batch.Accepted;
        var isPrimary = objects.Select((_, i) => i % 3 == 0).ToArray();
        var pairs = new PairSelection(isPrimary, [.. isPrimary.Select(x => !x)]);
        var result = Screener.Screen(
            objects, new ScreeningSettings { Start = EpochRule.Of(objects), ThresholdKm = 15 }, pairs, cancellation: TestContext.Current.CancellationToken);
        Assert.NotEmpty(result.Approaches);
        AssertIdentical(result, ["steps of 60 s", "cells moved by 0.382 of their size"], pairs);
    }

    [Theory]
    [InlineData(300, "steps of 150 s")]
    [InlineData(1.5, "steps of 3 s")]
    [InlineData(1, "steps of 2 s")]
    public void The_other_step_stays_within_the_bounds_of_the_settings(double stepSeconds, string change)
    {
        var settings = Usual with { Duration = Duration.FromMinutes(5), StepSeconds = stepSeconds, MaxEvents = 400 };
        var result = Screener.Screen(Populations.All["a geosynchronous slot"](new Random(4), 40), settings, cancellation: TestContext.Current.CancellationToken);
        AssertIdentical(result, [change, "cells moved by 0.382 of their size"]);
    }

    [Fact]
    public void A_row_that_the_list_lacks_is_found_in_every_variant()
    {
        var result = Screener.Screen(Populations.All["navigation shell"](new Random(2), 40), Usual, cancellation: TestContext.Current.CancellationToken);
        var lost = result.Approaches[result.Approaches.Count / 2];

        // As many rows as the list has are allowed: one more is what the check must be able to find.
        var faulty = result with
        {
            Approaches = [.. result.Approaches.Where(row => row != lost)],
            Settings = Usual with { MaxEvents = result.Approaches.Count - 1 },
        };
        var verified = ScreeningVerification.Run(faulty, Again(faulty), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, verified.Count);
        Assert.All(verified, variant => Assert.Equal(new RowDifference(lost, IsMissing: false), Assert.Single(variant.Differences)));
    }

    [Fact]
    public void Lists_are_compared_to_the_last_bit()
    {
        var row = Row(0, 1, 10);
        CloseApproach[] list = [Row(2, 3, 5), row, Row(1, 2, 10), Row(4, 5, 20)];
        Assert.Empty(Compare(list));
        Assert.Equal([(row, true)], Compare([list[0], .. list[2..]]));
        Assert.Equal([(list[3], true)], Compare(list[..3]));
        Assert.Equal(list.Select(x => (x, true)), Compare([]));
        var extra = Row(3, 4, 21);
        Assert.Equal([(extra, false)], Compare([.. list, extra]));
        Assert.Equal([(row, false)], Compare([.. list[..2], .. list[1..]]));
        Assert.Equal([(row, true), (list[2], false)], Compare([list[0], list[2], row, list[3]]));

        foreach (var changed in new[]
        {
            row with { Tca = row.Tca + Duration.FromNanoseconds(1000) },
            row with { Tca = row.Tca - Duration.FromNanoseconds(1000) },
            row with { Kind = CloseApproachKind.WindowStart },
            row with { Second = 2 },
            row with { RangeKm = Math.BitIncrement(row.RangeKm) },
            row with { RelativeSpeedKmPerS = Math.BitDecrement(row.RelativeSpeedKmPerS) },
            row with { RadialKm = -row.RadialKm },
            row with { TransverseKm = double.Epsilon },
            row with { NormalKm = double.NaN },
            row with { Start = null },
            row with { Stop = row.Stop + Duration.FromNanoseconds(1) },
        })
        {
            CloseApproach[] other = [.. list];
            other[1] = changed;
            Assert.Equal([(row, true), (changed, false)], Compare(other).OrderByDescending(x => x.IsMissing));
        }

        List<(CloseApproach Row, bool IsMissing)> Compare(CloseApproach[] other) =>
            [.. ListComparison.Compare(list, other, TestContext.Current.CancellationToken).Select(x => (x.Row, x.IsMissing))];
    }

    [Fact]
    public void Progress_goes_through_all_variants_and_a_cancelled_token_ends_the_check()
    {
        var result = Screener.Screen(
            Populations.All["navigation shell"](new Random(2), 20), Usual with { StepsPerSlab = 5, Threads = 1 }, cancellation: TestContext.Current.CancellationToken);
        var reports = new Reports();
        ScreeningVerification.Run(result, Again(result), reports, TestContext.Current.CancellationToken);
        Assert.Equal(reports.Done.Order(), reports.Done);
        Assert.Contains(0.5, reports.Done);
        Assert.Equal(1, reports.Done[^1]);

        using var source = new CancellationTokenSource();
        reports.Done.Clear();
        reports.Then = () => source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ScreeningVerification.Run(result, Again(result), reports, source.Token));
        Assert.Single(reports.Done);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_shift_outside_its_range_is_refused(double shift) =>
        Assert.Contains("BroadShift", Assert.Throws<ArgumentException>((Usual with { BroadShift = shift }).Validate).Message, StringComparison.Ordinal);

    private static void AssertIdentical(ScreeningResult result, string[] changes, PairSelection? pairs = null)
    {
        var verified = ScreeningVerification.Run(result, Again(result, pairs), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(changes, verified.Select(variant => variant.Change));
        Assert.All(verified, variant => Assert.Empty(variant.Differences));
    }

    private static Func<ScreeningSettings, IProgress<ScreeningProgress>?, CancellationToken, ScreeningResult> Again(ScreeningResult result, PairSelection? pairs = null) =>
        (settings, progress, cancellation) =>
        {
            Assert.NotEqual((result.Settings.StepSeconds, result.Settings.BroadShift), (settings.StepSeconds, settings.BroadShift));
            return Screener.Screen(result.Objects, settings, pairs, progress, cancellation: cancellation);
        };

    private static CloseApproach Row(int first, int second, double seconds) => new()
    {
        First = first,
        Second = second,
        Kind = CloseApproachKind.Minimum,
        Tca = Populations.Epoch + Duration.FromSeconds(seconds),
        RangeKm = 1.5,
        RelativeSpeedKmPerS = 3,
        RadialKm = 0,
        TransverseKm = -0.0,
        NormalKm = 1.5,
        Start = Populations.Epoch,
        Stop = Populations.Epoch + Duration.FromSeconds(30),
    };

    private sealed class Reports : IProgress<ScreeningProgress>
    {
        public List<double> Done { get; } = [];

        public Action? Then { get; set; }

        public void Report(ScreeningProgress value)
        {
            Done.Add(value.Done);
            Then?.Invoke();
        }
    }
}
