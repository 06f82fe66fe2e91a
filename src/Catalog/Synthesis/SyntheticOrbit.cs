using NodaTime;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// An orbit while it is being made up, before its numbers get the digits of an element set. Only +, −, ×, ÷, square root and rounding are used, which IEEE 754
/// fixes to the bit: the platform's sine and power functions may differ in the last digit.
/// </summary>
internal readonly record struct SyntheticOrbit
{
    /// <summary>Earth's gravitational parameter of WGS-72, km³/s².</summary>
    private const double Mu = 398600.8;

    /// <summary>Earth's second zonal harmonic of WGS-72.</summary>
    private const double J2 = 0.001082616;

    /// <summary>Earth's equatorial radius of WGS-72, km; heights are above it.</summary>
    public const double EarthRadiusKm = 6378.135;

    private const double SecondsPerDay = 86400;

    public required double MeanMotionRevPerDay { get; init; }

    public required double Eccentricity { get; init; }

    public required double InclinationDeg { get; init; }

    public required double RightAscensionDeg { get; init; }

    public required double ArgumentOfPerigeeDeg { get; init; }

    public required double MeanAnomalyDeg { get; init; }

    public required double BStarPerEarthRadius { get; init; }

    /// <summary>Kepler's mean motion at a mean height, rev/day; the difference to Kozai's is less than 0.1 %.</summary>
    public static double MeanMotionAt(double heightKm)
    {
        var a = EarthRadiusKm + heightKm;
        return Math.Sqrt(Mu / (a * a * a)) * (SecondsPerDay / (2 * Math.PI));
    }

    /// <summary>Secular rates of node and perigee by J2 for a near-circular orbit, degrees per day (Kozai 1959).</summary>
    public static (double NodeDegPerDay, double PerigeeDegPerDay) RatesAt(double heightKm, double inclinationDeg)
    {
        var ratio = EarthRadiusKm / (EarthRadiusKm + heightKm);
        var rate = 1.5 * J2 * ratio * ratio * MeanMotionAt(heightKm) * 360;
        var cosine = Cosine(inclinationDeg);
        return (-rate * cosine, rate * (2.5 * cosine * cosine - 0.5));
    }

    /// <summary>
    /// The cosine of an angle in degrees: the power series to the 22nd power, after the angle is brought to −90 to 90 degrees; good to 1e-14.
    /// </summary>
    public static double Cosine(double degrees)
    {
        var turn = Math.Abs(degrees - 360 * Math.Round(degrees / 360));
        var x = (turn <= 90 ? turn : 180 - turn) * (Math.PI / 180);
        var term = 1.0;
        var sum = 1.0;
        for (var k = 2; k <= 22; k += 2)
        {
            term *= -x * x / (k * (k - 1));
            sum += term;
        }

        return turn <= 90 ? sum : -sum;
    }

    /// <summary>The sine of an angle in degrees, from the cosine.</summary>
    public static double Sine(double degrees) => Cosine(degrees - 90);

    /// <summary>The element set, its numbers rounded to the digits that public element sets have.</summary>
    public MeanElements ToElements(CatalogNumber number, string name, Instant epoch) => new()
    {
        Number = number,
        Name = name,
        Epoch = epoch,
        MeanMotionRevPerDay = Math.Round(MeanMotionRevPerDay * 1e8) / 1e8,
        Eccentricity = Math.Round(Eccentricity * 1e7) / 1e7,
        InclinationDeg = Math.Round(InclinationDeg * 1e4) / 1e4,
        RightAscensionDeg = RoundAngle(RightAscensionDeg),
        ArgumentOfPerigeeDeg = RoundAngle(ArgumentOfPerigeeDeg),
        MeanAnomalyDeg = RoundAngle(MeanAnomalyDeg),
        BStarPerEarthRadius = RoundToFiveDigits(BStarPerEarthRadius),
        ElementSetNumber = 999,
    };

    private static double RoundAngle(double degrees)
    {
        const double turn = 360 * 1e4;
        var units = Math.Round(degrees * 1e4);
        return (units - turn * Math.Floor(units / turn)) / 1e4;
    }

    // An integer divided by a power of ten is the double nearest to that decimal number, so it prints with five digits.
    private static double RoundToFiveDigits(double value)
    {
        if (Math.Abs(value) < 1e-12)
        {
            return 0;
        }

        var scale = 1.0;
        while (Math.Abs(value) * scale < 1e4)
        {
            scale *= 10;
        }

        return Math.Round(value * scale) / scale;
    }
}
