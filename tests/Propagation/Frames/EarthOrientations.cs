using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Tests.Frames;

/// <summary>Earth orientation of single days, as published examples state it.</summary>
internal static class EarthOrientations
{
    /// <summary>The same parameters through one day, so that no interpolation enters.</summary>
    public static EarthOrientation Constant(int mjd, int taiMinusUtcS, EarthOrientationParameters parameters) =>
        new([new EarthOrientationDay(mjd, parameters, taiMinusUtcS), new EarthOrientationDay(mjd + 1, parameters, taiMinusUtcS)], "one day");

    public static void AssertNear(Vector3 expected, Vector3 actual, double tolerance) =>
        Assert.True((actual - expected).Norm <= tolerance, $"{actual} is {(actual - expected).Norm:E2} from {expected}, allowed {tolerance:E1}");
}
