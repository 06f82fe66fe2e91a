using CsCheck;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Propagation.Tests.Ephemerides;

public class NodeWindowTests
{
    private static readonly Gen<(int Count, int Size, int Interval)> Cases =
        from count in Gen.Int[2, 50]
        from size in Gen.Int[2, Math.Min(count, 32)]
        from interval in Gen.Int[0, count - 2]
        select (count, size, interval);

    [Fact]
    public void A_window_is_a_run_of_nodes_around_its_interval_as_nearly_centred_as_the_ends_allow() =>
        Cases.Sample(c =>
        {
            var nodes = new int[c.Size];
            NodeWindow.Of(c.Interval, c.Count, nodes);
            int[] run = [.. nodes.Order()];
            Assert.Equal(Enumerable.Range(run[0], c.Size), run);
            Assert.True(run[0] >= 0 && run[^1] < c.Count);
            Assert.Equal([c.Interval, c.Interval + 1], nodes[..2].Order());

            var (before, after) = (c.Interval - run[0], run[^1] - c.Interval - 1);
            Assert.True(Math.Abs(before - after) <= 1 || run[0] == 0 || run[^1] == c.Count - 1);
        });

    [Fact]
    public void A_window_without_a_node_has_its_neighbours_on_both_sides() =>
        Cases.Sample(c =>
        {
            var nodes = new int[c.Size];
            var found = NodeWindow.Without(c.Interval, c.Count, nodes);
            var (before, after) = (c.Size / 2, c.Size - (c.Size / 2));
            Assert.Equal(c.Interval >= before && c.Interval + after < c.Count, found);
            if (found)
            {
                Assert.Equal(Enumerable.Range(c.Interval - before, c.Size + 1).Where(node => node != c.Interval), nodes.Order());
            }
        });
}
