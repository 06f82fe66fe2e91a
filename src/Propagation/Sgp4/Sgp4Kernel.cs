#pragma warning disable CA1051, CA1000 // lanes are plain fields; the kernel is one text per lane type
using System.Runtime.CompilerServices;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation;

/// <summary>Cartesian states of one bundle of lanes, TEME, km and km/s; NaN where the status is not zero.</summary>
internal struct StateLanes<T>
{
    public T X, Y, Z, Vx, Vy, Vz;

    /// <summary>The <see cref="PropagationStatus"/> as a number.</summary>
    public T Status;
}

/// <summary>Mean elements with lunar-solar periodics, as the last third of SGP4 takes them, and the inclination's functions.</summary>
internal struct PerturbedElements<T>
{
    public T am, sqrtam, nm, ep, argpp, nodep, mp;
    public T sinip, cosip, aycof, xlcof, con41, x1mth2, x7thm1;
    public T status;
}

/// <summary>
/// The slowly changing elements of which a position is made, with all secular and long-period terms: what Kepler's equation and the short-period terms (J2) take. The
/// argument of latitude's mean, u, is the one quantity among them that runs.
/// </summary>
internal struct OrbitLanes<T>
{
    /// <summary>Argument of Kepler's equation (rad), e·cos ω and e·sin ω, semi-major axis (Earth radii), mean motion (rad/min).</summary>
    public T u, axnl, aynl, am, nm;

    /// <summary>Sine and cosine of node and inclination, and the inclination's functions.</summary>
    public T snod, cnod, sinip, cosip, con41, x1mth2, x7thm1;

    /// <summary>Bound of what drag's terms of the orbit's own period change the eccentricity's vector by: the fastest there is in these elements.</summary>
    public T wobble;

    /// <summary>The <see cref="PropagationStatus"/> as a number, as far as it is known before the state is.</summary>
    public T status;
}

