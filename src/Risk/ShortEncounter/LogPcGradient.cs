namespace Ssa.Risk;

/// <summary>
/// Derivatives of ln Pc in the encounter plane, per metre. By the divergence theorem each is an integral around the disc's edge divided by Pc: of the density for the radius and the miss, of its
/// normal derivative for the sigmas (∂f/∂σ = σ·∂²f/∂x²). Equal angles converge geometrically.
/// </summary>
public readonly record struct LogPcGradient
{
    private const int MaximumPoints = 1 << 18;

    /// <summary>By the miss along the major axis, 1/m.</summary>
    public required double PerMissMajor { get; init; }

    /// <summary>By the miss along the minor axis, 1/m.</summary>
    public required double PerMissMinor { get; init; }

    /// <summary>By the larger sigma, 1/m.</summary>
    public required double PerSigmaMajor { get; init; }

    /// <summary>By the smaller sigma, 1/m.</summary>
    public required double PerSigmaMinor { get; init; }

    /// <summary>By the hard-body radius, 1/m.</summary>
    public required double PerRadius { get; init; }

    /// <summary>The gradient; null where the probability is 0 or 1 exactly, or the sum around the edge does not settle to 1e-9.</summary>
    /// <param name="plane">The encounter plane.</param>
    public static LogPcGradient? Of(EncounterPlane plane)
    {
        var logProbability = ShortEncounter.DirectQuadrature.LogProbability(plane);
        if (plane.HardBodyRadiusM == 0 || !double.IsFinite(logProbability) || double.IsInfinity(plane.HardBodyRadiusM))
        {
            return null;
        }

        LogPcGradient? previous = null;
        for (var points = 64; points <= MaximumPoints; points *= 2)
        {
            var current = Edge(plane, points, logProbability);
            if (previous is { } p && Settled(p, current))
            {
                return current;
            }

            previous = current;
        }

        return null;
    }

    private static LogPcGradient Edge(EncounterPlane plane, int points, double logProbability)
    {
        var (mx, my, sx, sy, radius) = (plane.MissMajorM, plane.MissMinorM, plane.SigmaMajorM, plane.SigmaMinorM, plane.HardBodyRadiusM);
        var constant = Math.Log(radius / (points * sx * sy)) - logProbability;
        double missMajor = 0, missMinor = 0, sigmaMajor = 0, sigmaMinor = 0, perRadius = 0;
        for (var i = 0; i < points; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (i + 0.5) / points);
            var (x, y) = (((radius * cos) - mx) / sx, ((radius * sin) - my) / sy);
            var density = Math.Exp(constant - (0.5 * ((x * x) + (y * y))));
            missMajor -= density * cos;
            missMinor -= density * sin;
            sigmaMajor -= density * x * cos;
            sigmaMinor -= density * y * sin;
            perRadius += density;
        }

        return new() { PerMissMajor = missMajor, PerMissMinor = missMinor, PerSigmaMajor = sigmaMajor, PerSigmaMinor = sigmaMinor, PerRadius = perRadius };
    }

    private static bool Settled(LogPcGradient a, LogPcGradient b)
    {
        bool Near(double x, double y) => Math.Abs(x - y) <= 1e-9 * b.PerRadius;
        return Near(a.PerMissMajor, b.PerMissMajor) && Near(a.PerMissMinor, b.PerMissMinor) && Near(a.PerSigmaMajor, b.PerSigmaMajor)
            && Near(a.PerSigmaMinor, b.PerSigmaMinor) && Near(a.PerRadius, b.PerRadius);
    }
}
