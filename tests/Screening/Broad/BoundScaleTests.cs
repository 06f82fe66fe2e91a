using Ssa.Screening.Broad;

namespace Ssa.Screening.Tests.Broad;

/// <summary>The maps to whole numbers never fall, whatever the width, so that intervals that overlap still do.</summary>
public class BoundScaleTests
{
    private const int Count = 1 << 14;

    [Fact]
    public void Radii_keep_their_order() =>
        AssertOrder(random => 1000 + (float)Math.Exp(4 + (10 * random.NextDouble())), new Radius(), 0, BoundScale.Top - 1);

    [Fact]
    public void Places_along_x_keep_their_order() => AssertOrder(random => 150_000 * (random.NextSingle() - 0.5f), new Along(), 0, BoundScale.Top);

    [Fact]
    public void Angles_keep_their_order_and_a_turn_is_a_turn()
    {
        AssertOrder(random => (12 * random.NextSingle()) - 4, new Angle(), 0, BoundScale.Top);
        Assert.Equal([BoundScale.AngleOrigin], Whole<Single32>([0], new Angle()));
        Assert.Equal([BoundScale.AngleOrigin + BoundScale.AnglesPerTurn], Whole<Single32>([BoundScale.Turn], new Angle()));
    }

    [Fact]
    public void What_is_no_number_becomes_zero()
    {
        var none = Enumerable.Repeat(float.NaN, 16).ToArray();
        Assert.All(Whole<Single32>(none, new Same()).Concat(Whole<Single256>(none, new Same())).Concat(Whole<Single512>(none, new Same())), value => Assert.Equal(0, value));
    }

    private static void AssertOrder(Func<Random, float> sample, IMap map, int least, int most)
    {
        var random = new Random(5);

        // Neighbours too: each number and the next one.
        var values = Enumerable.Range(0, Count / 2).Select(_ => sample(random)).SelectMany(value => new[] { value, MathF.BitIncrement(value) }).Order().ToArray();
        var whole = Whole<Single32>(values, map);
        Assert.Equal(whole.Order(), whole);
        Assert.Equal(whole, Whole<Single256>(values, map));
        Assert.Equal(whole, Whole<Single512>(values, map));
        Assert.True(whole[0] >= least && whole[^1] <= most && whole.Distinct().Count() > 1000);
    }

    private static ushort[] Whole<TSingle>(float[] values, IMap map)
        where TSingle : unmanaged, ISingleLane<TSingle>
    {
        var whole = new ushort[values.Length];
        for (var i = 0; i < values.Length; i += TSingle.Width)
        {
            TSingle.StoreShorts(map.Of(TSingle.Load(in values[i])), ref whole[i]);
        }

        return whole;
    }

    private interface IMap
    {
        TSingle Of<TSingle>(TSingle value)
            where TSingle : unmanaged, ISingleLane<TSingle>;
    }

    private sealed class Radius : IMap
    {
        public TSingle Of<TSingle>(TSingle value)
            where TSingle : unmanaged, ISingleLane<TSingle> => BoundScale.OfRadius(value);
    }

    private sealed class Along : IMap
    {
        public TSingle Of<TSingle>(TSingle value)
            where TSingle : unmanaged, ISingleLane<TSingle> => BoundScale.OfX(value);
    }

    private sealed class Angle : IMap
    {
        public TSingle Of<TSingle>(TSingle value)
            where TSingle : unmanaged, ISingleLane<TSingle> => BoundScale.OfAngle(value);
    }

    private sealed class Same : IMap
    {
        public TSingle Of<TSingle>(TSingle value)
            where TSingle : unmanaged, ISingleLane<TSingle> => value;
    }
}
