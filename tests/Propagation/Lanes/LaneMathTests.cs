using System.Numerics;
using CsCheck;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation.Tests.Lanes;

public class LaneMathTests
{
    private const double StatedUlps = 2;

    // Next to a zero, what π/2 in 107 bits leaves out (1.5e-33, up to 640,000 times) shows in the last place.
    private const double NextToZero = 1e-27;

    private static readonly Gen<double> Angles = Gen.Frequency(
        (4, Gen.Double[-1e6, 1e6]),
        (3, Gen.Double[-10, 10]),
        (2, Gen.Int[-600_000, 600_000].Select(Gen.Double[-1e-6, 1e-6], (k, d) => (k * Math.PI / 2) + d)),
        (2, Gen.Int[-600_000, 600_000].Select(k => k * Math.PI / 2)),
        (2, Gen.Int[-600_000, 600_000].Select(k => k * Math.PI / 4)),
        (1, Gen.Double[-1e-5, 1e-5]));

    [Fact]
    public void The_yardstick_knows_pi_and_the_sine_of_one()
    {
        // Fifty decimals: OEIS A000796 and A049469.
        var scale = BigInteger.Pow(10, 50);
        Assert.Equal(BigInteger.Parse("314159265358979323846264338327950288419716939937510", null), (FixedPoint.Pi * scale) >> FixedPoint.Bits);
        Assert.Equal(BigInteger.Parse("84147098480789650665250232163029899962256306079837", null), (FixedPoint.SinCos(FixedPoint.One).Sin * scale) >> FixedPoint.Bits);
    }

    [Fact]
    public void Sine_and_cosine_keep_their_stated_error_up_to_a_million_radians() => Angles.Sample(x =>
    {
        LaneMath.SinCos(new ScalarLane(x), out var sin, out var cos);
        var truth = FixedPoint.SinCos(FixedPoint.Of(x));
        Assert.True(FixedPoint.ErrorInUlps(sin.Value, truth.Sin, NextToZero) < StatedUlps, $"sin({x:R}) = {sin.Value:R}");
        Assert.True(FixedPoint.ErrorInUlps(cos.Value, truth.Cos, NextToZero) < StatedUlps, $"cos({x:R}) = {cos.Value:R}");
    }, iter: 20_000);

    [Fact]
    public void The_series_for_small_corrections_are_as_good_to_a_sixteenth_and_the_mixed_form_beyond() => Gen.Double[-3, 3].Sample(y =>
    {
        var x = Math.Abs(y) > 1 ? y : y / 16;
        var truth = FixedPoint.SinCos(FixedPoint.Of(x));
        LaneMath.SinCosMixed(new ScalarLane(x), out var sin, out var cos);
        Assert.True(FixedPoint.ErrorInUlps(sin.Value, truth.Sin) < StatedUlps, $"sin({x:R})");
        Assert.True(FixedPoint.ErrorInUlps(cos.Value, truth.Cos) < StatedUlps, $"cos({x:R})");
    }, iter: 10_000);

    [Fact]
    public void The_series_for_steps_of_keplers_iteration_hold_to_their_largest_step() => Gen.Double[-0.95, 0.95].Sample(x =>
    {
        LaneMath.SinCosStep(new ScalarLane(x), out var sin, out var cos);
        var truth = FixedPoint.SinCos(FixedPoint.Of(x));
        Assert.True(FixedPoint.ErrorInUlps(sin.Value, truth.Sin) < StatedUlps, $"sin({x:R})");
        Assert.True(FixedPoint.ErrorInUlps(cos.Value, truth.Cos) < 2, $"cos({x:R})");
    }, iter: 10_000);

    [Fact]
    public void The_arc_tangent_points_where_the_point_lies() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Int[-30, 30], Gen.Int[-30, 30]).Sample((p, q, j, k) =>
        {
            var (y, x) = (Math.ScaleB(p, j), Math.ScaleB(q, k));
            if ((x == 0 && y == 0) || Math.Abs(p) < 1e-20)
            {
                return; // no direction, or one below the yardstick's own grain
            }

            // The angle's error is the point's offset from its ray, over its distance.
            var angle = LaneMath.Atan2(new ScalarLane(y), new ScalarLane(x)).Value;
            var (sin, cos) = FixedPoint.SinCos(FixedPoint.Of(angle));
            var across = (double)((FixedPoint.Of(y) * cos) - (FixedPoint.Of(x) * sin)) / Math.Pow(2, 2 * FixedPoint.Bits);
            var ulp = Math.BitIncrement(Math.Abs(angle)) - Math.Abs(angle);
            Assert.True(Math.Abs(across) / Math.Sqrt((x * x) + (y * y)) <= 3 * ulp, $"atan2({y:R}, {x:R}) = {angle:R}");
            Assert.InRange(angle, -Math.PI, Math.PI);
            Assert.True(y == 0 || Math.Sign(y) == Math.Sign(angle));
        }, iter: 20_000);

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(0, -1, Math.PI)]
    [InlineData(1, 0, Math.PI / 2)]
    [InlineData(-1, 0, -Math.PI / 2)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, Math.PI / 4)]
    [InlineData(-1, -1, -3 * Math.PI / 4)]
    public void The_arc_tangent_is_exact_on_axes_and_diagonals(double y, double x, double expected) =>
        Assert.Equal(expected, LaneMath.Atan2(new ScalarLane(y), new ScalarLane(x)).Value);

    [Fact]
    public void The_remainder_of_whole_turns_is_exact_or_off_by_one_turn_next_to_a_whole_turn() => Angles.Sample(x =>
    {
        var actual = LaneMath.ModTwoPi(new ScalarLane(x)).Value;
        var exact = x % LaneMath.TwoPi;
        if (actual != exact)
        {
            Assert.Equal(LaneMath.TwoPi, Math.Abs(actual - exact), 1e-15);
            Assert.True(Math.Min(Math.Abs(actual), Math.Abs(exact)) < 1e-9, $"{x:R}: {actual:R}, fmod {exact:R}");
        }
    }, iter: 50_000);

    [Fact]
    public void Every_function_gives_the_same_bits_in_every_width() =>
        Gen.Select(Gen.OneOf(Angles, Gen.Double), Gen.OneOf(Angles, Gen.Double)).Array[8].Sample(points =>
        {
            double[] x = [.. points.Select(p => p.Item1)];
            double[] y = [.. points.Select(p => p.Item2)];
            var expected = LaneArrays.Map<ScalarLane>(Functions<ScalarLane>(), x, y);
            LaneArrays.AssertSame(expected, LaneArrays.Map<Lane256>(Functions<Lane256>(), x, y));
            LaneArrays.AssertSame(expected, LaneArrays.Map<Lane512>(Functions<Lane512>(), x, y));
        }, iter: 5000);

    private static Func<T, T, T>[] Functions<T>()
        where T : unmanaged, ILane<T> =>
    [
        (x, _) => LaneMath.Sin(x),
        (x, _) => LaneMath.Cos(x),
        (x, _) => Second(x, LaneMath.SinCosMixed),
        (x, _) => Second(x, LaneMath.SinCosSmall),
        (x, _) => Second(x, LaneMath.SinCosStep),
        (x, _) => LaneMath.ModTwoPi(x),
        (x, y) => LaneMath.Atan2(x, y),
        (x, _) => LaneMath.IsNotSmall(x),
    ];

    private delegate void Pair<T>(T x, out T sin, out T cos);

    private static T Second<T>(T x, Pair<T> function)
        where T : unmanaged, ILane<T>
    {
        function(x, out var sin, out var cos);
        return sin + (T.Of(3) * cos);
    }
}
