using Ssa.Propagation.Lanes;
using Ssa.Propagation.Time;
using static System.Math;
using static Ssa.Propagation.Wgs72;

namespace Ssa.Propagation;

/// <summary>
/// Mean elements to the constants of the kernel: <c>initl</c> and <c>sgp4init</c> of Vallado, Crawford, Hujsak and Kelso, "Revisiting Spacetrack Report
/// #3" (AIAA 2006-6753), with the paper's symbols. Deep-space terms are in <see cref="DeepSpaceInitialisation"/>.
/// </summary>
internal static class Sgp4Initialisation
{
    /// <summary>Periods from here on (minutes) are deep space.</summary>
    public const double DeepSpacePeriodMinutes = 225.0;

    private const double JulianDate1950 = 2433281.5;
    private const double Degree = PI / 180.0;
    private const double RevPerDay = LaneMath.TwoPi / 1440.0;

    // 1 + cos i may not be smaller than this in the divisor of xlcof (i = 180 degrees).
    internal const double PolarGuard = 1.5e-12;

    /// <summary>Initialises one element set.</summary>
    /// <param name="elements">The element set; out-of-range values give constants whose status is not zero.</param>
    /// <param name="deep">The deep-space constants; its <c>near</c> part is always filled, the rest only where the result is true.</param>
    /// <returns>Whether the orbit is a deep-space one.</returns>
    public static bool Initialise(MeanElements elements, out DeepSpaceConstants<ScalarLane> deep)
    {
        deep = default;
        ref var k = ref deep.near;
        var status = elements.MeanMotionRevPerDay > 0
            ? elements.Eccentricity >= 0 && elements.Eccentricity < 1 ? PropagationStatus.Ok : PropagationStatus.MeanEccentricity
            : PropagationStatus.MeanMotion;
        k.status = L((double)status);
        if (status != PropagationStatus.Ok)
        {
            return false;
        }

        var ecco = elements.Eccentricity;
        var inclo = elements.InclinationDeg * Degree;
        var nodeo = elements.RightAscensionDeg * Degree;
        var argpo = elements.ArgumentOfPerigeeDeg * Degree;
        var mo = elements.MeanAnomalyDeg * Degree;
        var bstar = elements.BStarPerEarthRadius;

        // initl: un-Kozai the mean motion.
        SinCos(inclo, out var sinio, out var cosio);
        var cosio2 = cosio * cosio;
        var omeosq = 1.0 - (ecco * ecco);
        var rteosq = Sqrt(omeosq);
        var noKozai = elements.MeanMotionRevPerDay * RevPerDay;
        var ak = TwoThirdsPower(Xke / noKozai);
        var d1 = 0.75 * J2 * ((3.0 * cosio2) - 1.0) / (rteosq * omeosq);
        var del = d1 / (ak * ak);
        var adel = ak * (1.0 - (del * del) - (del * ((1.0 / 3.0) + (134.0 * del * del / 81.0))));
        del = d1 / (adel * adel);
        var no = noKozai / (1.0 + del);
        if (!(no > 0))
        {
            k.status = L((double)PropagationStatus.MeanMotion);
            return false;
        }

        var ao = TwoThirdsPower(Xke / no);
        var po = ao * omeosq;
        var con42 = 1.0 - (5.0 * cosio2);
        var con41 = -con42 - cosio2 - cosio2;
        var rp = ao * (1.0 - ecco);

        // sgp4init: the atmosphere's reference altitude follows a low perigee.
        var perige = (rp - 1.0) * EarthRadiusKm;
        var sfour = 78.0;
        if (perige < 156.0)
        {
            sfour = perige < 98.0 ? 20.0 : perige - 78.0;
        }

        var qzms24 = Fourth((120.0 - sfour) / EarthRadiusKm);
        sfour = (sfour / EarthRadiusKm) + 1.0;

        var pinvsq = 1.0 / (po * po);
        var tsi = 1.0 / (ao - sfour);
        var eta = ao * ecco * tsi;
        var etasq = eta * eta;
        var eeta = ecco * eta;
        var psisq = Abs(1.0 - etasq);
        var coef = qzms24 * Fourth(tsi);
        var coef1 = coef / (psisq * psisq * psisq * Sqrt(psisq));
        var cc2 = coef1 * no * ((ao * (1.0 + (1.5 * etasq) + (eeta * (4.0 + etasq))))
            + (0.375 * J2 * tsi / psisq * con41 * (8.0 + (3.0 * etasq * (8.0 + etasq)))));
        var cc1 = bstar * cc2;
        var isEccentric = ecco > 1.0e-4;
        var cc3 = isEccentric ? -2.0 * coef * tsi * J3OverJ2 * no * sinio / ecco : 0.0;
        var x1mth2 = 1.0 - cosio2;
        SinCos(argpo, out _, out var cosargpo);
        var cos2argpo = (2.0 * cosargpo * cosargpo) - 1.0;
        var cc4 = 2.0 * no * coef1 * ao * omeosq
            * ((eta * (2.0 + (0.5 * etasq))) + (ecco * (0.5 + (2.0 * etasq)))
                - (J2 * tsi / (ao * psisq)
                    * ((-3.0 * con41 * (1.0 - (2.0 * eeta) + (etasq * (1.5 - (0.5 * eeta)))))
                        + (0.75 * x1mth2 * ((2.0 * etasq) - (eeta * (1.0 + etasq))) * cos2argpo))));
        var cc5 = 2.0 * coef1 * ao * omeosq * (1.0 + (2.75 * (etasq + eeta)) + (eeta * etasq));

        // Secular rates of mean anomaly, perigee and node (J2, J2², J4).
        var cosio4 = cosio2 * cosio2;
        var temp1 = 1.5 * J2 * pinvsq * no;
        var temp2 = 0.5 * temp1 * J2 * pinvsq;
        var temp3 = -0.46875 * J4 * pinvsq * pinvsq * no;
        var mdot = no + (0.5 * temp1 * rteosq * con41) + (0.0625 * temp2 * rteosq * (13.0 - (78.0 * cosio2) + (137.0 * cosio4)));
        var argpdot = (-0.5 * temp1 * con42) + (0.0625 * temp2 * (7.0 - (114.0 * cosio2) + (395.0 * cosio4)))
            + (temp3 * (3.0 - (36.0 * cosio2) + (49.0 * cosio4)));
        var xhdot1 = -temp1 * cosio;
        var nodedot = xhdot1 + (((0.5 * temp2 * (4.0 - (19.0 * cosio2))) + (2.0 * temp3 * (3.0 - (7.0 * cosio2)))) * cosio);

        SinCos(mo, out var sinmao, out var cosmao);
        var delmo = Cube(1.0 + (eta * cosmao));

        k.mo = L(mo);
        k.mdot = L(mdot);
        k.argpo = L(argpo);
        k.argpdot = L(argpdot);
        k.nodeo = L(nodeo);
        k.nodedot = L(nodedot);
        k.nodecf = L(3.5 * omeosq * xhdot1 * cc1);
        k.cc1 = L(cc1);
        k.bstarcc4 = L(bstar * cc4);
        k.t2cof = L(1.5 * cc1);
        k.no = L(no);
        k.ecco = L(ecco);
        k.ao = L(ao);
        k.sinip = L(sinio);
        k.cosip = L(cosio);
        k.inclo = L(inclo);
        k.aycof = L(-0.5 * J3OverJ2 * sinio);
        k.xlcof = L(-0.25 * J3OverJ2 * sinio * (3.0 + (5.0 * cosio)) / (Abs(cosio + 1.0) > PolarGuard ? 1.0 + cosio : PolarGuard));
        k.con41 = L(con41);
        k.x1mth2 = L(x1mth2);
        k.x7thm1 = L((7.0 * cosio2) - 1.0);
        k.eta = L(eta);
        k.sinmao = L(sinmao);
        k.delmo = L(delmo);

        var isDeepSpace = LaneMath.TwoPi / no >= DeepSpacePeriodMinutes;
        var isSimple = isDeepSpace || rp < (220.0 / EarthRadiusKm) + 1.0;
        if (!isSimple)
        {
            var cc1sq = cc1 * cc1;
            var d2 = 4.0 * ao * tsi * cc1sq;
            var temp = d2 * tsi * cc1 / 3.0;
            var d3 = ((17.0 * ao) + sfour) * temp;
            var d4 = 0.5 * temp * ao * tsi * ((221.0 * ao) + (31.0 * sfour)) * cc1;
            k.d2 = L(d2);
            k.d3 = L(d3);
            k.d4 = L(d4);
            k.t3cof = L(d2 + (2.0 * cc1sq));
            k.t4cof = L(0.25 * ((3.0 * d3) + (cc1 * ((12.0 * d2) + (10.0 * cc1sq)))));
            k.t5cof = L(0.2 * ((3.0 * d4) + (12.0 * cc1 * d3) + (6.0 * d2 * d2) + (15.0 * cc1sq * ((2.0 * d2) + cc1sq))));
            k.bstarcc5 = L(bstar * cc5);
            k.omgcof = L(bstar * cc3 * cosargpo);
            k.xmcof = isEccentric ? L(-2.0 / 3.0 * coef * bstar / eeta) : default;
        }

        if (isDeepSpace)
        {
            // The published code takes the epoch through a Julian date in one double, which rounds it to 40 microseconds. The phase of the
            // moon at epoch inherits that rounding, and orbits near e = 1 show it at the level of the verification (4e-6 km): keep it.
            var epochDays = UtcTime.DaysSince1950(elements.Epoch) + JulianDate1950 - JulianDate1950;
            DeepSpaceInitialisation.Initialise(ref deep, epochDays, sinio, cosio, argpdot + nodedot);
        }

        return isDeepSpace;
    }

    internal static ScalarLane L(double value) => new(value);

    internal static void SinCos(double x, out double sin, out double cos)
    {
        LaneMath.SinCos(new ScalarLane(x), out var s, out var c);
        sin = s.Value;
        cos = c.Value;
    }

    /// <summary>x^(2/3) for positive x: the cube root with one Newton step, so that libraries that differ in the last place agree.</summary>
    internal static double TwoThirdsPower(double x)
    {
        var root = Cbrt(x);
        root -= ((root * root * root) - x) / (3.0 * root * root);
        return root * root;
    }

    private static double Cube(double x) => x * x * x;

    private static double Fourth(double x) => x * x * (x * x);
}
