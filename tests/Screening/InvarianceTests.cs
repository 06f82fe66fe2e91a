using CsCheck;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening.Tests;

/// <summary>What must not change the result: order of records, threads, steps, slabs, lane width, and where a window is split.</summary>
public class InvarianceTests
{
    private static readonly Gen<MeanElements[]> AnyPopulation = Gen.Select(Gen.Int[0, Populations.All.Count - 1], Gen.Int)
        .Select((kind, seed) => Populations.All.Values.ElementAt(kind)(new Random(seed), 30));

    private static readonly Gen<ScreeningSettings> AnySettings = Gen.Select(Gen.Long[0, 3_600_000_000], Gen.Long[60_000_000, 9_000_000_000], Gen.OneOf(2.0, 20, 90), Gen.Enum<Sgp4Mode>())
        .Select((offset, length, threshold, mode) => new ScreeningSettings
        {
            Start = Populations.Epoch + Duration.FromNanoseconds(offset * 1000),
            Duration = Duration.FromNanoseconds(length * 1000),
            ThresholdKm = threshold,
            Sgp4Mode = mode,
            Threads = 1,
        });

    [Fact]
    public void The_order_of_the_records_changes_nothing() =>
        Gen.Select(AnyPopulation, AnySettings, Gen.Int).Sample((objects, settings, seed) =>
        {
            var shuffled = objects.ToArray();
            new Random(seed).Shuffle(shuffled);
            Row.AssertSame(Row.Screen(objects, settings), Row.Screen(shuffled, settings), "permuted");
        }, iter: 30, threads: 1);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_number_of_threads_changes_nothing(int threads) =>
        Gen.Select(AnyPopulation, AnySettings).Sample(
            (objects, settings) => Row.AssertSame(Row.Screen(objects, settings), Row.Screen(objects, settings with { Threads = threads, StepsPerSlab = 7 }), $"{threads} threads"),
            iter: 20, threads: 1);

    [Fact]
    public void Steps_and_slabs_change_nothing() =>
        Gen.Select(AnyPopulation, AnySettings, Gen.OneOf(37.0, 60, 97, 120, 200, 300), Gen.OneOf(1, 7, 45)).Sample((objects, settings, step, slab) =>
        {
            var usual = Screener.Screen(objects, settings);
            var other = Screener.Screen(objects, settings with { StepSeconds = step, StepsPerSlab = slab });
            Row.AssertSame(Row.Of(usual), Row.Of(other), $"step {step} s, {slab} a slab");
            Assert.Equal(usual.Refusals, other.Refusals);
        }, iter: 60, threads: 1);

    [Theory]
    [InlineData(LaneWidth.Scalar)]
    [InlineData(LaneWidth.Wide256)]
    [InlineData(LaneWidth.Wide512)]
    public void The_lane_width_changes_no_bit(LaneWidth width) =>
        Gen.Select(AnyPopulation, AnySettings).Sample(
            (objects, settings) => Row.AssertSame(Row.Screen(objects, settings), Row.Of(Screener.Screen(objects, settings, null, width)), $"{width}"), iter: 20, threads: 1);

    [Fact]
    public void The_minima_of_two_halves_of_a_window_are_those_of_the_whole() =>
        Gen.Select(AnyPopulation, AnySettings, Gen.Double[0, 1], Gen.Int[0, 2]).Sample((objects, settings, share, where) =>
        {
            // Anywhere; at a multiple of two minutes; or a few microseconds beside one.
            var micros = (long)(settings.Duration.TotalNanoseconds / 1000);
            var cut = settings.Start + Duration.FromNanoseconds(1000 * (long)(share * micros));
            if (where > 0)
            {
                cut = Instant.FromUnixTimeSeconds(cut.ToUnixTimeSeconds() / 120 * 120) + Duration.FromNanoseconds(where == 1 ? 0 : 3000);
            }

            SplitAndCompare(objects, settings, cut);
        }, iter: 60, threads: 1);

    [Fact]
    public void A_window_may_be_split_at_an_encounter_itself()
    {
        foreach (var kind in new[] { "a train with millimetres per second of drift", "a geosynchronous slot", "low orbits of one shell", "equatorial, both directions" })
        {
            var objects = Populations.All[kind](new Random(5), 30);
            var settings = new ScreeningSettings { Start = Populations.Epoch, Duration = Duration.FromHours(2), ThresholdKm = 40, Threads = 1 };
            var minima = Row.Screen(objects, settings).Where(row => row.Kind == CloseApproachKind.Minimum).ToList();
            Assert.NotEmpty(minima);
            foreach (var row in minima.Where((_, i) => i % Math.Max(1, minima.Count / 6) == 0))
            {
                foreach (var micros in new[] { -1, 0, 1 })
                {
                    SplitAndCompare(objects, settings, row.Tca + Duration.FromNanoseconds(1000 * micros));
                }
            }
        }
    }

    [Fact]
    public void A_larger_threshold_loses_no_minimum_and_moves_none() =>
        Gen.Select(AnyPopulation, AnySettings, Gen.Double[1, 5]).Sample((objects, settings, factor) =>
        {
            var larger = Row.Screen(objects, settings with { ThresholdKm = settings.ThresholdKm * factor });
            var smaller = Row.Screen(objects, settings);

            // START and STOP follow the threshold; all else is the pair's.
            Row.AssertSame(
                [.. smaller.Select(row => row with { Start = null, Stop = null })],
                [.. larger.Where(row => row.RangeKm <= settings.ThresholdKm).Select(row => row with { Start = null, Stop = null })],
                $"threshold times {factor}");
        }, iter: 30, threads: 1);

    [Fact]
    public void Swapped_numbers_mirror_a_pair() =>
        Gen.Select(AnyPopulation, AnySettings).Sample((objects, settings) =>
        {
            var mirrored = objects.Select(set => set with { Number = new CatalogNumber(1000 - set.Number.Value) }).ToArray();
            var there = Row.Screen(objects, settings).Select(row => (row.First, row.Second, row.Kind, row.Tca, row.RangeKm)).ToHashSet();
            var back = Row.Screen(mirrored, settings).Select(row => (1000 - row.Second, 1000 - row.First, row.Kind, row.Tca, row.RangeKm)).ToHashSet();
            Assert.Equal(there.Order(), back.Order());
        }, iter: 20, threads: 1);

    private static void SplitAndCompare(MeanElements[] objects, ScreeningSettings settings, Instant cut)
    {
        var end = settings.Start + settings.Duration;
        if (cut <= settings.Start || cut >= end)
        {
            return;
        }

        Row[] halves =
        [
            .. Row.Screen(objects, settings with { Duration = cut - settings.Start }),
            .. Row.Screen(objects, settings with { Start = cut, Duration = end - cut }),
        ];
        Row.AssertSame(
            [.. Row.Screen(objects, settings).Where(IsMinimum)], [.. halves.Where(IsMinimum)], $"split at {cut:uuuu-MM-dd'T'HH:mm:ss.ffffff}");

        static bool IsMinimum(Row row) => row.Kind == CloseApproachKind.Minimum;
    }
}
