using System.Globalization;
using NodaTime;

namespace Ssa.Propagation.Tests.Sgp4;

/// <summary>Comparison of states to the bit, and element sets for tests.</summary>
internal static class States
{
    public static readonly Instant Epoch = Instant.FromUtc(2024, 11, 1, 0, 0);

    /// <summary>Whether two states have the same status and the same bits in all six numbers, a NaN being a NaN.</summary>
    public static bool AreSame(TemeState a, TemeState b) =>
        a.Status == b.Status
        && Same(a.PositionKm.X, b.PositionKm.X) && Same(a.PositionKm.Y, b.PositionKm.Y) && Same(a.PositionKm.Z, b.PositionKm.Z)
        && Same(a.VelocityKmPerS.X, b.VelocityKmPerS.X) && Same(a.VelocityKmPerS.Y, b.VelocityKmPerS.Y) && Same(a.VelocityKmPerS.Z, b.VelocityKmPerS.Z);

    public static bool Same(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>Propagates all sets in the two wide widths, each at its own minutes, and holds every state against the scalar one.</summary>
    public static void AssertWideEqualsScalar(IReadOnlyList<MeanElements> sets, Sgp4Mode mode, params IEnumerable<double[]> times)
    {
        var scalar = sets.Select(set => new Sgp4Propagator(set, mode)).ToArray();
        var wide = new[] { LaneWidth.Scalar, LaneWidth.Wide256, LaneWidth.Wide512 }.Select(width => (width, Sgp4Batch.Prepare(sets, mode, width))).ToArray();
        var states = new TemeState[sets.Count];
        foreach (var minutes in times)
        {
            foreach (var (width, batch) in wide)
            {
                batch.Propagate(minutes, states);
                for (var i = 0; i < sets.Count; i++)
                {
                    var expected = scalar[i].At(minutes[i]);
                    Assert.True(
                        AreSame(expected, states[i]),
                        string.Create(CultureInfo.InvariantCulture, $"{width} {mode} t = {minutes[i]:R}: {sets[i]}\nscalar {expected}\nwide   {states[i]}"));
                }
            }
        }
    }

    public static MeanElements Set(
        double meanMotion, double eccentricity, double inclination, double node = 10, double perigee = 20, double anomaly = 30, double bstar = 1e-4, int number = 1) => new()
        {
            Number = new CatalogNumber(number),
            Epoch = Epoch,
            MeanMotionRevPerDay = meanMotion,
            Eccentricity = eccentricity,
            InclinationDeg = inclination,
            RightAscensionDeg = node,
            ArgumentOfPerigeeDeg = perigee,
            MeanAnomalyDeg = anomaly,
            BStarPerEarthRadius = bstar,
        };
}
