namespace Ssa.Propagation.Ephemerides;

/// <summary>
/// Which nodes a polynomial goes through. Every interval between two nodes has one window, which always holds both of them: at a node the polynomials of
/// both sides have its value, so that the interpolated path has no jump where windows change, neither for even nor for odd numbers of nodes.
/// (A window that is moved at the middle of an interval, as an odd number of nodes suggests, does jump there.)
/// </summary>
internal static class NodeWindow
{
    /// <summary>The nodes of an interval's window, from the interval outwards; at a segment's ends the window leans inwards.</summary>
    /// <param name="interval">The interval, by the node at its start.</param>
    /// <param name="count">How many nodes the segment has.</param>
    /// <param name="nodes">Where the window is written: as many nodes as this is long, at most count.</param>
    public static void Of(int interval, int count, Span<int> nodes)
    {
        var first = Math.Clamp(interval - ((nodes.Length - 1) / 2), 0, count - nodes.Length);
        var end = first + nodes.Length;
        var (low, high) = (interval, interval + 1);
        for (var i = 0; i < nodes.Length; i++)
        {
            // The interval's own two nodes come first; then whichever side is nearer.
            var takeLow = high >= end || (low >= first && interval - low <= high - interval - 1);
            nodes[i] = takeLow ? low-- : high++;
        }
    }

    /// <summary>As many nodes around one of them, without it, half of them on each side; false where there are too few.</summary>
    /// <param name="left">The node left out.</param>
    /// <param name="count">How many nodes the segment has.</param>
    /// <param name="nodes">Where the window is written.</param>
    public static bool Without(int left, int count, Span<int> nodes)
    {
        var before = nodes.Length / 2;
        var after = nodes.Length - before;
        if (left < before || left + after >= count)
        {
            return false;
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = i % 2 == 0 ? left + 1 + (i / 2) : left - 1 - (i / 2);
        }

        return true;
    }
}
