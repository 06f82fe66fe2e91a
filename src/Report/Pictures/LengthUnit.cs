namespace Ssa.Report.Pictures;

/// <summary>The unit in which a picture shows lengths.</summary>
/// <param name="Name">Its sign.</param>
/// <param name="Metres">Its length, m.</param>
internal readonly record struct LengthUnit(string Name, double Metres)
{
    private const double KilometresFromM = 3000;

    /// <summary>The unit for lengths up to a largest one, m.</summary>
    public static LengthUnit For(double largestM) => largestM < KilometresFromM ? new("m", 1) : new("km", 1000);
}
