using Ssa.Propagation.Lanes;
using static System.Math;
using static Ssa.Propagation.Sgp4Initialisation;

namespace Ssa.Propagation;

/// <summary>
/// The constants of deep space: <c>dscom</c> (lunar-solar geometry), <c>dpper</c>'s amplitudes and <c>dsinit</c> (secular rates and
/// resonance) of AIAA 2006-6753, with the paper's symbols and constants.
/// </summary>
internal static class DeepSpaceInitialisation
{
    /// <summary>Earth's rotation, rad/min.</summary>
    internal const double Rptim = 4.37526908801129966e-3;

    internal const double Zes = 0.01675;
    internal const double Zel = 0.05490;
    internal const double Zns = 1.19459e-5;
    internal const double Znl = 1.5835218e-4;

    private const double C1ss = 2.9864797e-6;
    private const double C1l = 4.7968065e-7;
    private const double Zsinis = 0.39785416;
    private const double Zcosis = 0.91744867;
    private const double Zcosgs = 0.1945905;
    private const double Zsings = -0.98088458;

    private const double Q22 = 1.7891679e-6;
    private const double Q31 = 2.1460748e-6;
    private const double Q33 = 2.2123015e-7;
    private const double Root22 = 1.7891679e-6;
    private const double Root44 = 7.3636953e-9;
    private const double Root54 = 2.1765803e-9;
    private const double Root32 = 3.7393792e-7;
    private const double Root52 = 1.1428639e-7;

    // Below 3 degrees from the equator plane the node rate of sun and moon is taken as zero.
    private const double EquatorialLimit = 5.2359877e-2;

