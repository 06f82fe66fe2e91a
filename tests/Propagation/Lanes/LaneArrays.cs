using System.Runtime.InteropServices;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation.Tests.Lanes;

/// <summary>Applies functions of lanes to arrays of doubles whose length is a multiple of eight.</summary>
internal static class LaneArrays
{
    public static double[][] Map<T>(Func<T, T, T>[] functions, double[] x, double[] y)
        where T : unmanaged, ILane<T> => [.. functions.Select(f => Map(f, x, y))];

    public static double[] Map<T>(Func<T, T, T> function, double[] x, double[] y)
        where T : unmanaged, ILane<T>
    {
        var result = new double[x.Length];
        var xs = MemoryMarshal.Cast<double, T>(x);
        var ys = MemoryMarshal.Cast<double, T>(y);
        var rs = MemoryMarshal.Cast<double, T>(result.AsSpan());
        for (var i = 0; i < rs.Length; i++)
        {
            rs[i] = function(xs[i], ys[i]);
        }

        return result;
    }

    /// <summary>Same bits; any NaN equals any other, since IEEE 754 leaves its payload open.</summary>
    public static void AssertSame(double[][] expected, double[][] actual)
    {
        for (var f = 0; f < expected.Length; f++)
        {
            for (var i = 0; i < expected[f].Length; i++)
            {
                Assert.True(
                    BitConverter.DoubleToInt64Bits(expected[f][i]) == BitConverter.DoubleToInt64Bits(actual[f][i]) || (double.IsNaN(expected[f][i]) && double.IsNaN(actual[f][i])),
                    $"function {f}, place {i}: scalar {expected[f][i]:R}, wide {actual[f][i]:R}");
            }
        }
    }
}
