using System.Runtime.CompilerServices;
using Ssa.Propagation.Lanes;

namespace Ssa.Screening.Fine;

/// <summary>Distance between two objects at one point of an interval, and how it changes.</summary>
/// <param name="Squared">Distance squared, km².</param>
/// <param name="Slope">Half its derivative, ρ·ρ', in the interval's own abscissa.</param>
/// <param name="Curvature">Half its second derivative.</param>
internal readonly record struct DistancePoint(double Squared, double Slope, double Curvature);

/// <summary>
/// The relative position of two objects over an interval as a Chebyshev polynomial in each axis, and the squares of the distance at fixed samples of it.
/// One instance serves a thread and is filled again for each pair and interval.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal sealed class RelativeMotion<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Samples of an interval: 4 s apart over a cell, far closer than two minima of a distance can be.</summary>
    public const int Samples = 32;

    /// <summary>Last coefficient (km) above which the interval is not smooth and has to be cut: a jump of SGP4, or states that change too fast.</summary>
    private const double SmoothKm = 1e-6;

    private readonly double[] _coefficients = new double[3 * Chebyshev.Count];

    /// <summary>Whether the distance is the largest component, as in the stretched frame of a box, and not the Euclidean one.</summary>
    public bool IsBox { get; set; }

    /// <summary>Start of the interval.</summary>
    public long StartNs { get; private set; }

    /// <summary>Length of the interval.</summary>
    public long LengthNs { get; private set; }

    /// <summary>The largest last coefficient, km: what the polynomial may err by.</summary>
    public double RoughnessKm { get; private set; }

    /// <summary>
    /// The largest of the last two coefficients, km: what is left of a kink inside the interval, whose coefficients fall as 1/k² and change their sign as cos kθ, so that one
    /// of them may vanish.
    /// </summary>
    public double KinkKm { get; private set; }

    /// <summary>Distance squared at each sample, km².</summary>
    public double[] Squared { get; } = new double[Samples];

    /// <summary>ρ·ρ' at each sample.</summary>
    public double[] Slope { get; } = new double[Samples];

    /// <summary>Fits the motion.</summary>
    /// <param name="first">The first object's positions at the nodes: eight x, eight y, eight z, km.</param>
    /// <param name="second">The second object's.</param>
    /// <param name="matrix">The fit matrix of the interval.</param>
    /// <param name="startNs">Start of the interval.</param>
    /// <param name="lengthNs">Its length.</param>
    /// <returns>Whether the motion is smooth enough for the polynomial to hold.</returns>
    public bool Fit(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double[] matrix, long startNs, long lengthNs)
    {
        StartNs = startNs;
        LengthNs = lengthNs;
        RoughnessKm = 0;
        KinkKm = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            for (var k = 0; k < Chebyshev.Count; k += T.Width)
            {
                var sum = T.Of(0);
                for (var j = 0; j < Chebyshev.Count; j++)
                {
                    var node = (axis * Chebyshev.Count) + j;
                    sum = T.Fma(Load(ref matrix[(j * Chebyshev.Count) + k]), T.Of(second[node] - first[node]), sum);
                }

                Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref _coefficients[(axis * Chebyshev.Count) + k]), sum);
            }

            RoughnessKm = Math.Max(RoughnessKm, Math.Abs(_coefficients[(axis * Chebyshev.Count) + Chebyshev.Count - 1]));
            KinkKm = Math.Max(KinkKm, Math.Max(RoughnessKm, Math.Abs(_coefficients[(axis * Chebyshev.Count) + Chebyshev.Count - 2])));
        }

        return RoughnessKm <= SmoothKm;
    }

    /// <summary>The coefficients of T₀ to T₇ of a component.</summary>
    public ReadOnlySpan<double> Coefficients(int axis) => _coefficients.AsSpan(axis * Chebyshev.Count, Chebyshev.Count);

    /// <summary>Fills <see cref="Squared"/> and <see cref="Slope"/>.</summary>
    public void Sample(SampleTable table)
    {
        if (IsBox)
        {
            for (var s = 0; s < Samples; s++)
            {
                var point = At(table.Abscissas[s]);
                (Squared[s], Slope[s]) = (point.Squared, point.Slope);
            }

            return;
        }

        var c = _coefficients;
        for (var s = 0; s < Samples; s += T.Width)
        {
            var squared = T.Of(0);
            var slope = T.Of(0);
            for (var axis = 0; axis < 3; axis++)
            {
                var value = T.Of(c[axis * Chebyshev.Count]);
                var derivative = T.Of(c[(axis * Chebyshev.Count) + 1]);
                value = T.Fma(Load(ref table.Values[Samples + s]), derivative, value);
                for (var k = 2; k < Chebyshev.Count; k++)
                {
                    var coefficient = T.Of(c[(axis * Chebyshev.Count) + k]);
                    value = T.Fma(Load(ref table.Values[(k * Samples) + s]), coefficient, value);
                    derivative = T.Fma(Load(ref table.Derivatives[(k * Samples) + s]), coefficient, derivative);
                }

                squared = T.Fma(value, value, squared);
                slope = T.Fma(value, derivative, slope);
            }

            Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref Squared[s]), squared);
            Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref Slope[s]), slope);
        }
    }

    /// <summary>The distance at any abscissa of the interval.</summary>
    public DistancePoint At(double x)
    {
        double squared = 0, slope = 0, curvature = 0;
        for (var axis = 0; axis < 3; axis++)
        {
            // Three-term recurrences of Tₖ, Tₖ' and Tₖ''.
            double t0 = 1, t1 = x, d0 = 0, d1 = 1, e0 = 0, e1 = 0;
            var c = _coefficients.AsSpan(axis * Chebyshev.Count, Chebyshev.Count);
            var value = c[0] + (c[1] * x);
            var first = c[1];
            var second = 0.0;
            for (var k = 2; k < Chebyshev.Count; k++)
            {
                var t2 = (2 * x * t1) - t0;
                var d2 = (2 * t1) + (2 * x * d1) - d0;
                var e2 = (4 * d1) + (2 * x * e1) - e0;
                value += c[k] * t2;
                first += c[k] * d2;
                second += c[k] * e2;
                (t0, t1, d0, d1, e0, e1) = (t1, t2, d1, d2, e1, e2);
            }

            if (IsBox)
            {
                if (axis == 0 || value * value > squared)
                {
                    (squared, slope, curvature) = (value * value, value * first, (first * first) + (value * second));
                }

                continue;
            }

            squared += value * value;
            slope += value * first;
            curvature += (first * first) + (value * second);
        }

        return new DistancePoint(squared, slope, curvature);
    }

    /// <summary>A component and its derivative at any abscissa of the interval.</summary>
    public (double Value, double Rate) ComponentAt(int axis, double x)
    {
        double t0 = 1, t1 = x, d0 = 0, d1 = 1;
        var c = Coefficients(axis);
        var value = c[0] + (c[1] * x);
        var rate = c[1];
        for (var k = 2; k < Chebyshev.Count; k++)
        {
            var t2 = (2 * x * t1) - t0;
            var d2 = (2 * t1) + (2 * x * d1) - d0;
            value += c[k] * t2;
            rate += c[k] * d2;
            (t0, t1, d0, d1) = (t1, t2, d1, d2);
        }

        return (value, rate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Load(ref double source) => Unsafe.ReadUnaligned<T>(ref Unsafe.As<double, byte>(ref source));
}

/// <summary>Chebyshev polynomials and their derivatives at evenly spaced samples of a part of the interval.</summary>
internal sealed class SampleTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="reach">The samples go from -reach to reach.</param>
    public SampleTable(double reach)
    {
        const int samples = RelativeMotion<ScalarLane>.Samples;
        Abscissas = new double[samples];
        Values = new double[Chebyshev.Count * samples];
        Derivatives = new double[Chebyshev.Count * samples];
        Span<double> t = stackalloc double[Chebyshev.Count];
        Span<double> d = stackalloc double[Chebyshev.Count];
        for (var s = 0; s < samples; s++)
        {
            Abscissas[s] = reach * (((2.0 * s) / (samples - 1)) - 1);
            Chebyshev.Values(Abscissas[s], t);
            Chebyshev.Derivatives(Abscissas[s], t, d);
            for (var k = 0; k < Chebyshev.Count; k++)
            {
                Values[(k * samples) + s] = t[k];
                Derivatives[(k * samples) + s] = d[k];
            }
        }
    }

    /// <summary>The abscissas of the samples.</summary>
    public double[] Abscissas { get; }

    /// <summary>Tₖ at sample s: entry k·Samples + s.</summary>
    public double[] Values { get; }

    /// <summary>Tₖ' at sample s.</summary>
    public double[] Derivatives { get; }
}
