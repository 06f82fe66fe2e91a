using Ssa.Propagation;

namespace Ssa.Bench.Baselines;

/// <summary>The distance of two objects by exact SGP4, and its minimum by golden sections.</summary>
/// <param name="propagators">The objects.</param>
/// <param name="startMinutes">Minutes from each one's epoch to the window's start.</param>
internal sealed class PairMotion(Sgp4Propagator[] propagators, double[] startMinutes)
{
    private const double GoldenSection = 0.6180339887498949;

    /// <summary>Half of the time over which the distance's direction of change is taken.</summary>
    private const double SlopeSeconds = 0.005;

    /// <summary>Where to stop: a pair at 17 km/s moves 17 mm in that time, which changes its least distance by nothing.</summary>
    private const double EnoughSeconds = 1e-6;

    /// <summary>Finds the minimum of an interval in which there is at most one.</summary>
    /// <param name="a">One object.</param>
    /// <param name="b">The other.</param>
    /// <param name="from">Start of the interval, seconds since the window's start.</param>
    /// <param name="to">Its end.</param>
    /// <param name="tca">The time of the minimum.</param>
    /// <param name="rangeKm">The distance then.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFindMinimum(int a, int b, double from, double to, out double tca, out double rangeKm)
    {
        tca = 0;
        rangeKm = double.NaN;
        if (!(IsFalling(a, b, from) && !IsFalling(a, b, to)))
        {
            return false;
        }

        var left = to - (GoldenSection * (to - from));
        var right = from + (GoldenSection * (to - from));
        var leftKm = RangeKm(a, b, left);
        var rightKm = RangeKm(a, b, right);
        while (to - from > EnoughSeconds)
        {
            if (leftKm < rightKm)
            {
                (to, right, rightKm) = (right, left, leftKm);
                left = to - (GoldenSection * (to - from));
                leftKm = RangeKm(a, b, left);
            }
            else
            {
                (from, left, leftKm) = (left, right, rightKm);
                right = from + (GoldenSection * (to - from));
                rightKm = RangeKm(a, b, right);
            }
        }

        tca = (from + to) / 2;
        rangeKm = RangeKm(a, b, tca);
        return true;
    }

    /// <summary>The relative speed, km/s.</summary>
    public double SpeedKmPerS(int a, int b, double seconds) => (At(b, seconds).VelocityKmPerS - At(a, seconds).VelocityKmPerS).Norm;

    private bool IsFalling(int a, int b, double seconds) => RangeKm(a, b, seconds + SlopeSeconds) < RangeKm(a, b, seconds - SlopeSeconds);

    private double RangeKm(int a, int b, double seconds) => (At(b, seconds).PositionKm - At(a, seconds).PositionKm).Norm;

    private TemeState At(int index, double seconds) => propagators[index].At(startMinutes[index] + (seconds / 60));
}
