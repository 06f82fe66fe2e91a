using NodaTime;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Formats;

/// <summary>Results made by hand, so that what a format writes can be told digit by digit.</summary>
internal static class MadeUp
{
    public static Instant Start { get; } = Instant.FromUtc(2026, 7, 11, 0, 0);

    public static MeanElements Object(int number, string name, double ageAtStartDays = 1) => new()
    {
        Number = new CatalogNumber(number),
        Name = name,
        Epoch = Start - Duration.FromDays(ageAtStartDays),
        MeanMotionRevPerDay = 15,
        Eccentricity = 0.001,
        InclinationDeg = 51.6,
        RightAscensionDeg = 10,
        ArgumentOfPerigeeDeg = 20,
        MeanAnomalyDeg = 30,
        BStarPerEarthRadius = 1e-4,
    };

    /// <summary>A row, so many seconds after the start.</summary>
    public static CloseApproach Row(int first, int second, double seconds, CloseApproachKind kind = CloseApproachKind.Minimum) => new()
    {
        First = first,
        Second = second,
        Kind = kind,
        Tca = Start + Duration.FromNanoseconds((long)(seconds * 1e9)),
        RangeKm = 0.698,
        RelativeSpeedKmPerS = 11.6468001234,
        RadialKm = -0.5,
        TransverseKm = 0.25,
        NormalKm = -0.0000000001,
        Start = kind == CloseApproachKind.Minimum ? Start + Duration.FromSeconds(seconds - 0.25) : null,
        Stop = kind == CloseApproachKind.Minimum ? Start + Duration.FromSeconds(seconds + 0.25) : null,
    };

    public static ScreeningResult Result(IReadOnlyList<MeanElements> objects, params CloseApproach[] rows) => new()
    {
        Settings = new ScreeningSettings { Start = Start },
        Objects = objects,
        Approaches = rows,
        Refusals = [],
        Stages = [new StageTime("screen", TimeSpan.FromSeconds(0.5))],
    };
}
