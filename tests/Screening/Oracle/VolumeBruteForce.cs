using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Screening.Tests.Oracle;

/// <summary>A shape around the first object, with half-lengths along R, T and N in km.</summary>
internal readonly record struct TrueVolume(bool IsBox, double R, double T, double N)
{
    public double LeastKm => Math.Min(R, Math.Min(T, N));

    public double Metric(double r, double t, double n)
    {
        var (x, y, z) = (Math.Abs(r) / R, Math.Abs(t) / T, Math.Abs(n) / N);
        return IsBox ? Math.Max(x, Math.Max(y, z)) : Math.Sqrt((x * x) + (y * y) + (z * z));
    }
}

/// <summary>A row that must be found in a volume.</summary>
/// <param name="First">Index of the first object.</param>
/// <param name="Second">Index of the second.</param>
/// <param name="Kind">The kind of row.</param>
/// <param name="Seconds">Seconds after the window's start at which the metric is least.</param>
/// <param name="Metric">The metric there.</param>
/// <param name="Depth">The least rise of the metric on either side before it falls below again.</param>
internal readonly record struct TrueVolumeRow(int First, int Second, CloseApproachKind Kind, double Seconds, double Metric, double Depth);

/// <summary>
/// The plain way to screen a volume: the metric of every pair at every quarter of a second by SGP4 itself, and golden-section search between. It shares no code
/// with the screening but the propagator; the axes are its own.
/// </summary>
internal sealed class VolumeBruteForce
{
    private const double StepSeconds = 0.25;
    private const double Golden = 0.6180339887498949;

    private readonly Sgp4Propagator[] _objects;
    private readonly Instant _start;
    private readonly double _endSeconds;
    private readonly Func<int, TrueVolume> _volumeOf;
    private readonly Func<int, int, bool> _isSwapped;

    /// <summary>Makes the search; objects are in ascending order of number.</summary>
    public VolumeBruteForce(IReadOnlyList<MeanElements> objects, ScreeningSettings settings, Func<int, TrueVolume> volumeOf, Func<int, int, bool>? isSwapped = null)
    {
        _objects = [.. objects.Select(set => new Sgp4Propagator(set, settings.Sgp4Mode))];
        _start = settings.Start;
        _endSeconds = settings.Duration.TotalSeconds;
        _volumeOf = volumeOf;
        _isSwapped = isSwapped ?? ((_, _) => false);
    }

    public TrueVolume VolumeOf(int first) => _volumeOf(first);

    public MeanElements ElementsOf(int index) => _objects[index].Elements;

    public double Distance(int a, int b, double seconds) => (State(a, seconds).PositionKm - State(b, seconds).PositionKm).Norm;

    public double Metric(int first, int second, double seconds) => Metric(_volumeOf(first), State(first, seconds), State(second, seconds));

    public List<TrueVolumeRow> Find()
    {
        var samples = (int)Math.Ceiling(_endSeconds / StepSeconds);
        var tracks = new TemeState[_objects.Length][];
        Parallel.For(0, tracks.Length, i => tracks[i] = [.. Enumerable.Range(-1, samples + 3).Select(k => State(i, k * StepSeconds))]);
        var rows = new List<TrueVolumeRow>();
        for (var a = 0; a < tracks.Length; a++)
        {
            for (var b = a + 1; b < tracks.Length; b++)
            {
                var (first, second) = _isSwapped(a, b) ? (b, a) : (a, b);
                var volume = _volumeOf(first);
                var metric = tracks[first].Zip(tracks[second], (one, two) => Metric(volume, one, two)).ToArray();
                SearchPair(first, second, metric, samples, rows);
            }
        }

        return rows;
    }

    /// <summary>Seconds after the start of the minimum of the distance nearest to a time, within a reach; null where there is none.</summary>
    public double? NearestDistanceMinimum(int a, int b, double seconds, double reachSeconds)
    {
        double At(double t) => Distance(a, b, t);
        const double step = 0.5;
        for (var k = 0; k * step < reachSeconds; k++)
        {
            var found = new List<double>();
            foreach (var t in k == 0 ? [seconds] : new[] { seconds - (k * step), seconds + (k * step) })
            {
                if (At(t) <= At(t - step) && At(t) < At(t + step))
                {
                    found.Add(Least(At, t - step, t + step));
                }
            }

            if (found.Count > 0)
            {
                return found.MinBy(t => Math.Abs(t - seconds));
            }
        }

        return null;
    }

