using NodaTime;
using Ssa.Propagation;

namespace Ssa.Screening.Tests;

/// <summary>A close approach with catalogue numbers in place of indices, so that lists of differently ordered catalogues compare.</summary>
internal readonly record struct Row(
    int First, int Second, CloseApproachKind Kind, Instant Tca, double RangeKm, double Speed, double R, double T, double N, Instant? Start, Instant? Stop)
{
    public static Row[] Of(ScreeningResult result) =>
    [
        .. result.Approaches.Select(a => new Row(
            NumberOf(result, a.First), NumberOf(result, a.Second), a.Kind, a.Tca, a.RangeKm, a.RelativeSpeedKmPerS,
            a.RadialKm, a.TransverseKm, a.NormalKm, a.Start, a.Stop)),
    ];

    /// <summary>The catalogue number; of an ephemeris without one, minus its place among the ephemerides, from 1.</summary>
    public static int NumberOf(ScreeningResult result, int index) => result.ObjectAt(index).Number?.Value ?? result.Objects.Count - index - 1;

    public static Row[] Screen(IReadOnlyList<MeanElements> objects, ScreeningSettings settings, PairSelection? pairs = null) =>
        Of(Screener.Screen(objects, settings, pairs));

    /// <summary>Fails with the first difference of two lists.</summary>
    public static void AssertSame(IReadOnlyList<Row> expected, IReadOnlyList<Row> actual, string what)
    {
        var missed = expected.Except(actual).ToList();
        var extra = actual.Except(expected).ToList();
        Assert.True(missed.Count == 0 && extra.Count == 0, $"{what}: {missed.Count} missed, {extra.Count} extra\n{string.Join('\n', missed.Take(3))}\n---\n{string.Join('\n', extra.Take(3))}");
        Assert.Equal(expected, actual);
    }
}
