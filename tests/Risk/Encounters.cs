using Ssa.Propagation.Frames;

namespace Ssa.Risk.Tests;

/// <summary>Made-up encounters.</summary>
internal static class Encounters
{
    /// <summary>Two near-circular orbits at 7,000 km that cross at 60°, 150 m apart, full covariances.</summary>
    public static Encounter Crossing(double radiusM = 15) => new()
    {
        First = new() { PositionM = new(7_000_000, 0, 0), VelocityMPerS = new(0, 7546.05, 0), Covariance = Full(30, 400, 20) },
        Second = new() { PositionM = new(7_000_090, 60, -104), VelocityMPerS = new(2, 3773.0, 6535.1), Covariance = Full(80, 900, 60) },
        HardBodyRadiusM = radiusM,
    };

    /// <summary>The same encounter on axes turned by an arbitrary rotation; RTN covariances turn with their states.</summary>
    public static Encounter Turned(Encounter e) => e with { First = Turned(e.First), Second = Turned(e.Second) };

    private static ObjectState Turned(ObjectState s) => s with { PositionM = Turn(s.PositionM), VelocityMPerS = Turn(s.VelocityMPerS) };

    private static Vector3 Turn(Vector3 v)
    {
        var (s1, c1) = Math.SinCos(0.7);
        var (s2, c2) = Math.SinCos(2.1);
        var a = new Vector3((c1 * v.X) - (s1 * v.Y), (s1 * v.X) + (c1 * v.Y), v.Z);
        return new(a.X, (c2 * a.Y) - (s2 * a.Z), (s2 * a.Y) + (c2 * a.Z));
    }

    private static StateCovariance Full(double radial, double transverse, double normal)
    {
        // Velocity errors as an orbit's period error couples them: radial rate with transverse position, transverse rate with radial position.
        const double rate = 1.0781e-3;
        var c = new double[36];
        void Set(int i, int j, double value) => (c[(6 * i) + j], c[(6 * j) + i]) = (value, value);
        Set(0, 0, radial * radial);
        Set(1, 1, transverse * transverse);
        Set(2, 2, normal * normal);
        Set(3, 3, 1.01 * rate * rate * transverse * transverse);
        Set(4, 4, 1.01 * rate * rate * radial * radial);
        Set(5, 5, rate * rate * normal * normal);
        Set(1, 3, -rate * transverse * transverse);
        Set(0, 4, -rate * radial * radial);
        return StateCovariance.OfState(CovarianceAxes.Rtn, c);
    }
}
