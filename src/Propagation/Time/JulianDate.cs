namespace Ssa.Propagation.Time;

/// <summary>
/// A Julian date in two parts whose sum is the date, in the time scale that the holder's name says (UTC, UT1, TT). One double of a Julian date
/// steps by 40 µs, in which the Earth's equator turns 2 cm; two parts keep the nanosecond.
/// </summary>
/// <param name="Day">Days; where this type is made from an instant, the Julian date of 0 h, which ends in .5.</param>
/// <param name="Fraction">Days to add, 0 to 1 where this type is made from an instant; a shift between time scales may leave that range.</param>
public readonly record struct JulianDate(double Day, double Fraction)
{
    /// <summary>The fundamental epoch J2000.0, 2000-01-01T12:00, as a Julian date.</summary>
    public const double J2000 = 2_451_545.0;

    private const double DaysPerCentury = 36_525.0;
    private const double SecondsPerDay = 86_400.0;

    /// <summary>The date as one double, steps of 40 µs.</summary>
    public double Days => Day + Fraction;

    /// <summary>Days since J2000.0.</summary>
    public double DaysSinceJ2000 => Day - J2000 + Fraction;

    /// <summary>Julian centuries of 36,525 days since J2000.0.</summary>
    public double CenturiesSinceJ2000 => DaysSinceJ2000 / DaysPerCentury;

    /// <summary>The date so many seconds of 1/86,400 day later.</summary>
    /// <param name="seconds">Seconds, negative for earlier.</param>
    public JulianDate PlusSeconds(double seconds) => this with { Fraction = Fraction + (seconds / SecondsPerDay) };
}
