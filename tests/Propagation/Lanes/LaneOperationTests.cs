using System.Runtime.InteropServices;
using CsCheck;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation.Tests.Lanes;

public class LaneOperationTests
{
    // Random bits reach every exponent, denormals and NaNs with payloads; the rest are what comparisons and rounding turn on.
    private static readonly Gen<double> AnyBits = Gen.Frequency(
        (3, Gen.Long.Select(BitConverter.Int64BitsToDouble)),
        (3, Gen.Double[-1e3, 1e3]),
        (2, Gen.Int[-9, 9].Select(k => k * 0.5)),
        (2, Gen.OneOf(0.0, -0.0, 1.0, -1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 4503599627370496.5, 9007199254740993.0)));

    [Fact]
    public void Every_operation_gives_the_same_bits_in_every_width() =>
        Gen.Select(AnyBits.Array[8], AnyBits.Array[8]).Sample((a, b) =>
        {
            var expected = LaneArrays.Map(Operations<ScalarLane>(), a, b);
            LaneArrays.AssertSame(expected, LaneArrays.Map(Operations<Lane256>(), a, b));
            LaneArrays.AssertSame(expected, LaneArrays.Map(Operations<Lane512>(), a, b));
        }, iter: 20_000);

    [Fact]
    public void Bitwise_operations_keep_every_bit_even_of_a_nan() =>
        Gen.Select(AnyBits.Array[8], AnyBits.Array[8]).Sample((a, b) =>
        {
            AssertBits<ScalarLane>(a, b);
            AssertBits<Lane256>(a, b);
            AssertBits<Lane512>(a, b);
        }, iter: 5000);

    [Fact]
    public void The_scalar_lane_computes_what_the_language_does() =>
        Gen.Select(AnyBits, AnyBits, AnyBits).Sample((a, b, c) =>
        {
            ScalarLane x = new(a), y = new(b), z = new(c);
            AssertSame(a + b, x + y);
            AssertSame(a - b, x - y);
            AssertSame(a * b, x * y);
            AssertSame(a / b, x / y);
            AssertSame(-a, -x);
            AssertSame(Math.FusedMultiplyAdd(a, b, c), ScalarLane.Fma(x, y, z));
            AssertSame(Math.Sqrt(a), ScalarLane.Sqrt(x));
            AssertSame(Math.Abs(a), ScalarLane.Abs(x));
            AssertSame(Math.Truncate(a), ScalarLane.Truncate(x));
            Assert.Equal(a < b, ScalarLane.Any(ScalarLane.LessThan(x, y)));
            Assert.Equal(a <= b, ScalarLane.Any(ScalarLane.LessOrEqual(x, y)));
            AssertSame(a < b ? a : c, ScalarLane.Select(ScalarLane.LessThan(x, y), x, z));
        }, iter: 20_000);

    [Fact]
    public void A_mask_set_in_one_place_alone_is_seen()
    {
        for (var place = 0; place < 8; place++)
        {
            var values = new double[8];
            values[place] = -1;
            Assert.True(Lane512.Any(Lane512.LessThan(MemoryMarshal.Cast<double, Lane512>(values)[0], Lane512.Of(0))));
            var quarters = MemoryMarshal.Cast<double, Lane256>(values);
            Assert.Equal(place < 4, Lane256.Any(Lane256.LessThan(quarters[0], Lane256.Of(0))));
            Assert.Equal(place >= 4, Lane256.Any(Lane256.LessThan(quarters[1], Lane256.Of(0))));
        }

        Assert.False(Lane512.Any(Lane512.LessThan(Lane512.Of(0), Lane512.Of(0))));
        Assert.False(Lane256.Any(Lane256.LessThan(Lane256.Of(double.NaN), Lane256.Of(0))));
    }

    [Fact]
    public void Stored_singles_are_the_nearest_ones_in_every_width() => AnyBits.Array[8].Sample(values =>
    {
        var (one, four, eight) = (new float[8], new float[8], new float[8]);
        for (var i = 0; i < 8; i++)
        {
            ScalarLane.StoreSingles(new ScalarLane(values[i]), ref one[i]);
        }

        var quarters = MemoryMarshal.Cast<double, Lane256>(values);
        Lane256.StoreSingles(quarters[0], ref four[0]);
        Lane256.StoreSingles(quarters[1], ref four[4]);
        Lane512.StoreSingles(MemoryMarshal.Cast<double, Lane512>(values)[0], ref eight[0]);
        Assert.Equal(values.Select(v => (float)v), one);
        Assert.Equal(one, four);
        Assert.Equal(one, eight);
    }, iter: 5000);

    private static void AssertSame(double expected, ScalarLane actual) =>
        Assert.True(expected.Equals(actual.Value) && (double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual.Value)), $"{expected:R} {actual.Value:R}");

    private static void AssertBits<T>(double[] a, double[] b)
        where T : unmanaged, ILane<T>
    {
        AssertBits<T>(a, b, T.And, (p, q) => p & q);
        AssertBits<T>(a, b, T.Or, (p, q) => p | q);
        AssertBits<T>(a, b, T.Xor, (p, q) => p ^ q);
        AssertBits<T>(a, b, T.AndNot, (p, q) => p & ~q);
        AssertBits<T>(a, b, (p, _) => T.IsLowestBitSet(p), (p, _) => (p & 1) != 0 ? -1 : 0);
        AssertBits<T>(a, b, (p, _) => T.SecondLowestBitAsSign(p), (p, _) => (p & 2) != 0 ? long.MinValue : 0);
        AssertBits<T>(a, b, (p, q) => T.Select(T.LessThan(p, q), p, q), (p, q) => BitConverter.Int64BitsToDouble(p) < BitConverter.Int64BitsToDouble(q) ? p : q);
        AssertBits<T>(a, b, T.LessOrEqual, (p, q) => BitConverter.Int64BitsToDouble(p) <= BitConverter.Int64BitsToDouble(q) ? -1 : 0);
    }

    private static void AssertBits<T>(double[] a, double[] b, Func<T, T, T> lanes, Func<long, long, long> bits)
        where T : unmanaged, ILane<T>
    {
        var actual = MemoryMarshal.Cast<double, long>(LaneArrays.Map(lanes, a, b).AsSpan());
        for (var i = 0; i < a.Length; i++)
        {
            Assert.Equal(bits(BitConverter.DoubleToInt64Bits(a[i]), BitConverter.DoubleToInt64Bits(b[i])), actual[i]);
        }
    }

    private static Func<T, T, T>[] Operations<T>()
        where T : unmanaged, ILane<T> =>
    [
        (a, b) => a + b, (a, b) => a - b, (a, b) => a * b, (a, b) => a / b, (a, _) => -a,
        (a, b) => T.Fma(a, b, a), (a, b) => T.Fma(a, a, b), (a, b) => T.Fma(b, T.Of(-Math.PI), a),
        (a, _) => T.Sqrt(a), (a, _) => T.Abs(a), (a, _) => T.Truncate(a),
        T.LessThan, T.LessOrEqual, T.And, T.Or, T.AndNot, T.Xor,
        (a, b) => T.Select(T.LessThan(a, b), a, b), (a, b) => T.Select(T.LessOrEqual(a, b), b, a),
        (a, _) => T.IsLowestBitSet(a), (a, _) => T.SecondLowestBitAsSign(a),
    ];
}