    /// <summary>Fills the deep-space part; the near-earth part is already there.</summary>
    /// <param name="k">The constants.</param>
    /// <param name="epochDays">Epoch in UTC days since 1950 January 0.0.</param>
    /// <param name="sinim">Sine of the inclination.</param>
    /// <param name="cosim">Cosine of the inclination.</param>
    /// <param name="xpidot">Rate of the longitude of perigee, rad/min.</param>
    public static void Initialise(ref DeepSpaceConstants<ScalarLane> k, double epochDays, double sinim, double cosim, double xpidot)
    {
        var em = k.near.ecco.Value;
        var emsq = em * em;
        var betasq = 1.0 - emsq;
        var rtemsq = Sqrt(betasq);
        var nm = k.near.no.Value;
        SinCos(k.near.nodeo.Value, out var snodm, out var cnodm);
        SinCos(k.near.argpo.Value, out var sinomm, out var cosomm);

        // The moon's orbit at epoch.
        var day = epochDays + 18261.5;
        var xnodce = Mod(4.5236020 - (9.2422029e-4 * day));
        SinCos(xnodce, out var stem, out var ctem);
        var zcosil = 0.91375164 - (0.03568096 * ctem);
        var zsinil = Sqrt(1.0 - (zcosil * zcosil));
        var zsinhl = 0.089683511 * stem / zsinil;
        var zcoshl = Sqrt(1.0 - (zsinhl * zsinhl));
        var gam = 5.8351514 + (0.0019443680 * day);
        var zx = 0.39785416 * stem / zsinil;
        var zy = (zcoshl * ctem) + (0.91744867 * zsinhl * stem);
        zx = LaneMath.Atan2(L(zx), L(zy)).Value;
        zx = gam + zx - xnodce;
        SinCos(zx, out var zsingl, out var zcosgl);

        var orbit = new Orbit(em, emsq, betasq, rtemsq, nm, sinim, cosim, sinomm, cosomm);
        var sun = Perturber.Of(orbit, Zcosgs, Zsings, Zcosis, Zsinis, cnodm, snodm, C1ss);
        var moon = Perturber.Of(
            orbit, zcosgl, zsingl, zcosil, zsinil, (zcoshl * cnodm) + (zsinhl * snodm), (snodm * zcoshl) - (cnodm * zsinhl), C1l);

        k.zmol = L(Mod(4.7199672 + (0.22997150 * day) - gam));
        k.zmos = L(Mod(6.2565837 + (0.017201977 * day)));

        k.se2 = L(2.0 * sun.S1 * sun.S6);
        k.se3 = L(2.0 * sun.S1 * sun.S7);
        k.si2 = L(2.0 * sun.S2 * sun.Z12);
        k.si3 = L(2.0 * sun.S2 * (sun.Z13 - sun.Z11));
        k.sl2 = L(-2.0 * sun.S3 * sun.Z2);
        k.sl3 = L(-2.0 * sun.S3 * (sun.Z3 - sun.Z1));
        k.sl4 = L(-2.0 * sun.S3 * (-21.0 - (9.0 * emsq)) * Zes);
        k.sgh2 = L(2.0 * sun.S4 * sun.Z32);
        k.sgh3 = L(2.0 * sun.S4 * (sun.Z33 - sun.Z31));
        k.sgh4 = L(-18.0 * sun.S4 * Zes);
        k.sh2 = L(-2.0 * sun.S2 * sun.Z22);
        k.sh3 = L(-2.0 * sun.S2 * (sun.Z23 - sun.Z21));

        k.ee2 = L(2.0 * moon.S1 * moon.S6);
        k.e3 = L(2.0 * moon.S1 * moon.S7);
        k.xi2 = L(2.0 * moon.S2 * moon.Z12);
        k.xi3 = L(2.0 * moon.S2 * (moon.Z13 - moon.Z11));
        k.xl2 = L(-2.0 * moon.S3 * moon.Z2);
        k.xl3 = L(-2.0 * moon.S3 * (moon.Z3 - moon.Z1));
        k.xl4 = L(-2.0 * moon.S3 * (-21.0 - (9.0 * emsq)) * Zel);
        k.xgh2 = L(2.0 * moon.S4 * moon.Z32);
        k.xgh3 = L(2.0 * moon.S4 * (moon.Z33 - moon.Z31));
        k.xgh4 = L(-18.0 * moon.S4 * Zel);
        k.xh2 = L(-2.0 * moon.S2 * moon.Z22);
        k.xh3 = L(-2.0 * moon.S2 * (moon.Z23 - moon.Z21));

        // dsinit: secular rates.
        var inclm = k.near.inclo.Value;
        var isEquatorial = inclm < EquatorialLimit || inclm > PI - EquatorialLimit;
        var ses = sun.S1 * Zns * sun.S5;
        var sis = sun.S2 * Zns * (sun.Z11 + sun.Z13);
        var sls = -Zns * sun.S3 * (sun.Z1 + sun.Z3 - 14.0 - (6.0 * emsq));
        var sghs = sun.S4 * Zns * (sun.Z31 + sun.Z33 - 6.0);
        var shs = isEquatorial ? 0.0 : -Zns * sun.S2 * (sun.Z21 + sun.Z23);
        if (sinim != 0.0)
        {
            shs /= sinim;
        }

        var sgs = sghs - (cosim * shs);
        var dmdt = sls - (Znl * moon.S3 * (moon.Z1 + moon.Z3 - 14.0 - (6.0 * emsq)));
        var sghl = moon.S4 * Znl * (moon.Z31 + moon.Z33 - 6.0);
        var shll = isEquatorial ? 0.0 : -Znl * moon.S2 * (moon.Z21 + moon.Z23);
        var domdt = sgs + sghl;
        var dnodt = shs;
        if (sinim != 0.0)
        {
            domdt -= cosim / sinim * shll;
            dnodt += shll / sinim;
        }

        k.dedt = L(ses + (moon.S1 * Znl * moon.S5));
        k.didt = L(sis + (moon.S2 * Znl * (moon.Z11 + moon.Z13)));
        k.dmdt = L(dmdt);
        k.domdt = L(domdt);
        k.dnodt = L(dnodt);

        var gsto = SiderealTime(epochDays);
        k.gsto = L(gsto);
        if (nm > 0.0034906585 && nm < 0.0052359877)
        {
            InitialiseOneDay(ref k, cosim, sinim, xpidot, dmdt + domdt + dnodt, gsto);
        }
        else if (nm >= 8.26e-3 && nm <= 9.24e-3 && em >= 0.5)
        {
            InitialiseHalfDay(ref k, cosim, sinim, dmdt + (2.0 * (dnodt - Rptim)), gsto);
        }
    }

    /// <summary>Greenwich sidereal time 1982 at epoch, radians in 0 to 2π (Vallado, gstime), of UTC taken as UT1 as SGP4 does.</summary>
    private static double SiderealTime(double epochDays)
    {
        var tut1 = (epochDays + 2433281.5 - 2451545.0) / 36525.0;
        var seconds = (-6.2e-6 * tut1 * tut1 * tut1) + (0.093104 * tut1 * tut1)
            + (((876600.0 * 3600.0) + 8640184.812866) * tut1) + 67310.54841;
        var angle = Mod(seconds * (PI / 180.0) / 240.0);
        return angle < 0 ? angle + LaneMath.TwoPi : angle;
    }

