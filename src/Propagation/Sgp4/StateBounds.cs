using Ssa.Propagation.Lanes;
using static System.Math;

namespace Ssa.Propagation;

/// <summary>
/// Bounds of SGP4's states over an interval of time, from its own formulas and without propagating: secular polynomials by their value in the middle and a bound of
/// their slope, sines by one, eccentricity with long-period terms, lunar-solar periodics by the sum of their amplitudes, resonance by the largest rate. Kepler's
/// equation plays no part: |e cos E| ≤ e for any E. They hold for every valid state of the interval, to rounding.
/// </summary>
/// <param name="RadiusLowKm">No valid state is nearer to the Earth's centre, km.</param>
/// <param name="RadiusHighKm">Nor farther, km.</param>
/// <param name="SpeedKmPerS">Nor faster, by SGP4's own velocity, km/s.</param>
/// <param name="AreAllValid">Whether no state of the interval can be refused.</param>
internal readonly record struct StateBounds(double RadiusLowKm, double RadiusHighKm, double SpeedKmPerS, bool AreAllValid)
{
    // Rounding of the kernel's own arithmetic, relative and km; far above what double precision needs.
    private const double Relative = 1e-9;
    private const double RoundingKm = 1e-6;

    // SGP4 refuses mean eccentricities below this, and lifts smaller ones to the floor.
    private const double LowestEccentricity = -0.001;
    private const double EccentricityFloor = 1e-6;

    // Step of the resonance integrator, min, and half its square.
    private const double ResonanceStep = 720;
    private const double HalfStepSquared = 259200;

    /// <summary>Nothing is known: as far as a valid state may be.</summary>
    private static readonly StateBounds Unknown = new(0, Sgp4Kernel<ScalarLane>.LargestRadiusKm, Sgp4Kernel<ScalarLane>.LargestSpeedKmPerS, false);

    /// <summary>No state is valid, at any time.</summary>
    private static readonly StateBounds Refused = new(double.PositiveInfinity, double.NegativeInfinity, 0, false);

    /// <summary>Bounds over an interval.</summary>
    /// <param name="propagator">The element set.</param>
    /// <param name="fromMinutes">Start of the interval, minutes since epoch.</param>
    /// <param name="toMinutes">Its end.</param>
    public static StateBounds Of(Sgp4Propagator propagator, double fromMinutes, double toMinutes)
    {
        ref readonly var deep = ref propagator.Constants;
        ref readonly var k = ref deep.near;
        if (k.status.Value != 0)
        {
            return Refused;
        }

        var middle = 0.5 * (fromMinutes + toMinutes);
        var half = 0.5 * Abs(toMinutes - fromMinutes);
        var farthest = Max(Abs(fromMinutes), Abs(toMinutes));
        var axis = SemiMajorAxis(in k, middle, half, farthest);
        var pe = new Interval(0, 0);
        var drift = k.bstarcc4.Value;
        if (propagator.IsDeepSpace)
        {
            axis = axis.Times(ResonanceFactor(in deep, farthest));
            pe = Periodic(deep.se2.Value, deep.se3.Value, deep.zmos.Value, DeepSpaceInitialisation.Zns, DeepSpaceInitialisation.Zes, middle, half)
                .Plus(Periodic(deep.ee2.Value, deep.e3.Value, deep.zmol.Value, DeepSpaceInitialisation.Znl, DeepSpaceInitialisation.Zel, middle, half));
            drift -= deep.dedt.Value;
        }

        // tempe, by the mean anomaly's sine.
        var meanEccentricity = k.ecco.Value - (drift * middle) + (k.bstarcc5.Value * k.sinmao.Value);
        var swing = (Abs(drift) * half) + Abs(k.bstarcc5.Value);
        var (emLow, emHigh) = (meanEccentricity - swing - Relative, meanEccentricity + swing + Relative);
        var epLow = Max(emLow, EccentricityFloor) + pe.Low;
        var epHigh = Max(emHigh, EccentricityFloor) + pe.High;
        return axis.Low > 0 && epHigh < 1
            ? FromPerturbed(in k, propagator.IsDeepSpace, axis, epHigh, emLow > LowestEccentricity && epLow > 0)
            : Unknown;
    }

    /// <summary>From the semi-major axis and the largest eccentricity with lunar-solar periodics to radius and validity.</summary>
    private static StateBounds FromPerturbed(in NearEarthConstants<ScalarLane> k, bool isDeepSpace, Interval axis, double epHigh, bool isEccentricityValid)
    {
        var aycof = isDeepSpace ? 0.5 * Abs(Wgs72.J3OverJ2) : Abs(k.aycof.Value);
        var el = epHigh + (aycof / (axis.Low * (1 - (epHigh * epHigh)))) + Relative;
        if (!(el < 1))
        {
            return Unknown;
        }

        // Deep space moves the inclination; cos² i lies between 0 and 1 whatever it is.
        var (conLow, conHigh) = isDeepSpace ? (-1.0, 2.0) : (k.con41.Value, k.con41.Value);
        var x1mth2 = isDeepSpace ? 1.0 : Abs(k.x1mth2.Value);
        var beta2 = 1 - (el * el);
        var temp1High = 0.5 * Wgs72.J2 / (axis.Low * beta2);
        var temp2High = temp1High / (axis.Low * beta2);
        var temp2BetaLow = 0.5 * Wgs72.J2 / (axis.High * axis.High) * Sqrt(beta2);
        var factorLow = 1 - (1.5 * Max(conHigh * temp2High, conHigh * temp2BetaLow));
        var factorHigh = 1 - (1.5 * Min(conLow * temp2High, conLow * temp2BetaLow));
        var (rlLow, rlHigh) = (axis.Low * (1 - el), axis.High * (1 + el));
        var wave = 0.5 * temp1High * x1mth2;
        if (!(factorLow > 0))
        {
            return Unknown;
        }

        var low = ((rlLow * factorLow) - wave) * (1 - Relative);
        var high = ((rlHigh * factorHigh) + wave) * (1 + Relative);

        // Without periodics rdotl² + rvdotl² = 2/rl − 1/am; they add at most their amplitudes, with nm = xke / am^1.5.
        var speedWave = temp1High / (axis.Low * Sqrt(axis.Low));
        var transverseWave = x1mth2 + (1.5 * Max(Abs(conLow), Abs(conHigh)));
        var speed = Wgs72.VkmPerS * (1 + Relative)
            * (Sqrt((2 / rlLow) - (1 / axis.High)) + (speedWave * Sqrt((x1mth2 * x1mth2) + (transverseWave * transverseWave))));
        var highKm = (high * Wgs72.EarthRadiusKm) + RoundingKm;
        var areAllValid = isEccentricityValid && low > 1 && highKm < Sgp4Kernel<ScalarLane>.LargestRadiusKm
            && speed < Sgp4Kernel<ScalarLane>.LargestSpeedKmPerS;
        return new StateBounds((low * Wgs72.EarthRadiusKm) - RoundingKm, highKm, Min(speed, Sgp4Kernel<ScalarLane>.LargestSpeedKmPerS), areAllValid);
    }

    /// <summary>ao tempa², in Earth radii.</summary>
    private static Interval SemiMajorAxis(in NearEarthConstants<ScalarLane> k, double t, double half, double farthest)
    {
        var (cc1, d2, d3, d4) = (k.cc1.Value, k.d2.Value, k.d3.Value, k.d4.Value);
        var tempa = 1 - (t * (cc1 + (t * (d2 + (t * (d3 + (t * d4)))))));
        var slope = Abs(cc1) + (farthest * ((2 * Abs(d2)) + (farthest * ((3 * Abs(d3)) + (farthest * 4 * Abs(d4))))));
        var (low, high) = (tempa - (slope * half), tempa + (slope * half));
        var least = low > 0 ? low : high < 0 ? high : 0;
        var most = Max(Abs(low), Abs(high));
        return new Interval(k.ao.Value * least * least * (1 - Relative), k.ao.Value * most * most * (1 + Relative));
    }

    /// <summary>What resonance makes of the semi-major axis: (no / nm)^(2/3).</summary>
    private static Interval ResonanceFactor(in DeepSpaceConstants<ScalarLane> k, double farthest)
    {
        if (!ScalarLane.Any(ScalarLane.Or(k.isOneDay, k.isHalfDay)))
        {
            return new Interval(1, 1);
        }

        var (single, twice, triple) = ScalarLane.Any(k.isOneDay)
            ? (Abs(k.del1.Value), Abs(k.del2.Value), Abs(k.del3.Value))
            : (Abs(k.d2201.Value) + Abs(k.d2211.Value) + Abs(k.d3210.Value) + Abs(k.d3222.Value) + Abs(k.d5220.Value) + Abs(k.d5232.Value),
                Abs(k.d4410.Value) + Abs(k.d4422.Value) + Abs(k.d5421.Value) + Abs(k.d5433.Value), 0);
        var rate = single + twice + triple;
        var rateSlope = single + (2 * twice) + (3 * triple);

        // So many steps, each changing the mean motion by at most step · rate + step²/2 · slope · |xldot|, where |xldot| grows with the change itself.
        var steps = (farthest / ResonanceStep) + 1;
        var feedback = steps * HalfStepSquared * rateSlope;
        var no = k.near.no.Value;
        var change = feedback < 0.5
            ? ((steps * ResonanceStep * rate) + (feedback * Abs(no + k.xfact.Value))) / (1 - feedback)
            : no;
        return change < 0.5 * no
            ? new Interval(Pow(no / (no + change), 2.0 / 3) * (1 - Relative), Pow(no / (no - change), 2.0 / 3) * (1 + Relative))
            : new Interval(0, double.PositiveInfinity);
    }

    /// <summary>
    /// The periodics of one body in the eccentricity: two f2 + three f3 = −¼ (two cos 2zf + three sin 2zf), a wave of fixed amplitude whose phase
    /// zf = zm + 2 e sin zm moves at most 1 + 2 e times as fast as the mean anomaly.
    /// </summary>
    private static Interval Periodic(double two, double three, double phase, double rate, double eccentricity, double t, double half)
    {
        var zm = phase + (rate * t);
        var zf = zm + (2 * eccentricity * Sin(zm));
        var value = -0.25 * ((two * Cos(2 * zf)) + (three * Sin(2 * zf)));
        var amplitude = 0.25 * Sqrt((two * two) + (three * three));
        var reach = (amplitude * Min(2, 2 * rate * (1 + (2 * eccentricity)) * half)) + (Relative * amplitude);
        return new Interval(Max(value - reach, -amplitude * (1 + Relative)), Min(value + reach, amplitude * (1 + Relative)));
    }

    private readonly record struct Interval(double Low, double High)
    {
        public Interval Plus(Interval other) => new(Low + other.Low, High + other.High);

        public Interval Times(Interval other) => new(Low * other.Low, High * other.High);
    }
}
