using System.Numerics;

namespace Ssa.Propagation.Tests.Lanes;

/// <summary>
/// Sine and cosine to some sixty decimal places, in whole numbers of 2⁻²⁴⁰: the yardstick for functions of double precision. π by Machin's formula,
/// the functions by their Taylor series.
/// </summary>
internal static class FixedPoint
{
    public const int Bits = 240;

    public static readonly BigInteger One = BigInteger.One << Bits;

    public static readonly BigInteger Pi = 4 * ((4 * ArcCotangent(5)) - ArcCotangent(239));

    /// <summary>The exact value of a double, for magnitudes from 2⁻¹⁸⁰.</summary>
    public static BigInteger Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        var shift = Math.Max(exponent, 1) - 1075 + Bits;
        var magnitude = shift >= 0 ? (BigInteger)mantissa << shift : (BigInteger)mantissa >> -shift;
        return bits < 0 ? -magnitude : magnitude;
    }

    public static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger x)
    {
        x = BigInteger.Remainder(x, 2 * Pi);
        var square = (x * x) >> Bits;
        var (sin, cos) = (x, One);
        var (sinTerm, cosTerm) = (x, One);
        for (var k = 1; !sinTerm.IsZero || !cosTerm.IsZero; k++)
        {
            cosTerm = -((cosTerm * square) >> Bits) / ((2 * k) * ((2 * k) - 1));
            sinTerm = -((sinTerm * square) >> Bits) / ((2 * k) * ((2 * k) + 1));
            cosTerm = BigInteger.Abs(cosTerm) <= 1 ? BigInteger.Zero : cosTerm;
            sinTerm = BigInteger.Abs(sinTerm) <= 1 ? BigInteger.Zero : sinTerm;
            sin += sinTerm;
            cos += cosTerm;
        }

        return (sin, cos);
    }

    /// <summary>How far a double is from the true value, in units of its last place, or of a larger unit where that is given.</summary>
    public static double ErrorInUlps(double value, BigInteger truth, double leastUnit = 0)
    {
        var ulp = Math.Max(leastUnit, Math.BitIncrement(Math.Abs(value)) - Math.Abs(value));
        return (double)BigInteger.Abs(Of(value) - truth) / Math.Pow(2, Bits) / ulp;
    }

    private static BigInteger ArcCotangent(int x)
    {
        var (sum, power) = (BigInteger.Zero, One / x);
        for (var k = 0; !power.IsZero; k++)
        {
            sum += (k % 2 == 0 ? power : -power) / ((2 * k) + 1);
            power /= x * x;
        }

        return sum;
    }
}
