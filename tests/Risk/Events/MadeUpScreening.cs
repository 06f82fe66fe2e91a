using NodaTime;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Risk.Tests.Events;

/// <summary>A screening of made-up objects in crossing orbits, some of them deep in space, ages of hours to days.</summary>
internal static class MadeUpScreening
{
    private static readonly Lazy<ScreeningResult> LazyResult = new(() => Screener.Screen(
        [.. Enumerable.Range(0, 600).Select(Low), .. Enumerable.Range(0, 60).Select(High)],
        new ScreeningSettings { Start = Start, Duration = Duration.FromHours(4), ThresholdKm = 40 }));

    public static Instant Start { get; } = Instant.FromUtc(2026, 7, 11, 0, 0);

    /// <summary>The rows: hundreds, of every kind that a window makes.</summary>
    public static ScreeningResult Result => LazyResult.Value;

    public static MeanElements Low(int i) => Object(10_000 + i, 14.2 + (0.0004 * (i % 7)), 0.0005 + (0.0002 * (i % 5)), 51 + (11 * (i % 5)), i, 0.02 * i);

    public static MeanElements High(int i) => Object(40_000 + i, 1.0027 + (1e-5 * (i % 3)), 0.0002, 0.05 * (1 + (i % 4)), 7 * i, 0.1 * i);

    private static MeanElements Object(int number, double revsPerDay, double eccentricity, double inclination, int turn, double ageDays) => new()
    {
        Number = new CatalogNumber(number),
        Name = $"MADE UP {number}",
        Epoch = Start - Duration.FromNanoseconds((long)(ageDays * 86_400e9)),
        MeanMotionRevPerDay = revsPerDay,
        Eccentricity = eccentricity,
        InclinationDeg = inclination,
        RightAscensionDeg = 47.1 * turn % 360,
        ArgumentOfPerigeeDeg = 31.7 * turn % 360,
        MeanAnomalyDeg = 83.3 * turn % 360,
        BStarPerEarthRadius = 1e-5,
    };
}
