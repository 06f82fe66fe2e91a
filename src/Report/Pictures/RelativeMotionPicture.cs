using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Report.Figures;
using Ssa.Report.Page;

namespace Ssa.Report.Pictures;

/// <summary>
/// How the second object moves past the first: its distance, and its radial, transverse and normal parts in the first object's axes, against the time from closest approach.
/// </summary>
internal static class RelativeMotionPicture
{
    private const int Intervals = 60;

    /// <summary>The picture reaches to so many times the miss distance on both sides.</summary>
    private const double Reach = 4;

    private const double ShortestSeconds = 1e-3;
    private const double LongestSeconds = 1200;

    /// <summary>Makes the picture; null where the objects have no states around closest approach.</summary>
    public static Plot? Of(string id, string pair, ReportEvent one, ObjectStates states)
    {
        var approach = one.Approach;
        var halfSeconds = Math.Clamp(Reach * approach.RangeKm / approach.RelativeSpeedKmPerS, ShortestSeconds, LongestSeconds);
        var (timeUnit, perSecond) = halfSeconds < 1 ? ("ms", 1000.0) : halfSeconds < 300 ? ("s", 1.0) : ("min", 1 / 60.0);
        var points = new List<(double Seconds, Vector3 Km)>();
        for (var i = 0; i <= Intervals; i++)
        {
            var seconds = halfSeconds * ((2.0 * i / Intervals) - 1);
            if (states.RelativeKm(approach.First, approach.Second, approach.Tca + Duration.FromNanoseconds((long)Math.Round(seconds * 1e9))) is { } km)
            {
                points.Add((seconds, km));
            }
        }

        if (points.Count < 2)
        {
            return null;
        }

        var largestM = 1000 * points.Max(point => point.Km.Norm);
        var unit = LengthUnit.For(largestM);
        double In(double km) => 1000 * km / unit.Metres;
        var least = points.Min(point => Math.Min(point.Km.X, Math.Min(point.Km.Y, point.Km.Z)));
        var plot = new Plot(
            id, $"Relative motion of {pair}",
            $"At closest approach the second object is {Wording.Distance(approach.RangeKm)} away: radial {Wording.SignedDistance(approach.RadialKm)}, transverse {Wording.SignedDistance(approach.TransverseKm)}, "
            + $"normal {Wording.SignedDistance(approach.NormalKm)}. They pass at {Wording.Speed(approach.RelativeSpeedKmPerS)}.",
            Axis.Linear($"time from closest approach, {timeUnit}", -halfSeconds * perSecond, halfSeconds * perSecond),
            Axis.Linear($"distance and its parts, {unit.Name}", In(Math.Min(least, 0)) * 1.05, In(largestM / 1000) * 1.05))
        { AreaHeight = EncounterPlanePicture.Height, LegendRows = EncounterPlanePicture.EventLegendRows };
        plot.Line("line gray thin", [(-halfSeconds * perSecond, 0), (halfSeconds * perSecond, 0)]);
        plot.Line("line blue", points.Select(point => (point.Seconds * perSecond, In(point.Km.X))));
        plot.Line("line orange dash", points.Select(point => (point.Seconds * perSecond, In(point.Km.Y))));
        plot.Line("line green dot", points.Select(point => (point.Seconds * perSecond, In(point.Km.Z))));
        plot.Line("line ink bold", points.Select(point => (point.Seconds * perSecond, In(point.Km.Norm))));
        plot.Mark(Swatch.Diamond, "mark purple", 0, In(approach.RangeKm));
        plot.Legend.Add(Swatch.Line, "line ink bold", "distance");
        plot.Legend.Add(Swatch.Diamond, "mark purple", $"least: {Wording.Distance(approach.RangeKm)}");
        plot.Legend.Add(Swatch.Line, "line blue", "radial");
        plot.Legend.Add(Swatch.Line, "line orange dash", "transverse");
        plot.Legend.Add(Swatch.Line, "line green dot", "normal");
        return plot;
    }
}
