using CsCheck;
using NodaTime;

namespace Ssa.Screening.Tests;

public class PairSelectionTests
{
    private static readonly ScreeningSettings Settings = new() { Start = Populations.Epoch, Duration = Duration.FromHours(2), ThresholdKm = 40, Threads = 1 };

    [Fact]
    public void Primaries_against_secondaries_is_a_filter_of_all_against_all() =>
        Gen.Select(Gen.Int[0, Populations.All.Count - 1], Gen.Int, Gen.Bool.Array[30], Gen.Bool.Array[30]).Sample((kind, seed, isPrimary, isSecondary) =>
        {
            var objects = Populations.All.Values.ElementAt(kind)(new Random(seed), 30);
            var rows = Row.Screen(objects, Settings, new PairSelection(isPrimary, isSecondary));
            var filtered = Row.Screen(objects, Settings).Where(row => IsWanted(row.First - 1, row.Second - 1) || IsWanted(row.Second - 1, row.First - 1));
            Assert.Equal(
                filtered.Select(row => (Math.Min(row.First, row.Second), Math.Max(row.First, row.Second), row.Kind, row.Tca, row.RangeKm)).Order(),
                rows.Select(row => (Math.Min(row.First, row.Second), Math.Max(row.First, row.Second), row.Kind, row.Tca, row.RangeKm)).Order());

            // The first object is the primary where only one is, else the lower number.
            Assert.All(rows, row =>
            {
                var (a, b) = (isPrimary[row.First - 1], isPrimary[row.Second - 1]);
                Assert.True(a == b ? row.First < row.Second : a);
            });

            bool IsWanted(int a, int b) => isPrimary[a] && isSecondary[b];
        }, iter: 30, threads: 1);

    [Fact]
    public void A_few_primaries_are_a_filter_of_all_against_all_too() =>
        Gen.Select(Gen.Int[0, Populations.All.Count - 1], Gen.Int, Gen.Int[1, 2], Gen.Bool).Sample((kind, seed, few, areSecondaries) =>
        {
            // Of 80 objects one or two are looked around one by one instead of sweeping all.
            const int count = 80;
            var objects = Populations.All.Values.ElementAt(kind)(new Random(seed), count);
            bool[] isFew = [.. Enumerable.Range(0, count).Select(i => i % (count / few) == 7 && i / (count / few) < few)];
            bool[] all = [.. Enumerable.Repeat(true, count)];
            var settings = Settings with { ThresholdKm = 20, Duration = Duration.FromHours(1) };
            var rows = Row.Screen(objects, settings, areSecondaries ? new PairSelection(all, isFew) : new PairSelection(isFew, all));
            var filtered = Row.Screen(objects, settings).Where(row => isFew[row.First - 1] || isFew[row.Second - 1]);
            Assert.Equal(
                filtered.Select(row => (Math.Min(row.First, row.Second), Math.Max(row.First, row.Second), row.Kind, row.Tca, row.RangeKm)).Order(),
                rows.Select(row => (Math.Min(row.First, row.Second), Math.Max(row.First, row.Second), row.Kind, row.Tca, row.RangeKm)).Order());
        }, iter: 24, threads: 1);

    [Fact]
    public void A_primary_with_the_higher_number_comes_first_and_sees_the_other_in_its_own_frame()
    {
        var objects = Populations.All["low orbits of one shell"](new Random(3), 40);
        var settings = Settings with { Duration = Duration.FromHours(6), ThresholdKm = 60 };
        var usual = Row.Screen(objects, settings).First(row => row.Kind == CloseApproachKind.Minimum);
        var isPrimary = objects.Select(set => set.Number.Value == usual.Second).ToArray();
        var swapped = Row.Screen(objects, settings, new PairSelection(isPrimary, [.. objects.Select(_ => true)])).Single(row => row.Tca == usual.Tca && row.Second == usual.First);
        Assert.Equal(usual.Second, swapped.First);
        Assert.Equal(usual.RangeKm, swapped.RangeKm);
        Assert.Equal(usual.Speed, swapped.Speed);

        // Radial is radial for both up to the small angle between them, with the sign turned round.
        Assert.Equal(-usual.R, swapped.R, usual.RangeKm * usual.RangeKm / 6000);
    }

    [Fact]
    public void A_selection_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Screener.Screen(
            Populations.All["Molniya"](new Random(1), 3), Settings, new PairSelection([true], [true]), cancellation: TestContext.Current.CancellationToken));
}
