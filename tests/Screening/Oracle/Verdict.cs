using System.Globalization;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Screening.Tests.Oracle;

/// <summary>
/// Holds a screening against the brute force: none missed, none invented, none twice, times and ranges as stated, START and STOP where the distance passes the threshold.
/// </summary>
internal static class Verdict
{
    // SGP4 itself is only smooth to some micrometres: Kepler's iteration stops at 1e-12 rad. Minima shallower than this may or may not be listed.
    private const double GrainKm = 1e-7;

    // Rows this near to the threshold may fall either way.
    private const double BorderKm = 1e-3;

    /// <summary>Screens and compares; returns how many true rows there were.</summary>
    public static int Check(IReadOnlyList<MeanElements> objects, ScreeningSettings settings, IReadOnlyList<InterpolatedEphemeris>? ephemerides = null)
    {
        var brute = new BruteForce(objects, settings, ephemerides);
        var truth = brute.Find();
        var result = Screener.Screen(objects, ephemerides ?? [], settings);
        var complaints = Compare(brute, truth, result);
        Assert.True(
            complaints.Count == 0,
            $"{complaints.Count} complaints, {truth.Count} true rows, {result.Approaches.Count} found, {settings}\n{string.Join('\n', complaints.Take(8))}");
        return truth.Count;
    }

    public static List<string> Compare(BruteForce brute, List<TrueRow> truth, ScreeningResult result)
    {
        var complaints = new List<string>();
        var settings = result.Settings;
        var found = result.Approaches
            .Select(x => (A: Math.Min(x.First, x.Second), B: Math.Max(x.First, x.Second), x.Kind, Seconds: (x.Tca - settings.Start).TotalSeconds, Row: x))
            .ToLookup(x => (x.A, x.B));
        var expected = truth.ToLookup(x => (x.A, x.B));

        foreach (var row in truth.Where(row => row.RangeKm <= settings.ThresholdKm - BorderKm && row.DepthKm > GrainKm))
        {
            if (IsRequired(brute, row) && !found[(row.A, row.B)].Any(x => IsSame(brute, row, x.Kind, x.Seconds, x.Row)))
            {
                complaints.Add($"missed {Name(result, row.A, row.B)} {row} at {settings.Start + Duration.FromSeconds(row.Seconds)}");
            }
        }

        foreach (var x in found.SelectMany(group => group))
        {
            if (x.Row.RangeKm > settings.ThresholdKm)
            {
                complaints.Add($"beyond the threshold {Name(result, x.A, x.B)} {x.Row}");
            }

            if (!expected[(x.A, x.B)].Any(row => IsSame(brute, row, x.Kind, x.Seconds, x.Row)) && !IsTwinRow(result, x.A, x.B, x.Row) && !IsFlatMinimum(brute, x.A, x.B, x.Kind, x.Seconds, x.Row)
                && !IsFlatStart(brute, x.A, x.B, x.Kind, x.Seconds, x.Row)
                && !brute.IsRacing(x.A, x.Seconds) && !brute.IsRacing(x.B, x.Seconds))
            {
                complaints.Add($"invented {Name(result, x.A, x.B)} {x.Row}");
            }

            CheckCrossings(brute, result, x.A, x.B, x.Row, complaints);
        }

        foreach (var group in found)
        {
            var minima = group.Where(x => x.Kind == CloseApproachKind.Minimum).OrderBy(x => x.Seconds).ToList();
            for (var i = 1; i < minima.Count; i++)
            {
                if (minima[i].Seconds - minima[i - 1].Seconds < 60 && !RisesBetween(brute, minima[i].A, minima[i].B, minima[i - 1].Seconds, minima[i].Seconds))
                {
                    complaints.Add($"one minimum twice {Name(result, minima[i].A, minima[i].B)} {minima[i - 1].Row} {minima[i].Row}");
                }
            }
        }

        return complaints;
    }

    /// <summary>
    /// Whether a row must be there. A small jump of SGP4 that the pair's own motion makes good within seconds may be taken as a minimum or not, and states that
    /// move faster than any orbit, as those of some decaying objects in their last moments, are none.
    /// </summary>
    private static bool IsRequired(BruteForce brute, TrueRow row)
    {
        if (brute.IsRacing(row.A, row.Seconds) || brute.IsRacing(row.B, row.Seconds))
        {
            return false;
        }

        double[] around = row.Kind == CloseApproachKind.Minimum ? [-3, -2, -1, -0.5, 0.5, 1, 2, 3] : [];
        return !Array.Exists(around, off => brute.Distance(row.A, row.B, row.Seconds + off) < row.RangeKm);
    }

    /// <summary>Whether SGP4 jumps away from the distance at a row.</summary>
    private static bool IsAtJump(BruteForce brute, int a, int b, double seconds, double rangeKm) =>
        brute.Distance(a, b, seconds - 3e-6) > rangeKm + 1e-6 || brute.Distance(a, b, seconds + 3e-6) > rangeKm + 1e-6;

    /// <summary>Stated accuracy of the time: 1 ms above 0.1 km/s, below it 0.1 m of relative motion, at most 10 s.</summary>
    public static double ToleranceSeconds(double relativeSpeedKmPerS) =>
        relativeSpeedKmPerS >= 0.1 ? 0.001 : Math.Min(10, 0.0001 / Math.Max(relativeSpeedKmPerS, 1e-12));

