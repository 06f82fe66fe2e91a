using Ssa.Propagation.Time;

namespace Ssa.Propagation.Frames;

/// <summary>The angles of nutation at a time, radians.</summary>
/// <param name="LongitudeRad">Nutation in longitude, Δψ.</param>
/// <param name="ObliquityRad">Nutation in obliquity, Δε.</param>
/// <param name="MeanObliquityRad">Mean obliquity of the ecliptic, ε̄.</param>
/// <param name="NodeRad">Longitude of the Moon's mean ascending node, Ω.</param>
internal readonly record struct NutationAngles(double LongitudeRad, double ObliquityRad, double MeanObliquityRad, double NodeRad);

/// <summary>
/// The IAU 1980 theory of nutation, all 106 terms (Seidelmann 1982, Celestial Mechanics 27, 79; Wahr 1981). Coefficients as the IERS Earth
/// Orientation Centre publishes them (nut_IAU1980.dat), the order of Vallado, Fundamentals of Astrodynamics, 4th ed., table D-6; the sum agrees
/// with the published test value of the IAU's SOFA library, whose table is arranged differently, to 1e-13 rad.
/// </summary>
/// <remarks>
/// Symbols, arguments in arcseconds of the mean equinox of date, t in Julian centuries of TT since J2000.0: l, l′ mean anomalies of the Moon and
/// the Sun; F the Moon's mean argument of latitude; D its mean elongation from the Sun; Ω the longitude of its mean ascending node.
/// Δψ = Σ (A + B t) sin(n·args), Δε = Σ (C + D t) cos(n·args).
/// </remarks>
internal static class Nutation1980
{
    /// <summary>A term's unit, 0.1 milliarcsecond, in radians.</summary>
    private const double Unit = 1e-4 * Angles.Arcsecond;

    private const double TurnArcsec = 1_296_000.0;

    private const int Columns = 9;