    private static double Metric(TrueVolume volume, TemeState first, TemeState second)
    {
        if (first.Status != PropagationStatus.Ok || second.Status != PropagationStatus.Ok)
        {
            return double.NaN;
        }

        var radial = first.PositionKm;
        var normal = Vector3.Cross(first.PositionKm, first.VelocityKmPerS);
        var transverse = Vector3.Cross(normal, radial);
        var relative = second.PositionKm - first.PositionKm;
        return volume.Metric(
            Vector3.Dot(relative, radial) / radial.Norm, Vector3.Dot(relative, transverse) / transverse.Norm, Vector3.Dot(relative, normal) / normal.Norm);
    }

    private TemeState State(int index, double seconds) =>
        _objects[index].At((_start - _objects[index].Elements.Epoch).TotalMinutes + (seconds / 60));

    /// <summary>Rows of a pair; sample k stands a step before k steps after the start.</summary>
    private void SearchPair(int first, int second, double[] metric, int samples, List<TrueVolumeRow> rows)
    {
        double At(double t) => Metric(first, second, t);
        for (var k = 0; k <= samples; k++)
        {
            var (before, here, after) = (metric[k], metric[k + 1], metric[k + 2]);
            var seconds = k * StepSeconds;
            // Two objects, at most 30 km/s apart, cannot reach the volume within a step from farther away.
            if (here <= before && here < after && here <= 1 + (30 * StepSeconds / _volumeOf(first).LeastKm))
            {
                var least = LeastOfMany(At, seconds - StepSeconds, seconds + StepSeconds);
                if (At(least) <= 1 + 1e-6 && least >= -1e-3 && least <= _endSeconds + 1e-3)
                {
                    rows.Add(new TrueVolumeRow(first, second, CloseApproachKind.Minimum, least, At(least), Depth(At, least)));
                }
            }

            if (double.IsNaN(here) != double.IsNaN(after) && seconds < _endSeconds)
            {
                var (refused, valid) = double.IsNaN(here) ? (seconds, seconds + StepSeconds) : (seconds + StepSeconds, seconds);
                while (Math.Abs(valid - refused) > 2e-7)
                {
                    var middle = 0.5 * (valid + refused);
                    (refused, valid) = double.IsNaN(At(middle)) ? (middle, valid) : (refused, middle);
                }

                if (valid >= 0 && valid < _endSeconds && Rise(At, valid, Math.Sign(valid - refused)) is > 0 and var rise && At(valid) <= 1)
                {
                    rows.Add(new TrueVolumeRow(
                        first, second, double.IsNaN(here) ? CloseApproachKind.StateStart : CloseApproachKind.StateEnd, valid, At(valid), rise));
                }
            }
        }

        if (At(0) <= 1 && Rise(At, 0, 1) is > 0 and var opening)
        {
            rows.Add(new TrueVolumeRow(first, second, CloseApproachKind.WindowStart, 0, At(0), opening));
        }

        if (At(_endSeconds) <= 1 && Rise(At, _endSeconds, -1) is > 0 and var closing)
        {
            rows.Add(new TrueVolumeRow(first, second, CloseApproachKind.WindowEnd, _endSeconds, At(_endSeconds), closing));
        }
    }

    private static double Rise(Func<double, double> at, double seconds, int direction) => at(seconds + (1e-3 * direction)) - at(seconds);

    private static double Depth(Func<double, double> at, double seconds)
    {
        var least = at(seconds);
        var depth = 1.0;
        foreach (var direction in new[] { -1, 1 })
        {
            var highest = 0.0;
            for (var k = 1; k < 400 && highest < depth; k++)
            {
                var value = at(seconds + (direction * (k < 20 ? 0.05 * k : k - 19.0)));
                if (!(value >= least))
                {
                    break;
                }

                highest = Math.Max(highest, value - least);
            }

            depth = Math.Min(depth, highest);
        }

        return depth;
    }

    /// <summary>The time of the least value in an interval: a box's metric may have two minima milliseconds apart, so that the best of many parts is searched.</summary>
    private static double LeastOfMany(Func<double, double> at, double low, double high)
    {
        const int parts = 100;
        var part = (high - low) / parts;
        var best = Enumerable.Range(0, parts + 1).MinBy(k => at(low + (k * part)));
        return Least(at, low + ((best - 1) * part), low + ((best + 1) * part));
    }

    private static double Least(Func<double, double> at, double low, double high)
    {
        var (p, q) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (atP, atQ) = (at(p), at(q));
        while (high - low > 1e-7)
        {
            if (atP <= atQ)
            {
                (high, q, atQ) = (q, p, atP);
                p = high - (Golden * (high - low));
                atP = at(p);
            }
            else
            {
                (low, p, atP) = (p, q, atQ);
                q = low + (Golden * (high - low));
                atQ = at(q);
            }
        }

        return 0.5 * (low + high);
    }
}