    private static bool IsSame(BruteForce brute, TrueRow row, CloseApproachKind kind, double seconds, CloseApproach found)
    {
        if (kind != row.Kind)
        {
            return false;
        }

        var off = Math.Abs(seconds - row.Seconds);
        if (kind is CloseApproachKind.StateStart or CloseApproachKind.StateEnd)
        {
            return off <= 1e-5;
        }

        // A flat minimum's time is uncertain by what its curvature makes of SGP4's grain: there the distances decide.
        var isInTime = off <= ToleranceSeconds(found.RelativeSpeedKmPerS) + 1e-6;
        var isAsNear = off <= 30 && Math.Abs(brute.Distance(row.A, row.B, seconds) - row.RangeKm) <= GrainKm;

        // A kink of SGP4, as where drag has brought the eccentricity to its floor of 1e-6, is met to some milliseconds; the range keeps its metre.
        if (off <= 0.005 && IsAtKink(brute, row))
        {
            return Math.Abs(found.RangeKm - row.RangeKm) <= BorderKm;
        }

        return (isInTime || isAsNear) && Math.Abs(found.RangeKm - row.RangeKm) <= 1e-5;
    }

    /// <summary>Whether the distance turns more sharply at a row than its relative speed lets it.</summary>
    private static bool IsAtKink(BruteForce brute, TrueRow row)
    {
        const double step = 0.002;
        double At(double off) => brute.Distance(row.A, row.B, row.Seconds + off);
        var (before, after) = ((At(-step) - At(-2 * step)) / step, (At(2 * step) - At(step)) / step);
        var speed = Math.Max(Math.Abs(before), Math.Abs(after));
        return row.RangeKm > 10 && after - before > 1e-3 && after - before > 100 * speed * speed / row.RangeKm * step;
    }

    /// <summary>A minimum shallower than the grain: nowhere around is the distance less by more than that.</summary>
    private static bool IsFlatMinimum(BruteForce brute, int a, int b, CloseApproachKind kind, double seconds, CloseApproach row)
    {
        if (kind != CloseApproachKind.Minimum)
        {
            return false;
        }

        if (IsAtJump(brute, a, b, seconds, row.RangeKm))
        {
            return true;
        }

        foreach (var off in new[] { 0.01, 0.03, 0.1, 0.3, 1 })
        {
            if (brute.Distance(a, b, seconds - off) < row.RangeKm - GrainKm || brute.Distance(a, b, seconds + off) < row.RangeKm - GrainKm)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A window that starts just before the distance is greatest: it rises by less than the grain and then falls.</summary>
    private static bool IsFlatStart(BruteForce brute, int a, int b, CloseApproachKind kind, double seconds, CloseApproach row) =>
        kind == CloseApproachKind.WindowStart && Array.TrueForAll([0.001, 0.003, 0.01], off => brute.Distance(a, b, seconds + off) >= row.RangeKm - 1e-9);

    private static bool IsTwinRow(ScreeningResult result, int a, int b, CloseApproach row) =>
        row.Kind == CloseApproachKind.WindowStart && row.RangeKm == 0 && b < result.Objects.Count && result.Objects[a] == (result.Objects[b] with { Number = result.Objects[a].Number, Name = result.Objects[a].Name });

    private static bool RisesBetween(BruteForce brute, int a, int b, double from, double to)
    {
        var floor = Math.Max(brute.Distance(a, b, from), brute.Distance(a, b, to));
        var steps = (int)Math.Clamp((to - from) * 10, 200, 20_000);
        for (var k = 1; k < steps; k++)
        {
            // Invalid states in between part two minima as well.
            if (!(brute.Distance(a, b, from + ((to - from) * k / steps)) <= floor + 1e-9))
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckCrossings(BruteForce brute, ScreeningResult result, int a, int b, CloseApproach row, List<string> complaints)
    {
        var limit = result.Settings.ThresholdKm;
        foreach (var (crossing, sign) in new[] { (row.Start, -1), (row.Stop, 1) })
        {
            if (crossing is not { } time)
            {
                continue;
            }

            var gap = (time - row.Tca).TotalSeconds * sign;
            var at = (time - result.Settings.Start).TotalSeconds;
            var d = brute.Distance(a, b, at);

            // Where SGP4 itself jumps, as at the Lyddane limit, the crossing is the jump.
            var isAtLimit = Math.Abs(d - limit) <= BorderKm
                || (brute.Distance(a, b, at - (sign * 2e-6)) <= limit && brute.Distance(a, b, at + (sign * 2e-6)) > limit);
            if (gap < -2e-6 || !isAtLimit || brute.Distance(a, b, at + (sign * 0.01)) < limit - 1e-6)
            {
                complaints.Add($"START or STOP {Name(result, a, b)} {row}: distance there {d.ToString(CultureInfo.InvariantCulture)}");
            }

            // Between the approach and the crossing the pair stays inside.
            for (var k = 1; k < 16; k++)
            {
                if (gap * k / 16 > 3e-6 && brute.Distance(a, b, at - (sign * gap * k / 16)) > limit + 1e-6)
                {
                    complaints.Add($"the pair leaves the threshold before START or STOP {Name(result, a, b)} {row}");
                    break;
                }
            }
        }
    }

    private static string Name(ScreeningResult result, int a, int b) => $"{NameOf(result.ObjectAt(a), a)} × {NameOf(result.ObjectAt(b), b)}";

    private static string NameOf(ScreenedObject one, int index) => one.Number?.ToString() ?? $"object {index}";
}
