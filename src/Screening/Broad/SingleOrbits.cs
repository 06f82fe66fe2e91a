using System.Runtime.CompilerServices;
using Ssa.Propagation;

namespace Ssa.Screening.Broad;

/// <summary>
/// Positions of a bundle of objects in single precision at many times: the last third of SGP4, Kepler's equation and the short-period terms, over slowly changing elements that are
/// quadratics of the time (<see cref="OrbitFits{T, TSingle}"/> makes and checks them). Arithmetic in single precision is off by some 1e-6 of the radius, which the pads cover
/// (docs/screening-margins.md). One instance serves a thread.
/// </summary>
/// <remarks>Stages in methods of their own, each over all times: one time's chain of dependent operations hides behind the next one's.</remarks>
/// <typeparam name="TSingle">The lane type.</typeparam>
[SkipLocalsInit]
internal sealed class SingleOrbits<TSingle>
    where TSingle : unmanaged, ISingleLane<TSingle>
{
    /// <summary>Up to this eccentricity Halley's method needs one step from the mean angle: it leaves e⁴/6 at most.</summary>
    public const float OneStepEccentricity = 0.025f;

    /// <summary>Up to this one it needs two.</summary>
    public const float TwoStepEccentricity = 0.1f;

    private const float SmallStep = 2e-7f;
    private const float LargestStep = 0.95f;
    private const int MostSteps = 12;

    private readonly int _width = TSingle.Width;
    private readonly float[] _coefficients = new float[(int)OrbitRow.Count * TSingle.Width];
    private readonly float[] _times;
    private readonly float[] _sin;
    private readonly float[] _cos;
    private readonly float[] _x;
    private readonly float[] _y;
    private readonly float[] _z;

    /// <summary>Makes room.</summary>
    /// <param name="mostTimes">The most times of a run.</param>
    public SingleOrbits(int mostTimes)
    {
        _times = new float[mostTimes];
        (_sin, _cos) = (new float[mostTimes * _width], new float[mostTimes * _width]);
        (_x, _y, _z) = (new float[mostTimes * _width], new float[mostTimes * _width], new float[mostTimes * _width]);
    }

    /// <summary>The times of a run, in the unit of the quadratics.</summary>
    public Span<float> Times => _times;

    /// <summary>The place of a bundle's first coefficient of a row.</summary>
    public ref float Coefficient(OrbitRow row, int power = 0) => ref _coefficients[((int)row + power) * _width];

    /// <summary>The bundle's positions at a time of the run, TEME, km.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (TSingle X, TSingle Y, TSingle Z) Position(int time) =>
        (TSingle.Load(ref _x[time * _width]), TSingle.Load(ref _y[time * _width]), TSingle.Load(ref _z[time * _width]));

    /// <summary>Computes the positions.</summary>
    /// <param name="times">Number of times.</param>
    /// <param name="largestEccentricity">The bundle's largest eccentricity.</param>
    public void Run(int times, double largestEccentricity)
    {
        if (largestEccentricity <= OneStepEccentricity)
        {
            SolveKepler(times, steps: 1);
        }
        else if (largestEccentricity <= TwoStepEccentricity)
        {
            SolveKepler(times, steps: 2);
        }
        else
        {
            SolveKeplerFar(times);
        }

        Assemble(times);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Quadratic(ref float c, OrbitRow row, TSingle t)
    {
        ref var first = ref Unsafe.Add(ref c, (int)row * TSingle.Width);
        return TSingle.Fma(
            TSingle.Fma(TSingle.Load(ref Unsafe.Add(ref first, 2 * TSingle.Width)), t, TSingle.Load(ref Unsafe.Add(ref first, TSingle.Width))), t, TSingle.Load(ref first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle Constant(ref float c, OrbitRow row) => TSingle.Load(ref Unsafe.Add(ref c, (int)row * TSingle.Width));

    /// <summary>Sine and cosine to 3e-8 and rounding: nearly minimax polynomials, by interpolation at Chebyshev's nodes, on ±π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SinCos(TSingle u, out TSingle sin, out TSingle cos)
    {
        var one = TSingle.Of(1);
        var turns = TSingle.Floor(TSingle.Fma(u, TSingle.Of((float)(1 / Math.PI)), TSingle.Of(0.5f)));
        var r = TSingle.Fma(turns, TSingle.Of(-3.140625f), u);
        r = TSingle.Fma(turns, TSingle.Of((float)(3.140625 - Math.PI)), r);
        var half = TSingle.Of(0.5f) * turns;
        var sign = TSingle.Fma(TSingle.Of(-4), half - TSingle.Floor(half), one);
        var z = r * r;
        var p = TSingle.Fma(z, TSingle.Of(2.6346972e-06f), TSingle.Of(-0.00019822721f));
        p = TSingle.Fma(z, p, TSingle.Of(0.0083332420f));
        p = TSingle.Fma(z, p, TSingle.Of(-0.16666666f));
        sin = sign * TSingle.Fma(r * z, p, r);
        var q = TSingle.Fma(z, TSingle.Of(-2.6296901e-07f), TSingle.Of(2.4774553e-05f));
        q = TSingle.Fma(z, q, TSingle.Of(-0.0013888651f));
        q = TSingle.Fma(z, q, TSingle.Of(0.041666659f));
        q = TSingle.Fma(z, q, TSingle.Of(-0.5f));
        cos = sign * TSingle.Fma(z, q, one);
    }

    /// <summary>A step of the third order (Halley) of Kepler's equation E − axn sin E + ayn cos E = u, from an E that is so far from u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TSingle KeplerStep(TSingle axn, TSingle ayn, TSingle sin, TSingle cos, TSingle turned)
    {
        var esine = TSingle.Fma(axn, sin, TSingle.Of(0) - (ayn * cos));
        var slope = TSingle.Of(1) - TSingle.Fma(axn, cos, ayn * sin);
        var lack = esine - turned;
        var newton = lack / slope;
        return lack / TSingle.Fma(TSingle.Of(0.5f) * esine, newton, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveKepler(int times, int steps)
    {
        ref var c = ref _coefficients[0];
        for (var i = 0; i < times; i++)
        {
            var t = TSingle.Of(_times[i]);
            SinCos(Quadratic(ref c, OrbitRow.MeanLatitude, t), out var sin, out var cos);
            var axn = Quadratic(ref c, OrbitRow.EccentricityCosine, t);
            var ayn = Quadratic(ref c, OrbitRow.EccentricitySine, t);
            var turned = TSingle.Of(0);
            for (var step = 0; step < steps; step++)
            {
                var d = KeplerStep(axn, ayn, sin, cos, turned);
                turned += d;

                // Steps are no larger than 0.12: what the series leave out is below 1e-8.
                var d2 = d * d;
                var dsin = d * TSingle.Fma(d2, TSingle.Fma(d2, TSingle.Of(1f / 120), TSingle.Of(-1f / 6)), TSingle.Of(1));
                var dcos = TSingle.Fma(d2, TSingle.Fma(d2, TSingle.Of(1f / 24), TSingle.Of(-0.5f)), TSingle.Of(1));
                (sin, cos) = (TSingle.Fma(sin, dcos, cos * dsin), TSingle.Fma(cos, dcos, TSingle.Of(0) - (sin * dsin)));
            }

            TSingle.Store(sin, ref _sin[i * TSingle.Width]);
            TSingle.Store(cos, ref _cos[i * TSingle.Width]);
        }
    }

    /// <summary>The same for any eccentricity. What does not converge is found out by the check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveKeplerFar(int times)
    {
        ref var c = ref _coefficients[0];
        for (var i = 0; i < times; i++)
        {
            var t = TSingle.Of(_times[i]);
            var u = Quadratic(ref c, OrbitRow.MeanLatitude, t);
            SinCos(u, out var sin, out var cos);
            var axn = Quadratic(ref c, OrbitRow.EccentricityCosine, t);
            var ayn = Quadratic(ref c, OrbitRow.EccentricitySine, t);
            var turned = TSingle.Of(0);
            for (var step = 0; step < MostSteps; step++)
            {
                var d = KeplerStep(axn, ayn, sin, cos, turned);
                d = TSingle.Max(TSingle.Min(d, TSingle.Of(LargestStep)), TSingle.Of(-LargestStep));
                turned += d;
                SinCos(u + turned, out sin, out cos);
                if (TSingle.LessOrEqualBits(TSingle.Of(SmallStep), TSingle.Abs(d)) == 0)
                {
                    break;
                }
            }

            TSingle.Store(sin, ref _sin[i * TSingle.Width]);
            TSingle.Store(cos, ref _cos[i * TSingle.Width]);
        }
    }

    /// <summary>Short-period terms, orientation, position. Corrections of angles are below 2e-3: their sine is themselves, their cosine one less half their square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Assemble(int times)
    {
        var one = TSingle.Of(1);
        var minusHalf = TSingle.Of(-0.5f);
        ref var c = ref _coefficients[0];
        for (var i = 0; i < times; i++)
        {
            var t = TSingle.Of(_times[i]);
            var axn = Quadratic(ref c, OrbitRow.EccentricityCosine, t);
            var ayn = Quadratic(ref c, OrbitRow.EccentricitySine, t);
            var sin = TSingle.Load(ref _sin[i * TSingle.Width]);
            var cos = TSingle.Load(ref _cos[i * TSingle.Width]);
            var share = one - TSingle.Fma(axn, cos, ayn * sin);
            var inverse = one / share;
            var skew = TSingle.Fma(axn, sin, TSingle.Of(0) - (ayn * cos)) * Constant(ref c, OrbitRow.SkewFactor);
            var sinu = inverse * (sin - TSingle.Fma(axn, skew, ayn));
            var cosu = inverse * (cos - (axn - (ayn * skew)));
            var sin2u = (cosu + cosu) * sinu;
            var cos2u = TSingle.Fma(TSingle.Of(-2) * sinu, sinu, one);
            var r = TSingle.Fma(
                Quadratic(ref c, OrbitRow.SemiMajorAxis, t) * share, Constant(ref c, OrbitRow.RadiusFactor), Constant(ref c, OrbitRow.RadiusPeriodic) * cos2u);
            var d = Constant(ref c, OrbitRow.LatitudePeriodic) * sin2u;
            var less = TSingle.Fma(minusHalf * d, d, one);
            var sinsu = TSingle.Fma(sinu, less, cosu * d);
            var cossu = TSingle.Fma(cosu, less, TSingle.Of(0) - (sinu * d));

            d = Constant(ref c, OrbitRow.NodePeriodic) * sin2u;
            less = TSingle.Fma(minusHalf * d, d, one);
            var (sn, cn) = (Quadratic(ref c, OrbitRow.NodeSine, t), Quadratic(ref c, OrbitRow.NodeCosine, t));
            var snod = TSingle.Fma(sn, less, cn * d);
            var cnod = TSingle.Fma(cn, less, TSingle.Of(0) - (sn * d));

            d = Constant(ref c, OrbitRow.InclinationPeriodic) * cos2u;
            less = TSingle.Fma(minusHalf * d, d, one);
            var (si, ci) = (Quadratic(ref c, OrbitRow.InclinationSine, t), Quadratic(ref c, OrbitRow.InclinationCosine, t));
            var sini = TSingle.Fma(si, less, ci * d);
            var cosi = TSingle.Fma(ci, less, TSingle.Of(0) - (si * d));

            var across = cosi * sinsu;
            TSingle.Store(r * TSingle.Fma(cnod, cossu, TSingle.Of(0) - (snod * across)), ref _x[i * TSingle.Width]);
            TSingle.Store(r * TSingle.Fma(snod, cossu, cnod * across), ref _y[i * TSingle.Width]);
            TSingle.Store(r * (sini * sinsu), ref _z[i * TSingle.Width]);
        }
    }
}

/// <summary>
/// The coefficients of <see cref="SingleOrbits{TSingle}"/>; a quadratic has three rows. The sources are the symbols of <see cref="Sgp4Kernel{T}"/>; what multiplies the short-period terms is
/// constant over a stretch.
/// </summary>
internal enum OrbitRow
{
    /// <summary>u, rad.</summary>
    MeanLatitude = 0,

    /// <summary>axnl.</summary>
    EccentricityCosine = 3,

    /// <summary>aynl.</summary>
    EccentricitySine = 6,

    /// <summary>am, km.</summary>
    SemiMajorAxis = 9,

    /// <summary>snod.</summary>
    NodeSine = 12,

    /// <summary>cnod.</summary>
    NodeCosine = 15,

    /// <summary>sinip.</summary>
    InclinationSine = 18,

    /// <summary>cosip.</summary>
    InclinationCosine = 21,

    /// <summary>1 − 1.5 temp2 betal con41.</summary>
    RadiusFactor = 24,

    /// <summary>0.5 temp1 x1mth2, km.</summary>
    RadiusPeriodic = 25,

    /// <summary>−0.25 temp2 x7thm1.</summary>
    LatitudePeriodic = 26,

    /// <summary>1.5 temp2 cosip.</summary>
    NodePeriodic = 27,

    /// <summary>1.5 temp2 cosip sinip.</summary>
    InclinationPeriodic = 28,

    /// <summary>1 / (1 + betal).</summary>
    SkewFactor = 29,

    /// <summary>Number of rows.</summary>
    Count = 30,
}
