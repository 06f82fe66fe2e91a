using Ssa.Propagation;

namespace Ssa.Screening.Tests.Oracle;

/// <summary>Holds the screening of a volume against the brute force: none missed, none invented, times, TCA, START and STOP as stated.</summary>
internal static class VolumeVerdict
{
    // Metric times the least half-length, km, that SGP4's own grain and the search's idea of one minimum make uncertain.
    private const double GrainKm = 5e-7;

    private static readonly double[] Around = [1e-4, 3e-4, 1e-3, 3e-3];

    /// <summary>Screens and compares; returns how many rows of each kind were found.</summary>
    public static Dictionary<CloseApproachKind, int> Check(
        IReadOnlyList<MeanElements> objects, ScreeningSettings settings, Func<int, TrueVolume> volumeOf, PairSelection? pairs = null)
    {
        var brute = new VolumeBruteForce(objects, settings, volumeOf, (a, b) => pairs is not null && pairs.IsPrimary[b] && !pairs.IsPrimary[a]);
        var truth = brute.Find();
        var result = Screener.Screen(objects, settings, pairs);
        var complaints = new List<string>();
        foreach (var row in truth)
        {
            var grain = GrainKm / volumeOf(row.First).LeastKm;
            var isRequired = row.Metric <= 1 - Math.Max(1e-6, grain) && row.Depth > grain && !IsAtWindowEdge(row, settings)
                && (pairs is null || pairs.IsPrimary[row.First]);
            if (isRequired && !result.Approaches.Any(found => IsSame(brute, row, found, settings)))
            {
                complaints.Add($"missed {row}");
            }
        }

        foreach (var found in result.Approaches)
        {
            complaints.AddRange(Complaints(brute, truth, found, settings).Select(complaint => $"{complaint}: {found}"));
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} complaints, {truth.Count} true, {result.Approaches.Count} found, {settings}\n{string.Join('\n', complaints.Take(6))}");
        return result.Approaches.CountBy(row => row.Kind).ToDictionary();
    }

    private static IEnumerable<string> Complaints(VolumeBruteForce brute, List<TrueVolumeRow> truth, CloseApproach found, ScreeningSettings settings)
    {
        var seconds = (found.VolumeTime!.Value - settings.Start).TotalSeconds;
        double At(double t) => brute.Metric(found.First, found.Second, t);
        var grain = GrainKm / brute.VolumeOf(found.First).LeastKm;
        if (!(At(seconds) <= 1 + 1e-9))
        {
            yield return $"outside, {At(seconds)}";
        }

        var here = LeastBeside(brute, found.First, found.Second, seconds);
        var isMinimum = Array.TrueForAll(Around, off => At(seconds - off) >= here - grain && At(seconds + off) >= here - grain);

        // Two minima within a quarter of a second are beyond the brute force's samples: a minimum so near to another may stand.
        var isTrue = truth.Any(row => IsSame(brute, row, found, settings))
            || (found.Kind == CloseApproachKind.Minimum && isMinimum && truth.Any(row => row.First == found.First && row.Second == found.Second && Math.Abs(row.Seconds - seconds) < 1.2));
        var isEdge = found.Kind is CloseApproachKind.WindowStart or CloseApproachKind.StateStart ? !(At(seconds + 1e-3) < At(seconds) - grain) : !(At(seconds - 1e-3) < At(seconds) - grain);
        if (!isTrue && !(found.Kind != CloseApproachKind.Minimum && isEdge))
        {
            yield return "invented";
        }

        foreach (var (time, direction) in new[] { (found.Start, -1), (found.Stop, 1) })
        {
            if (time is not { } crossing)
            {
                continue;
            }

            var at = (crossing - settings.Start).TotalSeconds;
            if (Math.Abs(At(at) - 1) > 1e-4 && !(At(at - (2e-6 * direction)) <= 1 && At(at + (2e-6 * direction)) > 1))
            {
                yield return $"START or STOP at {At(at)}";
            }

            if (Enumerable.Range(1, 63).Any(k => At(seconds + ((at - seconds) * k / 64)) > 1 + 1e-6))
            {
                yield return $"leaves before START or STOP";
            }
        }

        if (found.Kind != CloseApproachKind.Minimum)
        {
            if (found.Tca != found.VolumeTime)
            {
                yield return "an edge row has its TCA elsewhere";
            }

            yield break;
        }

        var period = 86_400 / brute.ElementsOf(found.First).MeanMotionRevPerDay;
        var tca = (found.Tca - settings.Start).TotalSeconds;
        var nearest = brute.NearestDistanceMinimum(found.First, found.Second, seconds, Math.Min(period, 86_400));
        var isNearest = nearest is { } t
            ? Math.Abs(t - tca) <= Math.Max(1e-3, Verdict.ToleranceSeconds(found.RelativeSpeedKmPerS)) || Math.Abs(Math.Abs(t - seconds) - Math.Abs(tca - seconds)) < 1.1
                || Math.Abs(brute.Distance(found.First, found.Second, t) - found.RangeKm) <= GrainKm
            : tca == seconds || Math.Abs(tca - seconds) < 1;
        if (!isNearest)
        {
            yield return $"TCA {tca - seconds} s from the volume's time, not {nearest - seconds}";
        }
    }

    /// <summary>The metric at a time of a row, a whole microsecond, in which a box's metric may rise beside its kink.</summary>
    private static double LeastBeside(VolumeBruteForce brute, int first, int second, double seconds) =>
        new[] { -1e-6, -5e-7, -2e-7, 0, 2e-7, 5e-7, 1e-6 }.Min(off => brute.Metric(first, second, seconds + off));

    private static bool IsAtWindowEdge(TrueVolumeRow row, ScreeningSettings settings) =>
        row.Kind == CloseApproachKind.Minimum && (row.Seconds < 1e-3 || row.Seconds > settings.Duration.TotalSeconds - 1e-3);

    private static bool IsSame(VolumeBruteForce brute, TrueVolumeRow row, CloseApproach found, ScreeningSettings settings)
    {
        if ((found.First, found.Second, found.Kind) != (row.First, row.Second, row.Kind))
        {
            return false;
        }

        var seconds = (found.VolumeTime!.Value - settings.Start).TotalSeconds;
        var off = Math.Abs(seconds - row.Seconds);
        var grain = GrainKm / brute.VolumeOf(row.First).LeastKm;
        return off <= 1e-3 || (off <= 30 && Math.Abs(LeastBeside(brute, row.First, row.Second, seconds) - row.Metric) <= grain);
    }
}
