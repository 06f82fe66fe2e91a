using Ssa.Propagation.Lanes;

namespace Ssa.Propagation.Tests.Sgp4;

public class BatchAllocationTests
{
    public static TheoryData<LaneWidth> Widths => [LaneWidth.Scalar, LaneWidth.Wide256, LaneWidth.Wide512];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Propagating_a_batch_allocates_nothing(LaneWidth width)
    {
        MeanElements[] sets = [.. VerificationSets.All.Select(set => set.Elements)];
        var batch = Sgp4Batch.Prepare(sets, Sgp4Mode.Afspc, width);
        var minutes = new double[sets.Length];
        var states = new TemeState[sets.Length];
        batch.Propagate(minutes, states);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 200; k++)
        {
            minutes.AsSpan().Fill(10 * k);
            batch.Propagate(minutes, states);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Propagating_one_set_allocates_nothing()
    {
        var propagators = VerificationSets.All.Select(set => new Sgp4Propagator(set.Elements, Sgp4Mode.Afspc)).ToArray();
        var sum = 0.0;
        foreach (var propagator in propagators)
        {
            sum += propagator.At(1).PositionKm.X;
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var propagator in propagators)
        {
            for (var t = 0; t < 1000; t += 10)
            {
                sum += propagator.At(t).PositionKm.X;
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsNaN(sum));
    }

    [Fact]
    public void The_screening_kernels_allocate_nothing_with_a_kept_resonance_state()
    {
        var propagators = VerificationSets.All.Select(set => new Sgp4Propagator(set.Elements, Sgp4Mode.Afspc)).ToArray();
        var blocks = new Sgp4Blocks<Lane512>(propagators, Sgp4Mode.Afspc);
        var resonance = new ResonanceState<Lane512>[blocks.Count];
        Run(0, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(1, 100);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int from, int to)
        {
            for (var k = from; k < to; k++)
            {
                for (var block = 0; block < blocks.Count; block++)
                {
                    blocks.Propagate(block, Lane512.Of(20 * k), ref resonance[block], out _);
                }
            }
        }
    }
}
