using NodaTime;
using Ssa.Report.Figures;
using Ssa.Report.Page;
using Ssa.Screening;

namespace Ssa.Report.Pictures;

/// <summary>Pictures of how many passes there are: by time, by height, by relative speed.</summary>
internal static class RatePictures
{
    private const int MostBars = 60;
    private const double LowOrbitToKm = 2000;
    private const double FastestKmPerS = 16;

    /// <summary>Intervals of time that people count in.</summary>
    private static readonly (Duration Length, string Name)[] Steps =
    [
        (Duration.FromMinutes(1), "minute"), (Duration.FromMinutes(10), "10 minutes"), (Duration.FromHours(1), "hour"), (Duration.FromHours(6), "6 hours"),
        (Duration.FromDays(1), "day"), (Duration.FromDays(7), "week"),
    ];

    /// <summary>Passes by the time of closest approach; null where there is none.</summary>
    public static Plot? ByTime(ScreeningSettings settings, IReadOnlyList<CloseApproach> passes)
    {
        if (passes.Count == 0)
        {
            return null;
        }

        var (length, name) = Array.Find(Steps, step => settings.Duration / step.Length <= MostBars);
        var (unit, hours) = length >= Duration.FromDays(1) ? ("days", 24.0) : length >= Duration.FromHours(1) ? ("hours", 1.0) : ("minutes", 1 / 60.0);
        var intervals = Math.Max(1, (int)Math.Ceiling((settings.Duration / length) - 1e-9));
        var bars = Histogram.Of(passes.Select(pass => (pass.Tca - settings.Start).TotalHours / hours), 0, length.TotalHours / hours, intervals);
        var plot = new Plot(
            "rate-time", $"Passes per {name}",
            Wording.Invariant($"{passes.Count:#,0} passes from {Wording.Seconds(settings.Start)} UTC on; between {bars.Counts.Min():#,0} and {bars.Most:#,0} per {name}."),
            Axis.Linear($"{unit} from the start", 0, bars.To),
            Axis.FromZero($"passes per {name}", bars.Most));
        plot.Bars("bar blue", bars.Bars);
        return plot;
    }

    /// <summary>Passes by the first object's height at closest approach; null where there is none.</summary>
    public static Plot? ByHeight(IReadOnlyList<double> heightsKm)
    {
        if (heightsKm.Count == 0)
        {
            return null;
        }

        // Where most happens below 2,000 km, that is what is shown, and what lies above is said.
        var low = heightsKm.Count(height => height <= LowOrbitToKm);
        var isLow = 2 * low >= heightsKm.Count;
        var to = isLow ? LowOrbitToKm : Math.Ceiling(heightsKm.Max() / 1000) * 1000;
        var width = to / 40;
        var bars = Histogram.Of(heightsKm, 0, width, 40);
        var above = heightsKm.Count - bars.Counts.Sum();
        var plot = new Plot(
            "rate-height", "Passes by height",
            Wording.Invariant($"Most passes, {bars.Most:#,0}, are at heights around {bars.FullestMiddle:#,0} km; {above:#,0} of {heightsKm.Count:#,0} are not shown since they are higher than {to:#,0} km."),
            Axis.Linear("height of the first object, km", 0, to),
            Axis.FromZero(Wording.Invariant($"passes per {width:#,0} km"), bars.Most));
        plot.Bars("bar blue", bars.Bars);
        if (above > 0)
        {
            plot.Legend.Add(Swatch.None, "", $"not shown: {Wording.Count(above)} above {Wording.Count((long)to)} km");
        }

        return plot;
    }

    /// <summary>Passes by relative speed; null where there is none.</summary>
    public static Plot? BySpeed(IReadOnlyList<CloseApproach> passes)
    {
        if (passes.Count == 0)
        {
            return null;
        }

        var fastest = Math.Max(FastestKmPerS, Math.Ceiling(passes.Max(pass => pass.RelativeSpeedKmPerS)));
        var bars = Histogram.Of(passes.Select(pass => pass.RelativeSpeedKmPerS), 0, 0.5, (int)(2 * fastest));
        var plot = new Plot(
            "rate-speed", "Passes by relative speed",
            Wording.Invariant($"Most passes, {bars.Most:#,0}, have relative speeds around {bars.FullestMiddle:0.00} km/s."),
            Axis.Linear("relative speed, km/s", 0, bars.To),
            Axis.FromZero("passes per 0.5 km/s", bars.Most));
        plot.Bars("bar blue", bars.Bars);
        return plot;
    }
}
