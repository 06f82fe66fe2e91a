using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation.Tests.Sgp4;

public class ResonanceStateTests
{
    // One-day, half-day and no resonance side by side, so that wide blocks are mixed.
    private static readonly MeanElements[] Sets =
    [
        States.Set(1.00271, 0.0003, 0.04), States.Set(1.0021, 0.002, 14.2, anomaly: 200), States.Set(2.00561, 0.74, 63.4, perigee: 270), States.Set(2.0062, 0.68, 62.1, perigee: 280),
        States.Set(2.2, 0.7, 7.2, bstar: 1e-3), States.Set(1.0027, 0.6, 46), States.Set(2.0056, 0.01, 55), States.Set(4.0, 0.5, 28),
    ];

    private static readonly Gen<double[]> Journeys = Gen.Frequency(
        (4, Gen.Double[-20_000, 20_000]), (2, Gen.Double[-800, 800]), (1, Gen.Int[-20, 20].Select(k => 720.0 * k)), (1, Gen.OneOf(0.0, -0.0, double.NaN))).Array[2, 30];

    [Fact]
    public void A_kept_state_gives_the_bits_of_a_fresh_one_whatever_was_asked_before_in_every_width() =>
        Gen.Select(Journeys, Gen.Enum<Sgp4Mode>()).Sample((journey, mode) =>
        {
            Follow<ScalarLane>(journey, mode);
            Follow<Lane256>(journey, mode);
            Follow<Lane512>(journey, mode);
        }, iter: 1500);

    [Fact]
    public void Forward_backward_and_across_the_epoch_are_the_same_states()
    {
        double[] forward = [.. Enumerable.Range(-60, 121).Select(k => 333.0 * k)];
        double[] backward = [.. forward.Reverse()];
        double[] zigzag = [.. forward.SelectMany((t, k) => new[] { t, backward[k] })];
        foreach (var journey in new[] { forward, backward, zigzag })
        {
            Follow<ScalarLane>(journey, Sgp4Mode.Improved);
            Follow<Lane512>(journey, Sgp4Mode.Afspc);
        }
    }

    [Fact]
    public void Lanes_of_a_block_may_move_in_different_directions()
    {
        // Each satellite of a wide block goes its own way; the scalar propagator always starts afresh.
        var propagators = Sets.Select(set => new Sgp4Propagator(set, Sgp4Mode.Improved)).ToArray();
        var blocks = new Sgp4Blocks<Lane512>(propagators, Sgp4Mode.Improved);
        var resonance = new ResonanceState<Lane512>[blocks.Count];
        for (var k = -40; k <= 40; k++)
        {
            for (var block = 0; block < blocks.Count; block++)
            {
                var minutes = new double[8];
                for (var lane = 0; lane < 8; lane++)
                {
                    minutes[lane] = (lane % 2 == 0 ? 1 : -1) * (k + (3 * lane)) * 211.0;
                }

                blocks.Propagate(block, MemoryMarshal.Cast<double, Lane512>(minutes)[0], ref resonance[block], out var state);
                var rows = MemoryMarshal.Cast<StateLanes<Lane512>, double>(MemoryMarshal.CreateSpan(ref state, 1));
                for (var lane = 0; lane < 8; lane++)
                {
                    var index = blocks.IndexOfPlace[(block * 8) + lane];
                    if (index >= 0)
                    {
                        var expected = propagators[index].At(minutes[lane]);
                        Assert.True(States.Same(expected.PositionKm.X, rows[lane]));
                        Assert.True(States.Same(expected.VelocityKmPerS.Z, rows[40 + lane]));
                    }
                }
            }
        }
    }

    private static void Follow<T>(double[] journey, Sgp4Mode mode)
        where T : unmanaged, ILane<T>
    {
        var propagators = Sets.Select(set => new Sgp4Propagator(set, mode)).ToArray();
        var blocks = new Sgp4Blocks<T>(propagators, mode);
        for (var block = 0; block < blocks.Count; block++)
        {
            var kept = default(ResonanceState<T>);
            foreach (var t in journey)
            {
                var fresh = default(ResonanceState<T>);
                blocks.Propagate(block, T.Of(t), ref fresh, out var expected);
                blocks.Propagate(block, T.Of(t), ref kept, out var actual);
                Assert.True(Bytes(ref expected).SequenceEqual(Bytes(ref actual)), $"{Unsafe.SizeOf<T>()} bytes, {mode}, t = {t:R} in {string.Join(' ', journey)}");
            }
        }
    }

    private static Span<byte> Bytes<T>(ref StateLanes<T> state)
        where T : unmanaged => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref state, 1));
}
