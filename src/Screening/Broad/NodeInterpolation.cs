using System.Runtime.CompilerServices;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Broad;

/// <summary>A position with its radius and the acceleration of gravity there.</summary>
/// <typeparam name="T">The lane type.</typeparam>
internal struct NodeSample<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Position, TEME, km; its norm; gravity, km/s².</summary>
    public T X, Y, Z, R, Fx, Fy, Fz;

    /// <summary>Gravity with J2 (Vallado, Fundamentals of Astrodynamics, eq. 8-27 ff. without the higher zonals), km/s².</summary>
    public static void Of(in StateLanes<T> state, out NodeSample<T> sample)
    {
        var one = T.Of(1);
        sample.X = state.X;
        sample.Y = state.Y;
        sample.Z = state.Z;
        sample.R = T.Sqrt((state.X * state.X) + (state.Y * state.Y) + (state.Z * state.Z));
        var inverse = one / sample.R;
        var inverse2 = inverse * inverse;
        var gravity = T.Of(-Wgs72.MuKm3PerS2) * inverse2 * inverse;
        var oblate = T.Of(1.5 * Wgs72.J2 * Wgs72.EarthRadiusKm * Wgs72.EarthRadiusKm) * inverse2;
        var z2 = T.Of(5) * state.Z * state.Z * inverse2;
        var equatorial = gravity * (one + (oblate * (one - z2)));
        sample.Fx = equatorial * state.X;
        sample.Fy = equatorial * state.Y;
        sample.Fz = gravity * (one + (oblate * (T.Of(3) - z2))) * state.Z;
    }
}

/// <summary>
/// Positions between two nodes H apart from the positions there and the gravity at four: y(u) = (1−u) x₀ + u x₁ − H² Σ wₖ(u) fₖ, whose second derivative is the cubic
/// through f₋₁ to f₂; wₖ'' = −ℓₖ, wₖ(0) = wₖ(1) = 0, with ℓₖ Lagrange's polynomials. docs/screening-margins.md bounds its error by the defect at both nodes.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal sealed class NodeInterpolation<T>
    where T : unmanaged, ILane<T>
{
    private const int Nodes = 4;

    private readonly double[] _weights;
    private readonly double[] _fractions;
    private readonly double _twelfth;
    private readonly double _bendScale;

    /// <summary>Tabulates the weights.</summary>
    /// <param name="steps">Steps between two nodes.</param>
    /// <param name="stepSeconds">Length of a step, s.</param>
    public NodeInterpolation(int steps, double stepSeconds)
    {
        var h = steps * stepSeconds;
        _twelfth = h * h / 12;
        _bendScale = 1.0 / (steps * steps);
        _weights = new double[(steps + 1) * Nodes];
        _fractions = new double[steps + 1];
        for (var point = 1; point <= steps; point++)
        {
            _fractions[point] = point / (double)steps;
            for (var k = 0; k < Nodes; k++)
            {
                _weights[(point * Nodes) + k] = -h * h * Weight(k, _fractions[point]);
            }
        }
    }

    /// <summary>Numerov's defect of three nodes, km.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Defect(in NodeSample<T> before, in NodeSample<T> here, in NodeSample<T> after)
    {
        var minusTwo = T.Of(-2);
        var ten = T.Of(10);
        var minusTwelfth = T.Of(-_twelfth);
        var dx = T.Fma(minusTwelfth, T.Fma(ten, here.Fx, before.Fx + after.Fx), T.Fma(minusTwo, here.X, before.X + after.X));
        var dy = T.Fma(minusTwelfth, T.Fma(ten, here.Fy, before.Fy + after.Fy), T.Fma(minusTwo, here.Y, before.Y + after.Y));
        var dz = T.Fma(minusTwelfth, T.Fma(ten, here.Fz, before.Fz + after.Fz), T.Fma(minusTwo, here.Z, before.Z + after.Z));
        return T.Sqrt(T.Fma(dx, dx, T.Fma(dy, dy, dz * dz)));
    }

    /// <summary>The second difference of the radius at a node, scaled to one step, km.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Bend(in NodeSample<T> before, in NodeSample<T> here, in NodeSample<T> after) =>
        T.Abs(T.Of(_bendScale) * T.Fma(T.Of(-2), here.R, before.R + after.R));

    /// <summary>The position at a grid point between two nodes, or at the second.</summary>
    /// <param name="point">Steps from the node at the start, up to the node at the end.</param>
    /// <param name="before">The node before the start.</param>
    /// <param name="start">The node at the start.</param>
    /// <param name="end">The node at the end.</param>
    /// <param name="after">The node after the end.</param>
    /// <param name="x">Position, TEME, km.</param>
    /// <param name="y">See <paramref name="x"/>.</param>
    /// <param name="z">See <paramref name="x"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void At(
        int point, in NodeSample<T> before, in NodeSample<T> start, in NodeSample<T> end, in NodeSample<T> after, out T x, out T y, out T z)
    {
        var w = _weights.AsSpan(point * Nodes, Nodes);
        var (w0, w1, w2, w3) = (T.Of(w[0]), T.Of(w[1]), T.Of(w[2]), T.Of(w[3]));
        var u = T.Of(_fractions[point]);
        x = T.Fma(u, end.X - start.X, start.X) + T.Fma(w0, before.Fx, T.Fma(w1, start.Fx, T.Fma(w2, end.Fx, w3 * after.Fx)));
        y = T.Fma(u, end.Y - start.Y, start.Y) + T.Fma(w0, before.Fy, T.Fma(w1, start.Fy, T.Fma(w2, end.Fy, w3 * after.Fy)));
        z = T.Fma(u, end.Z - start.Z, start.Z) + T.Fma(w0, before.Fz, T.Fma(w1, start.Fz, T.Fma(w2, end.Fz, w3 * after.Fz)));
    }

    /// <summary>wₖ(u) by integrating Lagrange's polynomial of node k − 1 among −1, 0, 1, 2 twice.</summary>
    private static double Weight(int k, double u)
    {
        Span<double> lagrange = [1, 0, 0, 0];
        for (var j = 0; j < Nodes; j++)
        {
            if (j == k)
            {
                continue;
            }

            // Times (u − (j − 1)) / (k − j).
            for (var power = Nodes - 1; power >= 0; power--)
            {
                lagrange[power] = ((power > 0 ? lagrange[power - 1] : 0) - ((j - 1) * lagrange[power])) / (k - j);
            }
        }

        double value = 0, atOne = 0;
        for (var power = Nodes - 1; power >= 0; power--)
        {
            var coefficient = -lagrange[power] / ((power + 1) * (power + 2));
            atOne += coefficient;
            value = (value * u) + coefficient;
        }

        return (value * u * u) - (atOne * u);
    }
}