    // n(l) n(l') n(F) n(D) n(Ω)    A    10 B    C    10 D        unit 0.1 mas, B and D in hundredths of a milliarcsecond per century
    private static readonly int[] Terms =
    [
        0, 0, 0, 0, 1, -171996, -1742, 92025, 89,
        0, 0, 2, -2, 2, -13187, -16, 5736, -31,
        0, 0, 2, 0, 2, -2274, -2, 977, -5,
        0, 0, 0, 0, 2, 2062, 2, -895, 5,
        0, -1, 0, 0, 0, -1426, 34, 54, -1,
        1, 0, 0, 0, 0, 712, 1, -7, 0,
        0, 1, 2, -2, 2, -517, 12, 224, -6,
        0, 0, 2, 0, 1, -386, -4, 200, 0,
        1, 0, 2, 0, 2, -301, 0, 129, -1,
        0, -1, 2, -2, 2, 217, -5, -95, 3,
        -1, 0, 0, 2, 0, 158, 0, -1, 0,
        0, 0, 2, -2, 1, 129, 1, -70, 0,
        -1, 0, 2, 0, 2, 123, 0, -53, 0,
        1, 0, 0, 0, 1, 63, 1, -33, 0,
        0, 0, 0, 2, 0, 63, 0, -2, 0,
        -1, 0, 2, 2, 2, -59, 0, 26, 0,
        -1, 0, 0, 0, 1, -58, -1, 32, 0,
        1, 0, 2, 0, 1, -51, 0, 27, 0,
        -2, 0, 0, 2, 0, -48, 0, 1, 0,
        -2, 0, 2, 0, 1, 46, 0, -24, 0,
        0, 0, 2, 2, 2, -38, 0, 16, 0,
        2, 0, 2, 0, 2, -31, 0, 13, 0,
        2, 0, 0, 0, 0, 29, 0, -1, 0,
        1, 0, 2, -2, 2, 29, 0, -12, 0,
        0, 0, 2, 0, 0, 26, 0, -1, 0,
        0, 0, 2, -2, 0, -22, 0, 0, 0,
        -1, 0, 2, 0, 1, 21, 0, -10, 0,
        0, 2, 0, 0, 0, 17, -1, 0, 0,
        0, 2, 2, -2, 2, -16, 1, 7, 0,
        -1, 0, 0, 2, 1, 16, 0, -8, 0,
        0, 1, 0, 0, 1, -15, 0, 9, 0,
        1, 0, 0, -2, 1, -13, 0, 7, 0,
        0, -1, 0, 0, 1, -12, 0, 6, 0,
        2, 0, -2, 0, 0, 11, 0, 0, 0,
        -1, 0, 2, 2, 1, -10, 0, 5, 0,
        1, 0, 2, 2, 2, -8, 0, 3, 0,
        0, -1, 2, 0, 2, -7, 0, 3, 0,
        0, 0, 2, 2, 1, -7, 0, 3, 0,
        1, 1, 0, -2, 0, -7, 0, 0, 0,
        0, 1, 2, 0, 2, 7, 0, -3, 0,
        -2, 0, 0, 2, 1, -6, 0, 3, 0,
        0, 0, 0, 2, 1, -6, 0, 3, 0,
        2, 0, 2, -2, 2, 6, 0, -3, 0,
        1, 0, 0, 2, 0, 6, 0, 0, 0,
        1, 0, 2, -2, 1, 6, 0, -3, 0,
        0, 0, 0, -2, 1, -5, 0, 3, 0,
        0, -1, 2, -2, 1, -5, 0, 3, 0,
        2, 0, 2, 0, 1, -5, 0, 3, 0,
        1, -1, 0, 0, 0, 5, 0, 0, 0,
        1, 0, 0, -1, 0, -4, 0, 0, 0,
        0, 0, 0, 1, 0, -4, 0, 0, 0,
        0, 1, 0, -2, 0, -4, 0, 0, 0,
        1, 0, -2, 0, 0, 4, 0, 0, 0,
        2, 0, 0, -2, 1, 4, 0, -2, 0,
        0, 1, 2, -2, 1, 4, 0, -2, 0,
        1, 1, 0, 0, 0, -3, 0, 0, 0,
        1, -1, 0, -1, 0, -3, 0, 0, 0,
        -1, -1, 2, 2, 2, -3, 0, 1, 0,
        0, -1, 2, 2, 2, -3, 0, 1, 0,
        1, -1, 2, 0, 2, -3, 0, 1, 0,
        3, 0, 2, 0, 2, -3, 0, 1, 0,
        -2, 0, 2, 0, 2, -3, 0, 1, 0,
        1, 0, 2, 0, 0, 3, 0, 0, 0,
        -1, 0, 2, 4, 2, -2, 0, 1, 0,
        1, 0, 0, 0, 2, -2, 0, 1, 0,
        -1, 0, 2, -2, 1, -2, 0, 1, 0,
        0, -2, 2, -2, 1, -2, 0, 1, 0,
        -2, 0, 0, 0, 1, -2, 0, 1, 0,
        2, 0, 0, 0, 1, 2, 0, -1, 0,
        3, 0, 0, 0, 0, 2, 0, 0, 0,
        1, 1, 2, 0, 2, 2, 0, -1, 0,
        0, 0, 2, 1, 2, 2, 0, -1, 0,
        1, 0, 0, 2, 1, -1, 0, 0, 0,
        1, 0, 2, 2, 1, -1, 0, 1, 0,
        1, 1, 0, -2, 1, -1, 0, 0, 0,
        0, 1, 0, 2, 0, -1, 0, 0, 0,
        0, 1, 2, -2, 0, -1, 0, 0, 0,
        0, 1, -2, 2, 0, -1, 0, 0, 0,
        1, 0, -2, 2, 0, -1, 0, 0, 0,
        1, 0, -2, -2, 0, -1, 0, 0, 0,
        1, 0, 2, -2, 0, -1, 0, 0, 0,
        1, 0, 0, -4, 0, -1, 0, 0, 0,
        2, 0, 0, -4, 0, -1, 0, 0, 0,
        0, 0, 2, 4, 2, -1, 0, 0, 0,
        0, 0, 2, -1, 2, -1, 0, 0, 0,
        -2, 0, 2, 4, 2, -1, 0, 1, 0,
        2, 0, 2, 2, 2, -1, 0, 0, 0,
        0, -1, 2, 0, 1, -1, 0, 0, 0,
        0, 0, -2, 0, 1, -1, 0, 0, 0,
        0, 0, 4, -2, 2, 1, 0, 0, 0,
        0, 1, 0, 0, 2, 1, 0, 0, 0,
        1, 1, 2, -2, 2, 1, 0, -1, 0,
        3, 0, 2, -2, 2, 1, 0, 0, 0,
        -2, 0, 2, 2, 2, 1, 0, -1, 0,
        -1, 0, 0, 0, 2, 1, 0, -1, 0,
        0, 0, -2, 2, 1, 1, 0, 0, 0,
        0, 1, 2, 0, 1, 1, 0, 0, 0,
        -1, 0, 4, 0, 2, 1, 0, 0, 0,
        2, 1, 0, -2, 0, 1, 0, 0, 0,
        2, 0, 0, 2, 0, 1, 0, 0, 0,
        2, 0, 2, -2, 1, 1, 0, -1, 0,
        2, 0, -2, 0, 1, 1, 0, 0, 0,
        1, -1, 0, -2, 0, 1, 0, 0, 0,
        -1, 0, 0, 1, 1, 1, 0, 0, 0,
        -1, -1, 0, 2, 1, 1, 0, 0, 0,
        0, 1, 0, 1, 0, 1, 0, 0, 0,
    ];

