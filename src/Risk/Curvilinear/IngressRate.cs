namespace Ssa.Risk.Curvilinear;

/// <summary>The expected number of objects that enter the sphere a second (Hall 2021, eq. 24–31).</summary>
internal static class IngressRate
{
    /// <summary>ln of the rate at a time, 1/s; null where the overlap does not converge.</summary>
    public static double? LogAt(CurvedEncounter encounter, double seconds)
    {
        if (PeakOverlap.At(encounter, seconds) is not { } overlap)
        {
            return null;
        }

        var sphere = new SphereIntegral(overlap, encounter.RadiusM);
        // The scale: the density at the sphere's nearest point is not far from that of the mode less the radius's worth of sigmas.
        var scale = Math.Max(0, Math.Sqrt(overlap.MahalanobisSquared) - (encounter.RadiusM / Math.Sqrt(Math.Max(overlap.Axes.Values[0], 1e-12 * encounter.RadiusM * encounter.RadiusM))));
        scale *= scale;
        var integral = sphere.Integrate(direction => Math.Exp(-0.5 * (sphere.MahalanobisSquared(direction) - scale)) * sphere.InwardSpeed(direction));
        return (-0.5 * (scale + overlap.LogDeterminant)) - (1.5 * Math.Log(2 * Math.PI)) + (2 * Math.Log(encounter.RadiusM)) + Math.Log(integral);
    }

    /// <summary>ln of the rate for a sphere small against sigma, and cheap: R²·π·|v|·density; minus infinity where the overlap does not converge.</summary>
    public static double SmallSphereLogAt(CurvedEncounter encounter, double seconds) => PeakOverlap.At(encounter, seconds) is { } overlap
        ? (-0.5 * overlap.Q) + Math.Log(overlap.Velocity.Norm)
        : double.NegativeInfinity;
}