    private static void InitialiseOneDay(
        ref DeepSpaceConstants<ScalarLane> k, double cosim, double sinim, double xpidot, double secularRate, double gsto)
    {
        var emsq = k.near.ecco.Value * k.near.ecco.Value;
        var no = k.near.no.Value;
        var aonv = TwoThirdsPower(no / Wgs72.Xke);
        var g200 = 1.0 + (emsq * (-2.5 + (0.8125 * emsq)));
        var g310 = 1.0 + (2.0 * emsq);
        var g300 = 1.0 + (emsq * (-6.0 + (6.60937 * emsq)));
        var f220 = 0.75 * (1.0 + cosim) * (1.0 + cosim);
        var f311 = (0.9375 * sinim * sinim * (1.0 + (3.0 * cosim))) - (0.75 * (1.0 + cosim));
        var f330 = 1.0 + cosim;
        f330 = 1.875 * f330 * f330 * f330;
        var del1 = 3.0 * no * no * aonv * aonv;
        k.del2 = L(2.0 * del1 * f220 * g200 * Q22);
        k.del3 = L(3.0 * del1 * f330 * g300 * Q33 * aonv);
        k.del1 = L(del1 * f311 * g310 * Q31 * aonv);
        k.xlamo = L(Mod(k.near.mo.Value + k.near.nodeo.Value + k.near.argpo.Value - gsto));
        k.xfact = L(k.near.mdot.Value + xpidot - Rptim + secularRate - no);
        k.isOneDay = AllBits;
    }

    private static void InitialiseHalfDay(ref DeepSpaceConstants<ScalarLane> k, double cosim, double sinim, double secularRate, double gsto)
    {
        var em = k.near.ecco.Value;
        var emsq = em * em;
        var eoc = em * emsq;
        var g = HalfDayEccentricityFunctions.Of(em, emsq, eoc);

        var cosisq = cosim * cosim;
        var sini2 = sinim * sinim;
        var f220 = 0.75 * (1.0 + (2.0 * cosim) + cosisq);
        var f221 = 1.5 * sini2;
        var f321 = 1.875 * sinim * (1.0 - (2.0 * cosim) - (3.0 * cosisq));
        var f322 = -1.875 * sinim * (1.0 + (2.0 * cosim) - (3.0 * cosisq));
        var f441 = 35.0 * sini2 * f220;
        var f442 = 39.3750 * sini2 * sini2;
        var f522 = 9.84375 * sinim * ((sini2 * (1.0 - (2.0 * cosim) - (5.0 * cosisq))) + (0.33333333 * (-2.0 + (4.0 * cosim) + (6.0 * cosisq))));
        var f523 = sinim * ((4.92187512 * sini2 * (-2.0 - (4.0 * cosim) + (10.0 * cosisq))) + (6.56250012 * (1.0 + (2.0 * cosim) - (3.0 * cosisq))));
        var f542 = 29.53125 * sinim * (2.0 - (8.0 * cosim) + (cosisq * (-12.0 + (8.0 * cosim) + (10.0 * cosisq))));
        var f543 = 29.53125 * sinim * (-2.0 - (8.0 * cosim) + (cosisq * (12.0 + (8.0 * cosim) - (10.0 * cosisq))));

        var no = k.near.no.Value;
        var aonv = TwoThirdsPower(no / Wgs72.Xke);
        var temp1 = 3.0 * no * no * aonv * aonv;
        var temp = temp1 * Root22;
        k.d2201 = L(temp * f220 * g.G201);
        k.d2211 = L(temp * f221 * g.G211);
        temp1 *= aonv;
        temp = temp1 * Root32;
        k.d3210 = L(temp * f321 * g.G310);
        k.d3222 = L(temp * f322 * g.G322);
        temp1 *= aonv;
        temp = 2.0 * temp1 * Root44;
        k.d4410 = L(temp * f441 * g.G410);
        k.d4422 = L(temp * f442 * g.G422);
        temp1 *= aonv;
        temp = temp1 * Root52;
        k.d5220 = L(temp * f522 * g.G520);
        k.d5232 = L(temp * f523 * g.G532);
        temp = 2.0 * temp1 * Root54;
        k.d5421 = L(temp * f542 * g.G521);
        k.d5433 = L(temp * f543 * g.G533);
        k.xlamo = L(Mod(k.near.mo.Value + k.near.nodeo.Value + k.near.nodeo.Value - gsto - gsto));
        k.xfact = L(k.near.mdot.Value + secularRate + (2.0 * k.near.nodedot.Value) - no);
        k.isHalfDay = AllBits;
    }

    private static double Mod(double angle) => LaneMath.ModTwoPi(L(angle)).Value;

    private static ScalarLane AllBits => ScalarLane.LessOrEqual(L(0), L(0));
}