/// <summary>
/// SGP4 (function <c>sgp4</c> of Vallado, Crawford, Hujsak and Kelso, AIAA 2006-6753), written once for any lane type. It looks as it does because
/// it keeps the paper's symbols line by line; what differs is the arithmetic's order where the result is the same to rounding: sine
/// and cosine of a corrected angle come from a rotation by the small correction. Kepler's equation stops as in the paper, at a step below
/// 1e-12 that is not applied: orbits near e = 1 show the difference.
/// <para>Symbols (unit; angles rad, time min, length Earth radii):</para>
/// <list type="table">
/// <item><term>mo, argpo, nodeo, ecco, inclo, no</term><description>mean anomaly, argument of perigee, node, eccentricity, inclination, un-Kozai mean motion (rad/min) at epoch</description></item>
/// <item><term>mdot, argpdot, nodedot</term><description>their secular rates from J2, J2², J4 (rad/min)</description></item>
/// <item><term>cc1, cc4, cc5, d2–d4, t2cof–t5cof, nodecf</term><description>drag: powers of time in a, e, mean longitude and node</description></item>
/// <item><term>omgcof, xmcof, eta, delmo, sinmao</term><description>drag: short-period terms in perigee and mean anomaly</description></item>
/// <item><term>ao</term><description>semi-major axis at epoch from no</description></item>
/// <item><term>am, nm, em; ep, argpp, nodep, mp</term><description>mean elements at t; the same with lunar-solar periodics</description></item>
/// <item><term>axnl, aynl</term><description>e·cos ω and e·sin ω with long-period terms (J3)</description></item>
/// <item><term>eo1, ecose, esine, el2, pl, rl</term><description>eccentric longitude, e cos E, e sin E, e², semi-latus rectum, radius</description></item>
/// <item><term>mrt, su, xnode, xinc</term><description>radius, argument of latitude, node, inclination with short periods (J2)</description></item>
/// <item><term>mvt, rvdot</term><description>radial and transverse speed with short periods</description></item>
/// <item><term>con41, x1mth2, x7thm1</term><description>3cos²i − 1, 1 − cos²i, 7cos²i − 1</description></item>
/// </list>
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal static class Sgp4Kernel<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Largest plausible distance from the Earth's centre, km.</summary>
    public const double LargestRadiusKm = 1.0e6;

    /// <summary>Largest plausible speed, km/s.</summary>
    public const double LargestSpeedKmPerS = 12.0;

    private const int MostKeplerSteps = 10;
    private const double LargestKeplerStep = 0.95;
    private const double KeplerTolerance = 1e-12;

    /// <summary>States of near-earth element sets.</summary>
    /// <param name="k">Their constants.</param>
    /// <param name="t">Minutes since each epoch.</param>
    /// <param name="state">The states.</param>
    public static void NearEarth(in NearEarthConstants<T> k, T t, out StateLanes<T> state)
    {
        Unsafe.SkipInit(out PerturbedElements<T> p);
        Secular(k, t, ref p);
        ToCartesian(p, out state);
    }

    /// <summary>
    /// States of two bundles of near-earth element sets, stage by stage side by side: one bundle's chain of dependent operations leaves the processor idle, which works on the
    /// other's meanwhile. Each gets the bits that it gets alone.
    /// </summary>
    /// <param name="ka">Constants of one.</param>
    /// <param name="ta">Its minutes since each epoch.</param>
    /// <param name="kb">Constants of the other, which may be the same.</param>
    /// <param name="tb">Its minutes since each epoch.</param>
    /// <param name="a">The states of one.</param>
    /// <param name="b">The states of the other.</param>
    public static void NearEarth(in NearEarthConstants<T> ka, T ta, in NearEarthConstants<T> kb, T tb, out StateLanes<T> a, out StateLanes<T> b)
    {
        Unsafe.SkipInit(out PerturbedElements<T> pa);
        Unsafe.SkipInit(out PerturbedElements<T> pb);
        Secular(ka, ta, ref pa);
        Secular(kb, tb, ref pb);
        ToCartesian(pa, pb, out a, out b);
    }

    /// <summary>The slowly changing elements of near-earth element sets.</summary>
    /// <param name="k">Their constants.</param>
    /// <param name="t">Minutes since each epoch.</param>
    /// <param name="orbit">The elements.</param>
    public static void NearEarthOrbit(in NearEarthConstants<T> k, T t, out OrbitLanes<T> orbit)
    {
        Unsafe.SkipInit(out PerturbedElements<T> p);
        Secular(k, t, ref p);
        ToOrbit(p, out orbit);

        // e times the terms that perigee and mean anomaly share with opposite signs, (1 + η cos M)³ by its greatest and least value, and that of the eccentricity.
        var swing = T.Fma(k.eta * k.eta, k.eta, T.Of(3) * k.eta);
        orbit.wobble = T.Fma(T.Abs(k.xmcof * swing), p.ep, T.Abs(k.bstarcc5));
    }

    /// <summary>Long-period terms, and the node's sine and cosine.</summary>
    internal static void ToOrbit(in PerturbedElements<T> p, out OrbitLanes<T> orbit)
    {
        Unsafe.SkipInit(out ShortPeriod s);
        orbit.u = LongPeriod(p, ref s);
        orbit.axnl = s.axnl;
        orbit.aynl = s.aynl;
        orbit.am = p.am;
        orbit.nm = p.nm;
        LaneMath.SinCos(p.nodep, out orbit.snod, out orbit.cnod);
        orbit.sinip = p.sinip;
        orbit.cosip = p.cosip;
        orbit.con41 = p.con41;
        orbit.x1mth2 = p.x1mth2;
        orbit.x7thm1 = p.x7thm1;
        orbit.wobble = T.Of(0);
        orbit.status = p.status;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Secular(in NearEarthConstants<T> k, T t, ref PerturbedElements<T> p)
    {
        p.sinip = k.sinip;
        p.cosip = k.cosip;
        p.aycof = k.aycof;
        p.xlcof = k.xlcof;
        p.con41 = k.con41;
        p.x1mth2 = k.x1mth2;
        p.x7thm1 = k.x7thm1;
        var one = T.Of(1);
        var t2 = t * t;
        var xmdf = T.Fma(k.mdot, t, k.mo);
        var argpdf = T.Fma(k.argpdot, t, k.argpo);
        var nodem = T.Fma(k.nodecf, t2, T.Fma(k.nodedot, t, k.nodeo));

        // Drag.
        var delmtemp = T.Fma(k.eta, LaneMath.Cos(xmdf), one);
        var delm = k.xmcof * ((delmtemp * delmtemp * delmtemp) - k.delmo);
        var temp = T.Fma(k.omgcof, t, delm);
        var mm = xmdf + temp;
        var argpm = argpdf - temp;
        var tempa = one - (t * T.Fma(t, T.Fma(t, T.Fma(t, k.d4, k.d3), k.d2), k.cc1));
        var tempe = T.Fma(k.bstarcc4, t, k.bstarcc5 * (LaneMath.Sin(mm) - k.sinmao));
        var templ = t2 * T.Fma(t, T.Fma(t, T.Fma(t, k.t5cof, k.t4cof), k.t3cof), k.t2cof);

        var am = k.ao * tempa * tempa;
        Finish(k, am, k.ecco - tempe, mm, argpm, nodem, templ, k.status, ref p);
    }

    /// <summary>The common end of the secular part: bounds of the eccentricity, and angles brought to one turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Finish(in NearEarthConstants<T> k, T am, T em, T mm, T argpm, T nodem, T templ, T status, ref PerturbedElements<T> p)
    {
        var isBad = T.Or(T.LessOrEqual(T.Of(1), em), T.LessThan(em, T.Of(-0.001)));
        p.status = Flag(status, isBad, PropagationStatus.MeanEccentricity);
        p.ep = T.Select(T.LessThan(em, T.Of(1e-6)), T.Of(1e-6), em);
        p.am = am;
        p.sqrtam = T.Sqrt(am);
        p.nm = T.Of(Wgs72.Xke) / (am * p.sqrtam);

        mm = T.Fma(k.no, templ, mm);
        var xlm = LaneMath.ModTwoPi(mm + argpm + nodem);
        nodem = LaneMath.ModTwoPi(nodem);
        argpm = LaneMath.ModTwoPi(argpm);
        p.nodep = nodem;
        p.argpp = argpm;
        p.mp = LaneMath.ModTwoPi(xlm - argpm - nodem);
    }

    /// <summary>The first status wins: later faults of the same lane are consequences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Flag(T status, T isBad, PropagationStatus code) =>
        T.Select(T.And(isBad, T.LessOrEqual(status, T.Of(0))), T.Of((double)code), status);

    /// <summary>Long-period terms, Kepler's equation, short-period terms, and the state.</summary>
    /// <remarks>
    /// Stages in methods of their own: the JIT stops inlining, and with it the use of registers, in a method of more than some hundred lane
    /// operations. What passes between the stages stays in the first cache.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ToCartesian(in PerturbedElements<T> p, out StateLanes<T> state)
    {
        Unsafe.SkipInit(out ShortPeriod s);
        LongPeriodAndKepler(p, ref s);
        ShortPeriodTerms(p, ref s);
        Orient(p, ref s);
        Assemble(s, out state);
    }

    /// <summary>The same for two bundles side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ToCartesian(in PerturbedElements<T> pa, in PerturbedElements<T> pb, out StateLanes<T> a, out StateLanes<T> b)
    {
        Unsafe.SkipInit(out ShortPeriod sa);
        Unsafe.SkipInit(out ShortPeriod sb);
        var ua = LongPeriod(pa, ref sa);
        var ub = LongPeriod(pb, ref sb);
        SolveKepler(ua, ub, ref sa, ref sb);
        ShortPeriodTerms(pa, ref sa);
        ShortPeriodTerms(pb, ref sb);
        Orient(pa, ref sa);
        Orient(pb, ref sb);
        Assemble(sa, out a);
        Assemble(sb, out b);
    }

    /// <summary>What passes from stage to stage of the last third of SGP4; each field holds what the paper's symbol holds then.</summary>
    private struct ShortPeriod
    {
        public T axnl, aynl, sineo1, coseo1;
        public T mrt, mvt, rvdot, sinu, cosu, sin2u, cos2u, temp2, status;
        public T sinsu, cossu, snod, cnod, sini, cosi;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LongPeriodAndKepler(in PerturbedElements<T> p, ref ShortPeriod s)
    {
        var u = LongPeriodTerms(p, ref s);
        KeplerStart(u, out var k);
        for (var ktr = 0; ktr < MostKeplerSteps; ktr++)
        {
            var tem5 = KeplerStep(u, s, ref k);
            if (!T.Any(k.isActive))
            {
                break;
            }

            Turn(tem5, ref k);
        }

        s.sineo1 = k.sineo1;
        s.coseo1 = k.coseo1;
    }

    /// <summary>The argument of Kepler's equation.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T LongPeriod(in PerturbedElements<T> p, ref ShortPeriod s) => LongPeriodTerms(p, ref s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LongPeriodTerms(in PerturbedElements<T> p, ref ShortPeriod s)
    {
        var one = T.Of(1);
        LaneMath.SinCos(p.argpp, out var sinargpp, out var cosargpp);
        var axnl = p.ep * cosargpp;
        var temp = one / (p.am * (one - (p.ep * p.ep)));
        s.axnl = axnl;
        s.aynl = T.Fma(temp, p.aycof, p.ep * sinargpp);
        return T.Fma(temp * p.xlcof, axnl, p.mp + p.argpp);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ShortPeriodTerms(in PerturbedElements<T> p, ref ShortPeriod s)
    {
        // Preliminary quantities.
        var one = T.Of(1);
        var ecose = T.Fma(s.axnl, s.coseo1, s.aynl * s.sineo1);
        var esine = T.Fma(s.axnl, s.sineo1, -(s.aynl * s.coseo1));
        var el2 = T.Fma(s.axnl, s.axnl, s.aynl * s.aynl);
        var pl = p.am * (one - el2);
        s.status = Flag(p.status, T.LessThan(pl, T.Of(0)), PropagationStatus.SemilatusRectum);
        var rl = p.am * (one - ecose);
        var inverse = one / (rl * pl);
        var invrl = inverse * pl;
        var rdotl = p.sqrtam * esine * invrl;
        var rvdotl = T.Sqrt(pl) * invrl;
        var betal = T.Sqrt(one - el2);
        var temp = esine / (one + betal);
        var amrl = p.am * invrl;
        var sinu = amrl * (s.sineo1 - s.aynl - (s.axnl * temp));
        var cosu = amrl * T.Fma(s.aynl, temp, s.coseo1 - s.axnl);
        var sin2u = (cosu + cosu) * sinu;
        var cos2u = one - (T.Of(2) * sinu * sinu);
        temp = inverse * rl;
        var temp1 = T.Of(0.5 * Wgs72.J2) * temp;
        var temp2 = temp1 * temp;

        // Radius and speeds with their periodics.
        s.mrt = T.Fma(rl, one - (T.Of(1.5) * temp2 * betal * p.con41), T.Of(0.5) * temp1 * p.x1mth2 * cos2u);
        var nmtemp = p.nm * temp1 * T.Of(1 / Wgs72.Xke);
        s.mvt = rdotl - (nmtemp * p.x1mth2 * sin2u);
        s.rvdot = T.Fma(nmtemp, T.Fma(p.x1mth2, cos2u, T.Of(1.5) * p.con41), rvdotl);
        s.sinu = sinu;
        s.cosu = cosu;
        s.sin2u = sin2u;
        s.cos2u = cos2u;
        s.temp2 = temp2;
    }

    /// <summary>Corrections of the argument of latitude, the node and the inclination, as rotations.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Orient(in PerturbedElements<T> p, ref ShortPeriod s)
    {
        var shortLatitude = T.Of(-0.25) * s.temp2 * p.x7thm1 * s.sin2u;
        var shortNode = T.Of(1.5) * s.temp2 * p.cosip;
        var shortInclination = shortNode * p.sinip * s.cos2u;
        if (T.Any(T.Or(LaneMath.IsNotSmall(shortLatitude), LaneMath.IsNotSmall(shortInclination))))
        {
            OrientFar(p, shortLatitude, shortInclination, T.Fma(shortNode, s.sin2u, p.nodep), ref s);
            return;
        }

        LaneMath.SinCosSmall(shortLatitude, out var sind, out var cosd);
        s.sinsu = T.Fma(s.sinu, cosd, s.cosu * sind);
        s.cossu = T.Fma(s.cosu, cosd, -(s.sinu * sind));
        LaneMath.SinCos(T.Fma(shortNode, s.sin2u, p.nodep), out s.snod, out s.cnod);
        LaneMath.SinCosSmall(shortInclination, out sind, out cosd);
        s.sini = T.Fma(p.sinip, cosd, p.cosip * sind);
        s.cosi = T.Fma(p.cosip, cosd, -(p.sinip * sind));
    }

    /// <summary>The same where some lane's correction is large, as in orbits that dip deep into the Earth; other lanes get the same bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OrientFar(in PerturbedElements<T> p, T shortLatitude, T shortInclination, T xnode, ref ShortPeriod s)
    {
        LaneMath.SinCosMixed(shortLatitude, out var sind, out var cosd);
        s.sinsu = T.Fma(s.sinu, cosd, s.cosu * sind);
        s.cossu = T.Fma(s.cosu, cosd, -(s.sinu * sind));
        LaneMath.SinCos(xnode, out s.snod, out s.cnod);
        LaneMath.SinCosMixed(shortInclination, out sind, out cosd);
        s.sini = T.Fma(p.sinip, cosd, p.cosip * sind);
        s.cosi = T.Fma(p.cosip, cosd, -(p.sinip * sind));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Assemble(in ShortPeriod s, out StateLanes<T> state)
    {
        var one = T.Of(1);
        var status = Flag(s.status, T.LessThan(s.mrt, one), PropagationStatus.Decayed);
        var r = s.mrt * T.Of(Wgs72.EarthRadiusKm);
        var mvt = s.mvt * T.Of(Wgs72.VkmPerS);
        var rvdot = s.rvdot * T.Of(Wgs72.VkmPerS);
        var speedSquared = T.Fma(mvt, mvt, rvdot * rvdot);
        var isPlausible = T.And(
            T.LessOrEqual(r, T.Of(LargestRadiusKm)), T.LessOrEqual(speedSquared, T.Of(LargestSpeedKmPerS * LargestSpeedKmPerS)));
        status = Flag(status, T.Xor(isPlausible, T.LessOrEqual(one, one)), PropagationStatus.Implausible);

        // Orientation vectors, position and velocity. All bits set make a NaN: a state with a fault has no numbers.
        var fault = T.LessThan(T.Of(0), status);
        var xmx = -(s.snod * s.cosi);
        var xmy = s.cnod * s.cosi;
        var ux = T.Fma(xmx, s.sinsu, s.cnod * s.cossu);
        var uy = T.Fma(xmy, s.sinsu, s.snod * s.cossu);
        var uz = s.sini * s.sinsu;
        state.X = T.Or(fault, r * ux);
        state.Y = T.Or(fault, r * uy);
        state.Z = T.Or(fault, r * uz);
        state.Vx = T.Or(fault, T.Fma(mvt, ux, rvdot * T.Fma(xmx, s.cossu, -(s.cnod * s.sinsu))));
        state.Vy = T.Or(fault, T.Fma(mvt, uy, rvdot * T.Fma(xmy, s.cossu, -(s.snod * s.sinsu))));
        state.Vz = T.Or(fault, T.Fma(mvt, uz, rvdot * (s.sini * s.cossu)));
        state.Status = status;
    }

    /// <summary>Kepler's equation for two bundles side by side; one that has converged waits for the other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SolveKepler(T ua, T ub, ref ShortPeriod sa, ref ShortPeriod sb)
    {
        KeplerStart(ua, out var ka);
        KeplerStart(ub, out var kb);
        for (var ktr = 0; ktr < MostKeplerSteps; ktr++)
        {
            var stepA = KeplerStep(ua, sa, ref ka);
            var stepB = KeplerStep(ub, sb, ref kb);
            if (!T.Any(T.Or(ka.isActive, kb.isActive)))
            {
                break;
            }

            Turn(stepA, ref ka);
            Turn(stepB, ref kb);
        }

        sa.sineo1 = ka.sineo1;
        sa.coseo1 = ka.coseo1;
        sb.sineo1 = kb.sineo1;
        sb.coseo1 = kb.coseo1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KeplerStart(T u, out KeplerState k)
    {
        k.eo1 = u;
        LaneMath.SinCos(u, out k.sineo1, out k.coseo1);
        k.isActive = T.LessOrEqual(T.Of(1), T.Of(1));
    }

    /// <summary>
    /// A step of Newton's iteration for the eccentric longitude, as the paper clips and bounds it. A lane that has converged is
    /// left alone, so that its digits do not depend on slower neighbours.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T KeplerStep(T u, in ShortPeriod s, ref KeplerState k)
    {
        var slope = T.Fma(-k.coseo1, s.axnl, T.Fma(-k.sineo1, s.aynl, T.Of(1)));
        var tem5 = T.Fma(s.axnl, k.sineo1, T.Fma(-s.aynl, k.coseo1, u - k.eo1)) / slope;
        if (T.Any(T.LessThan(T.Of(LargestKeplerStep), T.Abs(tem5))))
        {
            tem5 = T.Select(T.LessThan(T.Of(LargestKeplerStep), tem5), T.Of(LargestKeplerStep), tem5);
            tem5 = T.Select(T.LessThan(tem5, T.Of(-LargestKeplerStep)), T.Of(-LargestKeplerStep), tem5);
        }

        k.isActive = T.And(k.isActive, T.LessOrEqual(T.Of(KeplerTolerance), T.Abs(tem5)));
        return T.And(k.isActive, tem5);
    }

    /// <summary>Turns the eccentric longitude by a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(T tem5, ref KeplerState k)
    {
        k.eo1 += tem5;
        LaneMath.SinCosSmall(tem5, out var sind, out var cosd);
        var isFar = LaneMath.IsNotSmall(tem5);
        if (T.Any(isFar))
        {
            LaneMath.SinCosStep(tem5, out var farSin, out var farCos);
            sind = T.Select(isFar, farSin, sind);
            cosd = T.Select(isFar, farCos, cosd);
        }

        var turned = T.Fma(k.sineo1, cosd, k.coseo1 * sind);
        k.coseo1 = T.Fma(k.coseo1, cosd, -(k.sineo1 * sind));
        k.sineo1 = turned;
    }

    /// <summary>Kepler's iteration: the eccentric longitude, its sine and cosine, and which lanes have not converged.</summary>
    private struct KeplerState
    {
        public T eo1, sineo1, coseo1, isActive;
    }
}
