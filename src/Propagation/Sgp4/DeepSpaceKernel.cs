using System.Runtime.CompilerServices;
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation;

/// <summary>
/// SDP4: the deep-space branches of <c>sgp4</c>, <c>dspace</c> and <c>dpper</c> (AIAA 2006-6753), over lanes. Resonance comes from a numerical integrator
/// whose state the caller holds (<see cref="ResonanceState{T}"/>); lanes of either resonance or none may stand side by side.
/// <para>Symbols beyond those of <see cref="Sgp4Kernel{T}"/>:</para>
/// <list type="table">
/// <item><term>dedt, didt, dmdt, domdt, dnodt</term><description>secular rates by sun and moon (1/min, rad/min)</description></item>
/// <item><term>zm, zf</term><description>mean longitude and true longitude of sun or moon (rad)</description></item>
/// <item><term>pe, pinc, pl, pgh, ph</term><description>periodics of eccentricity, inclination, mean longitude, perigee, node</description></item>
/// <item><term>theta, gsto</term><description>Greenwich sidereal time at t and at epoch (rad)</description></item>
/// <item><term>xli, xni, atime; xldot, xndt, xnddt</term><description>resonance longitude, mean motion, their time; derivatives</description></item>
/// </list>
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
[SkipLocalsInit]
internal static class DeepSpaceKernel<T>
    where T : unmanaged, ILane<T>
{
    private const double Fasx2 = 0.13130908;
    private const double Fasx4 = 2.8843198;
    private const double Fasx6 = 0.37448087;
    private const double G22 = 5.7686396;
    private const double G32 = 0.95240898;
    private const double G44 = 1.8014998;
    private const double G52 = 1.0508330;
    private const double G54 = 4.4108898;
    private const double Step = 720.0;
    private const double HalfStepSquared = 259200.0;

    /// <summary>Below this inclination (rad) the node is ill defined and Lyddane's form of the periodics is used.</summary>
    public const double LyddaneLimit = 0.2;

    /// <summary>States of deep-space element sets.</summary>
    /// <param name="k">Their constants.</param>
    /// <param name="t">Minutes since each epoch.</param>
    /// <param name="mode">The operation mode.</param>
    /// <param name="resonance">The integrator's state, updated; a default value starts it.</param>
    /// <param name="state">The states.</param>
    public static void DeepSpace(
        in DeepSpaceConstants<T> k, T t, Sgp4Mode mode, ref ResonanceState<T> resonance, out StateLanes<T> state)
    {
        Unsafe.SkipInit(out PerturbedElements<T> p);
        Secular(k, t, ref resonance, ref p, out var inclm);
        Periodics(k, t, mode, inclm, ref p);
        Sgp4Kernel<T>.ToCartesian(p, out state);
    }

    /// <summary>States of two bundles of deep-space element sets side by side, or of one at two times; each has the bits that it gets alone.</summary>
    /// <param name="ka">Constants of one.</param>
    /// <param name="ta">Its minutes since each epoch.</param>
    /// <param name="ra">Its integrator's state, updated.</param>
    /// <param name="kb">Constants of the other, which may be the same.</param>
    /// <param name="tb">Its minutes since each epoch.</param>
    /// <param name="rb">Its integrator's state, updated after the other.</param>
    /// <param name="mode">The operation mode.</param>
    /// <param name="a">The states of one.</param>
    /// <param name="b">The states of the other.</param>
    public static void DeepSpace(
        in DeepSpaceConstants<T> ka, T ta, ref ResonanceState<T> ra, in DeepSpaceConstants<T> kb, T tb, ref ResonanceState<T> rb, Sgp4Mode mode,
        out StateLanes<T> a, out StateLanes<T> b)
    {
        Unsafe.SkipInit(out PerturbedElements<T> pa);
        Unsafe.SkipInit(out PerturbedElements<T> pb);
        Secular(ka, ta, ref ra, ref pa, out var inclinationA);
        Secular(kb, tb, ref rb, ref pb, out var inclinationB);
        Periodics(ka, ta, mode, inclinationA, ref pa);
        Periodics(kb, tb, mode, inclinationB, ref pb);
        Sgp4Kernel<T>.ToCartesian(pa, pb, out a, out b);
    }

    /// <summary>The slowly changing elements of deep-space element sets.</summary>
    /// <param name="k">Their constants.</param>
    /// <param name="t">Minutes since each epoch.</param>
    /// <param name="mode">The operation mode.</param>
    /// <param name="resonance">The integrator's state, updated; a default value starts it.</param>
    /// <param name="orbit">The elements.</param>
    public static void DeepSpaceOrbit(in DeepSpaceConstants<T> k, T t, Sgp4Mode mode, ref ResonanceState<T> resonance, out OrbitLanes<T> orbit)
    {
        Unsafe.SkipInit(out PerturbedElements<T> p);
        Secular(k, t, ref resonance, ref p, out var inclm);
        Periodics(k, t, mode, inclm, ref p);
        Sgp4Kernel<T>.ToOrbit(p, out orbit);
    }

    private static void Secular(in DeepSpaceConstants<T> k, T t, ref ResonanceState<T> resonance, ref PerturbedElements<T> p, out T inclm)
    {
        ref readonly var n = ref k.near;
        var t2 = t * t;
        var mm = T.Fma(k.dmdt, t, T.Fma(n.mdot, t, n.mo));
        var argpm = T.Fma(k.domdt, t, T.Fma(n.argpdot, t, n.argpo));
        var nodem = T.Fma(k.dnodt, t, T.Fma(n.nodecf, t2, T.Fma(n.nodedot, t, n.nodeo)));
        var em = T.Fma(k.dedt, t, n.ecco);
        inclm = T.Fma(k.didt, t, n.inclo);

        var nm = n.no;
        var am = n.ao;
        var isResonant = T.Or(k.isOneDay, k.isHalfDay);
        if (T.Any(isResonant))
        {
            Advance(k, t, ref resonance);
            var ft = t - resonance.atime;
            var halfFt2 = T.Of(0.5) * ft * ft;
            var xl = T.Fma(resonance.xndt, halfFt2, T.Fma(resonance.xldot, ft, resonance.xli));
            var resonantNm = T.Fma(resonance.xnddt, halfFt2, T.Fma(resonance.xndt, ft, resonance.xni));
            var theta = LaneMath.ModTwoPi(T.Fma(t, T.Of(DeepSpaceInitialisation.Rptim), k.gsto));
            var oneDay = xl - nodem - argpm + theta;
            var halfDay = xl - nodem - nodem + theta + theta;
            mm = T.Select(isResonant, T.Select(k.isOneDay, oneDay, halfDay), mm);
            nm = T.Select(isResonant, resonantNm, nm);
            am = T.Select(isResonant, n.ao * TwoThirdsPower(n.no / nm), am);
        }

        p.status = Sgp4Kernel<T>.Flag(n.status, T.LessOrEqual(nm, T.Of(0)), PropagationStatus.MeanMotion);
        var tempa = T.Of(1) - (n.cc1 * t);
        am = am * tempa * tempa;
        Sgp4Kernel<T>.Finish(n, am, em - (n.bstarcc4 * t), mm, argpm, nodem, n.t2cof * t2, p.status, ref p);
    }

    /// <summary>x^(2/3) of a ratio near one, by Newton's iteration for the cube root of x², which falls to it from any positive start.</summary>
    private static T TwoThirdsPower(T x)
    {
        var square = x * x;
        var root = T.Of(1);
        var isActive = T.LessOrEqual(root, root);
        for (var i = 0; i < 60 && T.Any(isActive); i++)
        {
            var step = (square - (root * root * root)) / (T.Of(3) * root * root);
            root += T.And(isActive, step);
            isActive = T.And(isActive, T.LessThan(T.Of(1e-9), T.Abs(step)));
        }

        return root;
    }

    /// <summary>Brings the integrator to the last multiple of 720 minutes between epoch and t.</summary>
    private static void Advance(in DeepSpaceConstants<T> k, T t, ref ResonanceState<T> s)
    {
        // From epoch again where the time turned back or lies on the other side of epoch.
        var zero = T.Of(0);
        var isUsable = T.And(
            s.isStarted,
            T.Or(T.LessOrEqual(T.Abs(s.atime), zero), T.And(T.LessThan(zero, t * s.atime), T.LessOrEqual(T.Abs(s.atime), T.Abs(t)))));
        var all = T.LessOrEqual(zero, zero);
        var isRestarting = T.Xor(isUsable, all);
        if (T.Any(isRestarting))
        {
            s.atime = T.Select(isRestarting, zero, s.atime);
            s.xli = T.Select(isRestarting, k.xlamo, s.xli);
            s.xni = T.Select(isRestarting, k.near.no, s.xni);
            Derivatives(k, ref s, isRestarting);
            s.isStarted = all;
        }

        var delt = T.Select(T.LessThan(zero, t), T.Of(Step), T.Of(-Step));
        var isResonant = T.Or(k.isOneDay, k.isHalfDay);
        while (true)
        {
            var isBehind = T.And(isResonant, T.LessOrEqual(T.Of(Step), T.Abs(t - s.atime)));

            // A time that is not finite, or so far away that adding a step no longer moves it, would never be reached.
            isBehind = T.And(isBehind, T.LessThan(T.Abs(t), T.Of(1e12)));
            if (!T.Any(isBehind))
            {
                return;
            }

            var xli = T.Fma(s.xndt, T.Of(HalfStepSquared), T.Fma(s.xldot, delt, s.xli));
            var xni = T.Fma(s.xnddt, T.Of(HalfStepSquared), T.Fma(s.xndt, delt, s.xni));
            s.xli = T.Select(isBehind, xli, s.xli);
            s.xni = T.Select(isBehind, xni, s.xni);
            s.atime = T.Select(isBehind, s.atime + delt, s.atime);
            Derivatives(k, ref s, isBehind);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Derivatives(in DeepSpaceConstants<T> k, ref ResonanceState<T> s, T isChanged)
    {
        var xndt = T.Of(0);
        var xnddt = T.Of(0);
        if (T.Any(k.isOneDay))
        {
            // Three terms in multiples of the longitude.
            xndt = T.Of(0);
            Add(k.del1, s.xli - T.Of(Fasx2), T.Of(1), ref xndt, ref xnddt);
            Add(k.del2, T.Of(2) * (s.xli - T.Of(Fasx4)), T.Of(2), ref xndt, ref xnddt);
            Add(k.del3, T.Of(3) * (s.xli - T.Of(Fasx6)), T.Of(3), ref xndt, ref xnddt);
        }

        if (T.Any(k.isHalfDay))
        {
            // The constants of the other resonance are zero, so that a lane gets the terms of its own kind only.
            var xomi = T.Fma(k.near.argpdot, s.atime, k.near.argpo);
            var x2omi = xomi + xomi;
            var x2li = s.xli + s.xli;
            Add(k.d2201, x2omi + s.xli - T.Of(G22), T.Of(1), ref xndt, ref xnddt);
            Add(k.d2211, s.xli - T.Of(G22), T.Of(1), ref xndt, ref xnddt);
            Add(k.d3210, xomi + s.xli - T.Of(G32), T.Of(1), ref xndt, ref xnddt);
            Add(k.d3222, s.xli - xomi - T.Of(G32), T.Of(1), ref xndt, ref xnddt);
            Add(k.d4410, x2omi + x2li - T.Of(G44), T.Of(2), ref xndt, ref xnddt);
            Add(k.d4422, x2li - T.Of(G44), T.Of(2), ref xndt, ref xnddt);
            Add(k.d5220, xomi + s.xli - T.Of(G52), T.Of(1), ref xndt, ref xnddt);
            Add(k.d5232, s.xli - xomi - T.Of(G52), T.Of(1), ref xndt, ref xnddt);
            Add(k.d5421, xomi + x2li - T.Of(G54), T.Of(2), ref xndt, ref xnddt);
            Add(k.d5433, x2li - xomi - T.Of(G54), T.Of(2), ref xndt, ref xnddt);
        }

        var xldot = s.xni + k.xfact;
        s.xldot = T.Select(isChanged, xldot, s.xldot);
        s.xndt = T.Select(isChanged, xndt, s.xndt);
        s.xnddt = T.Select(isChanged, xnddt * xldot, s.xnddt);
    }

    /// <summary>One resonance term: amplitude · sin(angle) in the rate, multiple · amplitude · cos(angle) in the rate's derivative.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Add(in T amplitude, T angle, T multiple, ref T xndt, ref T xnddt)
    {
        LaneMath.SinCos(angle, out var sin, out var cos);
        xndt = T.Fma(amplitude, sin, xndt);
        xnddt = T.Fma(multiple * amplitude, cos, xnddt);
    }

    private static void Periodics(in DeepSpaceConstants<T> k, T t, Sgp4Mode mode, T inclm, ref PerturbedElements<T> p)
    {
        var zero = T.Of(0);
        Body(T.Fma(T.Of(DeepSpaceInitialisation.Zns), t, k.zmos), DeepSpaceInitialisation.Zes, out var f2, out var f3, out var sinzf);
        var pe = T.Fma(k.se2, f2, k.se3 * f3);
        var pinc = T.Fma(k.si2, f2, k.si3 * f3);
        var pl = T.Fma(k.sl2, f2, T.Fma(k.sl3, f3, k.sl4 * sinzf));
        var pgh = T.Fma(k.sgh2, f2, T.Fma(k.sgh3, f3, k.sgh4 * sinzf));
        var ph = T.Fma(k.sh2, f2, k.sh3 * f3);
        Body(T.Fma(T.Of(DeepSpaceInitialisation.Znl), t, k.zmol), DeepSpaceInitialisation.Zel, out f2, out f3, out sinzf);
        pe += T.Fma(k.ee2, f2, k.e3 * f3);
        pinc += T.Fma(k.xi2, f2, k.xi3 * f3);
        pl += T.Fma(k.xl2, f2, T.Fma(k.xl3, f3, k.xl4 * sinzf));
        pgh += T.Fma(k.xgh2, f2, T.Fma(k.xgh3, f3, k.xgh4 * sinzf));
        ph += T.Fma(k.xh2, f2, k.xh3 * f3);

        var xincp = inclm + pinc;
        p.ep += pe;
        LaneMath.SinCos(xincp, out var sinip, out var cosip);

        // Away from the equator the periodics add directly; near it, in Lyddane's variables.
        var direct = ph / sinip;
        var argpp = p.argpp + (pgh - (cosip * direct));
        var nodep = p.nodep + direct;
        var isEquatorial = T.LessThan(xincp, T.Of(LyddaneLimit));
        if (T.Any(isEquatorial))
        {
            Lyddane(p, mode, pinc, pl, pgh, ph, sinip, cosip, out var lyddaneArgpp, out var lyddaneNodep);
            argpp = T.Select(isEquatorial, lyddaneArgpp, argpp);
            nodep = T.Select(isEquatorial, lyddaneNodep, nodep);
        }

        p.mp += pl;

        // An inclination below zero is the same plane seen from the other node.
        var isNegative = T.LessThan(xincp, zero);
        p.nodep = T.Select(isNegative, nodep + T.Of(Math.PI), nodep);
        p.argpp = T.Select(isNegative, argpp - T.Of(Math.PI), argpp);
        sinip = T.Select(isNegative, -sinip, sinip);

        var isBad = T.Or(T.LessThan(p.ep, zero), T.LessThan(T.Of(1), p.ep));
        p.status = Sgp4Kernel<T>.Flag(p.status, isBad, PropagationStatus.PerturbedEccentricity);
        p.sinip = sinip;
        p.cosip = cosip;
        var onePlus = cosip + T.Of(1);
        var divisor = T.Select(T.LessThan(T.Of(Sgp4Initialisation.PolarGuard), T.Abs(onePlus)), onePlus, T.Of(Sgp4Initialisation.PolarGuard));
        p.aycof = T.Of(-0.5 * Wgs72.J3OverJ2) * sinip;
        p.xlcof = T.Of(-0.25 * Wgs72.J3OverJ2) * sinip * T.Fma(T.Of(5), cosip, T.Of(3)) / divisor;
        var cosisq = cosip * cosip;
        p.con41 = T.Fma(T.Of(3), cosisq, T.Of(-1));
        p.x1mth2 = T.Of(1) - cosisq;
        p.x7thm1 = T.Fma(T.Of(7), cosisq, T.Of(-1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Body(T zm, double eccentricity, out T f2, out T f3, out T sinzf)
    {
        var zf = T.Fma(T.Of(2 * eccentricity), LaneMath.Sin(zm), zm);
        LaneMath.SinCos(zf, out sinzf, out var coszf);
        f2 = T.Fma(T.Of(0.5) * sinzf, sinzf, T.Of(-0.25));
        f3 = T.Of(-0.5) * sinzf * coszf;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lyddane(
        in PerturbedElements<T> p, Sgp4Mode mode, T pinc, T pl, T pgh, T ph, T sinip, T cosip, out T argpp, out T nodep)
    {
        LaneMath.SinCos(p.nodep, out var sinop, out var cosop);
        var dalf = T.Fma(ph, cosop, pinc * cosip * sinop);
        var dbet = T.Fma(pinc * cosip, cosop, -(ph * sinop));
        var alfdp = T.Fma(sinip, sinop, dalf);
        var betdp = T.Fma(sinip, cosop, dbet);
        var xnoh = LaneMath.ModTwoPi(p.nodep);
        var twoPi = T.Of(LaneMath.TwoPi);
        var zero = T.Of(0);
        if (mode == Sgp4Mode.Afspc)
        {
            xnoh = T.Select(T.LessThan(xnoh, zero), xnoh + twoPi, xnoh);
        }

        var xls = T.Fma(cosip, xnoh, p.mp + p.argpp) + (pl + pgh - (pinc * xnoh * sinip));
        nodep = LaneMath.Atan2(alfdp, betdp);
        if (mode == Sgp4Mode.Afspc)
        {
            nodep = T.Select(T.LessThan(nodep, zero), nodep + twoPi, nodep);
        }

        // The branch of the arc tangent nearest to the unperturbed node.
        var isFar = T.LessThan(T.Of(Math.PI), T.Abs(xnoh - nodep));
        var nearer = T.Select(T.LessThan(nodep, xnoh), nodep + twoPi, nodep - twoPi);
        nodep = T.Select(isFar, nearer, nodep);
        argpp = xls - (p.mp + pl) - (cosip * nodep);
    }
}