    /// <summary>Terms of the series.</summary>
    public static int TermCount => Terms.Length / Columns;

    /// <summary>The theory's angles at a time, before any observed correction.</summary>
    /// <param name="tt">The Julian date, terrestrial time.</param>
    public static NutationAngles At(JulianDate tt)
    {
        var t = tt.CenturiesSinceJ2000;
        var l = Argument(t, 485_866.733, 1325, 715_922.633, 31.310, 0.064);
        var lPrime = Argument(t, 1_287_099.804, 99, 1_292_581.224, -0.577, -0.012);
        var f = Argument(t, 335_778.877, 1342, 295_263.137, -13.257, 0.011);
        var d = Argument(t, 1_072_261.307, 1236, 1_105_601.328, -6.891, 0.019);
        var node = Argument(t, 450_160.280, -5, -482_890.539, 7.455, 0.008);

        var longitude = 0.0;
        var obliquity = 0.0;

        // The smallest terms first, so that their digits are not lost.
        for (var i = Terms.Length - Columns; i >= 0; i -= Columns)
        {
            var term = Terms.AsSpan(i, Columns);
            var (sin, cos) = Math.SinCos((term[0] * l) + (term[1] * lPrime) + (term[2] * f) + (term[3] * d) + (term[4] * node));
            longitude += (term[5] + (0.1 * term[6] * t)) * sin;
            obliquity += (term[7] + (0.1 * term[8] * t)) * cos;
        }

        return new NutationAngles(longitude * Unit, obliquity * Unit, MeanObliquityRad(t), node);
    }

    /// <summary>Mean obliquity of the ecliptic (Lieske et al. 1977; Vallado, 4th ed., equation 3-81), radians.</summary>
    private static double MeanObliquityRad(double t) =>
        (84_381.448 + ((-46.8150 + ((-0.00059 + (0.001813 * t)) * t)) * t)) * Angles.Arcsecond;

    /// <summary>A fundamental argument: arcseconds, whole turns and arcseconds per century, and its powers; radians.</summary>
    private static double Argument(double t, double c0, int turns, double c1, double c2, double c3)
    {
        var arcsec = c0 + ((c1 + ((c2 + (c3 * t)) * t)) * t);
        return ((arcsec % TurnArcsec) * Angles.Arcsecond) + (turns * t % 1.0 * Math.Tau);
    }
}
