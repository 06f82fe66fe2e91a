namespace Ssa.Risk;

/// <summary>Where a hard-body radius comes from.</summary>
public enum RadiusOrigin
{
    /// <summary>The object's class is not known: 1 m is assumed.</summary>
    Unknown,

    /// <summary>From the object's class.</summary>
    Class,

    /// <summary>From a table of objects.</summary>
    Table,
}

/// <summary>
/// The words in which lists of close approaches say where their covariances and radii come from. Covariances: <c>none</c>, <c>table-low</c>, <c>table-high</c>, <c>table-borrowed</c>, <c>history</c>. Radii:
/// <c>unknown</c>, <c>class</c>, <c>table</c>.
/// </summary>
public static class RiskWords
{
    private static readonly string[] Covariances = ["none", "table-low", "table-high", "table-borrowed", "history"];
    private static readonly string[] Radii = ["unknown", "class", "table"];

    // Every pair of objects, so that a list of millions shares a few texts.
    private static readonly string[] Pairs =
    [
        .. from a in Covariances from b in Covariances from c in Radii from d in Radii select $"{a}/{b} hbr:{c}/{d}",
    ];

    /// <summary>The word of a covariance's origin.</summary>
    public static string Of(CovarianceOrigin origin) => Covariances[(int)origin];

    /// <summary>The word of a radius's origin.</summary>
    public static string Of(RadiusOrigin origin) => Radii[(int)origin];

    /// <summary>The word of a verdict: <c>cannot-tell</c>, <c>below</c>, <c>attend</c>, <c>act</c>.</summary>
    public static string Of(RiskVerdict verdict) => verdict switch
    {
        RiskVerdict.CannotTell => "cannot-tell",
        RiskVerdict.Below => "below",
        RiskVerdict.Attend => "attend",
        RiskVerdict.Act => "act",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>The text of a pair, such as <c>table-low/table-high hbr:class/unknown</c>: the first object's word, then the second's.</summary>
    public static string Of(CovarianceOrigin first, CovarianceOrigin second, RadiusOrigin firstRadius, RadiusOrigin secondRadius) =>
        Pairs[(((((int)first * Covariances.Length) + (int)second) * Radii.Length) + (int)firstRadius) * Radii.Length + (int)secondRadius];
}
