using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation.Tests.Sgp4;

/// <summary>Two blocks side by side against each alone: the same bits, whatever stands beside.</summary>
public class SideBySideTests
{
    // Near earth from circular to nearly parabolic, so that neighbours need different numbers of Newton steps; strong drag, states refused; deep space with both resonances.
    private static readonly MeanElements[] Sets =
    [
        States.Set(15.5, 0.0001, 51.6), States.Set(15.1, 0.001, 97.4, perigee: 90), States.Set(14.2, 0.004, 74, anomaly: 300), States.Set(13.8, 0.015, 98.7),
        States.Set(12.5, 0.09, 32.4, perigee: 10), States.Set(8.9, 0.3, 28.5, anomaly: 170), States.Set(7.0, 0.45, 7, anomaly: 2), States.Set(16.35, 0.0008, 97, bstar: 2e-3),
        States.Set(16.4, 0.02, 65, bstar: 3e-2), States.Set(15.9, 0.0006, 0.01), States.Set(14.9, 0.0011, 179.9), States.Set(6.5, 0.52, 63.4, perigee: 270),
        States.Set(1.00271, 0.0003, 0.04), States.Set(2.00561, 0.74, 63.4, perigee: 270), States.Set(2.2, 0.7, 7.2, bstar: 1e-3), States.Set(4.0, 0.5, 28),
        States.Set(1.0027, 0.6, 46), States.Set(0.4, 0.97, 40),
    ];

    private static readonly Gen<double> Minutes = Gen.Frequency(
        (4, Gen.Double[-20_000, 20_000]), (3, Gen.Double[-1000, 1000]), (1, Gen.Int[-20, 20].Select(k => 720.0 * k)), (1, Gen.OneOf(0.0, double.NaN)));

    [Fact]
    public void Blocks_side_by_side_have_the_bits_that_they_have_alone_in_every_width() =>
        Gen.Select(Minutes, Minutes, Gen.Enum<Sgp4Mode>()).Sample((one, other, mode) =>
        {
            Compare<ScalarLane>(one, other, mode);
            Compare<Lane256>(one, other, mode);
            Compare<Lane512>(one, other, mode);
        }, iter: 400);

    private static void Compare<T>(double one, double other, Sgp4Mode mode)
        where T : unmanaged, ILane<T>
    {
        var blocks = new Sgp4Blocks<T>([.. Sets.Select(set => new Sgp4Propagator(set, mode))], mode);
        for (var first = 0; first < blocks.Count; first++)
        {
            for (var second = 0; second < blocks.Count; second++)
            {
                var (resonanceOne, resonanceOther) = (default(ResonanceState<T>), default(ResonanceState<T>));
                blocks.Propagate(first, T.Of(one), ref resonanceOne, second, T.Of(other), ref resonanceOther, out var actualOne, out var actualOther);
                Same(first, one, ref actualOne);
                Same(second, other, ref actualOther);
            }

            // One block at two times keeps one integrator's state.
            var resonance = default(ResonanceState<T>);
            blocks.Propagate(first, T.Of(one), ref resonance, first, T.Of(other), ref resonance, out var early, out var late);
            Same(first, one, ref early);
            Same(first, other, ref late);
        }

        void Same(int block, double minutes, ref StateLanes<T> actual)
        {
            var fresh = default(ResonanceState<T>);
            blocks.Propagate(block, T.Of(minutes), ref fresh, out var expected);
            Assert.True(Bytes(ref expected).SequenceEqual(Bytes(ref actual)), $"{Unsafe.SizeOf<T>()} bytes, block {block}, {mode}, {one:R} beside {other:R} minutes");
        }
    }

    private static Span<byte> Bytes<T>(ref StateLanes<T> state)
        where T : unmanaged => MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref state, 1));
}
