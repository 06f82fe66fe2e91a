namespace Ssa.Risk;

/// <summary>
/// What a short encounter comes down to: a Gaussian in the plane normal to the relative velocity, on its principal axes, and a disc. Lengths in metres.
/// </summary>
public readonly record struct EncounterPlane
{
    /// <summary>The miss vector along the axis of the larger standard deviation, m.</summary>
    public required double MissMajorM { get; init; }

    /// <summary>The miss vector along the axis of the smaller standard deviation, m.</summary>
    public required double MissMinorM { get; init; }

    /// <summary>The larger standard deviation, m.</summary>
    public required double SigmaMajorM { get; init; }

    /// <summary>The smaller standard deviation, m.</summary>
    public required double SigmaMinorM { get; init; }

    /// <summary>The combined hard-body radius, m.</summary>
    public required double HardBodyRadiusM { get; init; }

    /// <summary>From the instant of the states to linear closest approach, s.</summary>
    public double TcaOffsetSeconds { get; init; }

    /// <summary>Relative speed, m/s; 0 where the plane was given directly.</summary>
    public double RelativeSpeedMPerS { get; init; }

    /// <summary>Angle from the miss vector to the major axis, radians.</summary>
    public double MajorAxisAngleRad { get; init; }

    /// <summary>The smaller eigenvalue before any repair, m²; negative where the covariance is not positive definite.</summary>
    public double SmallestEigenvalueM2 { get; init; }

    /// <summary>Whether an eigenvalue was raised to (1e-4·HBR)² because the projected covariance is not positive definite.</summary>
    public bool IsRemediated { get; init; }

    /// <summary>Which miss convention holds.</summary>
    public MissConvention Convention { get; init; }

    /// <summary>The miss distance in the plane, m.</summary>
    public double MissDistanceM => double.Hypot(MissMajorM, MissMinorM);

    /// <summary>The squared Mahalanobis distance of the miss.</summary>
    public double MahalanobisSquared => Square(MissMajorM / SigmaMajorM) + Square(MissMinorM / SigmaMinorM);

    /// <summary>(major / minor)²: above 1e6 the inputs' own rounding limits a probability to about 1e-7.</summary>
    public double ConditionNumber => Square(SigmaMajorM / SigmaMinorM);

    /// <summary>The plane of given principal components. Axes are exchanged where the first is the smaller, and signs of the miss kept.</summary>
    /// <param name="missXM">Miss along the first axis, m.</param>
    /// <param name="missYM">Miss along the second axis, m.</param>
    /// <param name="sigmaXM">Standard deviation along the first axis, m.</param>
    /// <param name="sigmaYM">Standard deviation along the second axis, m.</param>
    /// <param name="hardBodyRadiusM">Combined hard-body radius, m; a negative one counts as 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN, or a standard deviation is not positive.</exception>
    public static EncounterPlane OfPrincipalAxes(double missXM, double missYM, double sigmaXM, double sigmaYM, double hardBodyRadiusM)
    {
        RequirePositive(sigmaXM, nameof(sigmaXM));
        RequirePositive(sigmaYM, nameof(sigmaYM));
        if (!double.IsFinite(missXM) || !double.IsFinite(missYM) || double.IsNaN(hardBodyRadiusM))
        {
            throw new ArgumentOutOfRangeException(nameof(missXM), "The miss and the hard-body radius must be numbers, metres.");
        }

        var swap = sigmaYM > sigmaXM;
        return new()
        {
            MissMajorM = swap ? missYM : missXM,
            MissMinorM = swap ? missXM : missYM,
            SigmaMajorM = swap ? sigmaYM : sigmaXM,
            SigmaMinorM = swap ? sigmaXM : sigmaYM,
            HardBodyRadiusM = Math.Max(0, hardBodyRadiusM),
            SmallestEigenvalueM2 = Square(Math.Min(sigmaXM, sigmaYM)),
        };
    }

    /// <summary>The same plane with both standard deviations multiplied.</summary>
    internal EncounterPlane Scaled(double sigmaFactor) => this with { SigmaMajorM = sigmaFactor * SigmaMajorM, SigmaMinorM = sigmaFactor * SigmaMinorM };

    private static void RequirePositive(double sigmaM, string name)
    {
        if (!(sigmaM > 0) || double.IsInfinity(sigmaM))
        {
            throw new ArgumentOutOfRangeException(name, sigmaM, "A standard deviation must be a positive number, metres.");
        }
    }

    private static double Square(double x) => x * x;
}
