using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>
/// Three polynomials of one variable in Newton's form, one for each component: p(u) = c₀ + (u − z₀)(c₁ + (u − z₁)(c₂ + …)), with divided differences as
/// coefficients; for Hermite interpolation each abscissa stands twice and the first difference of such a pair is the slope (Burden and Faires,
/// Numerical Analysis, sections 3.3 and 3.4). The abscissa u counts lengths of the interval in question from its start.
/// </summary>
/// <remarks>Implementation note: lives on the stack over buffers of the caller, so that reading positions allocates nothing.</remarks>
internal ref struct NodePolynomial
{
    /// <summary>Doubles of buffer that a polynomial of the highest degree needs.</summary>
    public const int BufferLength = 4 * Most;

    private const int Most = EphemerisInterpolation.HighestDegree + 1;
    private const double SecondsPerNanosecond = 1e-9;

    private readonly Span<double> _z;
    private readonly Span<double> _cx;
    private readonly Span<double> _cy;
    private readonly Span<double> _cz;
    private int _count;

    public NodePolynomial(Span<double> buffer)
    {
        _z = buffer[..Most];
        _cx = buffer.Slice(Most, Most);
        _cy = buffer.Slice(2 * Most, Most);
        _cz = buffer.Slice(3 * Most, Most);
    }

    /// <summary>Goes through values of nodes: three of every six numbers of the states.</summary>
    /// <param name="nodes">The nodes, best from the middle outwards: the first are met exactly, and rounding grows with the distance.</param>
    /// <param name="elapsedNs">Per node its time.</param>
    /// <param name="states">Per node six numbers.</param>
    /// <param name="from">Where in the six the values begin: 0 for positions, 3 for velocities.</param>
    /// <param name="originNs">The time of u = 0.</param>
    /// <param name="lengthNs">The time from u = 0 to u = 1.</param>
    public void Fit(ReadOnlySpan<int> nodes, long[] elapsedNs, double[] states, int from, long originNs, long lengthNs)
    {
        _count = nodes.Length;
        for (var i = 0; i < _count; i++)
        {
            var at = (6 * nodes[i]) + from;
            _z[i] = (elapsedNs[nodes[i]] - originNs) / (double)lengthNs;
            (_cx[i], _cy[i], _cz[i]) = (states[at], states[at + 1], states[at + 2]);
        }

        Difference(1);
    }

    /// <summary>Goes through the positions of nodes with their velocities as slopes; parameters as of <see cref="Fit"/>.</summary>
    public void FitWithSlopes(ReadOnlySpan<int> nodes, long[] elapsedNs, double[] states, long originNs, long lengthNs)
    {
        _count = 2 * nodes.Length;
        for (var i = 0; i < nodes.Length; i++)
        {
            var at = 6 * nodes[i];
            _z[2 * i] = _z[(2 * i) + 1] = (elapsedNs[nodes[i]] - originNs) / (double)lengthNs;
            (_cx[2 * i], _cy[2 * i], _cz[2 * i]) = (states[at], states[at + 1], states[at + 2]);
        }

        // The first differences: between neighbours quotients, within a pair the slope. From the end, as each needs the values before it.
        var lengthS = lengthNs * SecondsPerNanosecond;
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            var (pair, at) = (2 * i, (6 * nodes[i]) + 3);
            (_cx[pair + 1], _cy[pair + 1], _cz[pair + 1]) = (states[at] * lengthS, states[at + 1] * lengthS, states[at + 2] * lengthS);
            if (i > 0)
            {
                var quotient = 1 / (_z[pair] - _z[pair - 2]);
                _cx[pair] = (_cx[pair] - _cx[pair - 2]) * quotient;
                _cy[pair] = (_cy[pair] - _cy[pair - 2]) * quotient;
                _cz[pair] = (_cz[pair] - _cz[pair - 2]) * quotient;
            }
        }

        Difference(2);
    }

    /// <summary>The values at an abscissa.</summary>
    public readonly Vector3 At(double u)
    {
        var last = _count - 1;
        var (x, y, z) = (_cx[last], _cy[last], _cz[last]);
        for (var i = last - 1; i >= 0; i--)
        {
            var d = u - _z[i];
            x = (x * d) + _cx[i];
            y = (y * d) + _cy[i];
            z = (z * d) + _cz[i];
        }

        return new Vector3(x, y, z);
    }

    /// <summary>The derivatives at an abscissa, per second.</summary>
    /// <param name="u">The abscissa.</param>
    /// <param name="lengthNs">The time from u = 0 to u = 1.</param>
    public readonly Vector3 SlopeAt(double u, long lengthNs)
    {
        var last = _count - 1;
        var (x, y, z) = (_cx[last], _cy[last], _cz[last]);
        var (dx, dy, dz) = (0.0, 0.0, 0.0);
        for (var i = last - 1; i >= 0; i--)
        {
            var d = u - _z[i];
            (dx, dy, dz) = ((dx * d) + x, (dy * d) + y, (dz * d) + z);
            (x, y, z) = ((x * d) + _cx[i], (y * d) + _cy[i], (z * d) + _cz[i]);
        }

        return 1 / (lengthNs * SecondsPerNanosecond) * new Vector3(dx, dy, dz);
    }

    private readonly void Difference(int firstOrder)
    {
        for (var order = firstOrder; order < _count; order++)
        {
            for (var i = _count - 1; i >= order; i--)
            {
                var quotient = 1 / (_z[i] - _z[i - order]);
                _cx[i] = (_cx[i] - _cx[i - 1]) * quotient;
                _cy[i] = (_cy[i] - _cy[i - 1]) * quotient;
                _cz[i] = (_cz[i] - _cz[i - 1]) * quotient;
            }
        }
    }
}
