using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>
/// Maximum probabilities without a covariance, of the shape that SOCRATES assumes: each object 100 m, 300 m, 100 m along its own radial, transverse, normal axes (Alfano 2005). Only the
/// shape counts, the size is varied for the maximum. Units cancel: positions and velocities may be km or m, the miss and radius must agree.
/// </summary>
public static class SocratesShape
{
    // Variances 1 : 9 : 1, that is a unit sphere and eight more along the transverse axis.
    internal const double TransverseExcess = 8;

    /// <summary>Larger over smaller sigma of the summed covariance in the encounter plane; null without relative velocity or RTN axes.</summary>
    /// <param name="first">Position of the first object.</param>
    /// <param name="firstVelocity">Velocity of the first object.</param>
    /// <param name="second">Position of the second object.</param>
    /// <param name="secondVelocity">Velocity of the second object.</param>
    public static double? AspectRatio(Vector3 first, Vector3 firstVelocity, Vector3 second, Vector3 secondVelocity)
    {
        var (uu, uw, ww) = Projected(first, firstVelocity, second, secondVelocity);
        var half = 0.5 * (uu - ww);
        var spread = Math.Sqrt((half * half) + (uw * uw));
        var mean = 0.5 * (uu + ww);
        var ratio = Math.Sqrt((mean + spread) / (mean - spread));
        return double.IsFinite(ratio) ? ratio : null;
    }

    /// <summary>The maximum as SOCRATES publishes it: the aspect ratio from the projected shape, the miss laid along the major axis. Null without relative velocity, unless the radius reaches the miss.</summary>
    /// <param name="first">State of the first object.</param>
    /// <param name="firstVelocity">Velocity of the first object.</param>
    /// <param name="second">Position of the second object.</param>
    /// <param name="secondVelocity">Velocity of the second object.</param>
    /// <param name="missM">Miss distance, m.</param>
    /// <param name="radiusM">Combined hard-body radius, m.</param>
    public static MaximumProbability? Maximum(Vector3 first, Vector3 firstVelocity, Vector3 second, Vector3 secondVelocity, double missM, double radiusM) =>
        radiusM >= missM ? AlfanoMaximum.Of(missM, radiusM, 1)
        : AspectRatio(first, firstVelocity, second, secondVelocity) is { } ratio ? AlfanoMaximum.Of(missM, radiusM, ratio)
        : null;

    /// <summary>The maximum with the miss where it truly lies: never above <see cref="Maximum"/>. Null without relative velocity, unless the radius reaches the miss.</summary>
    /// <param name="first">State of the first object.</param>
    /// <param name="firstVelocity">Velocity of the first object.</param>
    /// <param name="second">Position of the second object.</param>
    /// <param name="secondVelocity">Velocity of the second object.</param>
    /// <param name="missM">Miss distance, m.</param>
    /// <param name="radiusM">Combined hard-body radius, m.</param>
    public static MaximumProbability? MaximumAsOriented(Vector3 first, Vector3 firstVelocity, Vector3 second, Vector3 secondVelocity, double missM, double radiusM)
    {
        if (radiusM >= missM)
        {
            return AlfanoMaximum.Of(missM, radiusM, 1);
        }

        var (uu, uw, ww) = Projected(first, firstVelocity, second, secondVelocity);
        return double.IsFinite(uu + uw + ww) && PlaneProjection.OnPrincipalAxes(uu, uw, ww, missM, 0) is { } plane
            ? DilutionCurve.MaximumOverScale(plane with { HardBodyRadiusM = radiusM }).Maximum
            : null;
    }

    /// <summary>The summed shape on axes of the plane: u along the miss, w across it.</summary>
    private static (double Uu, double Uw, double Ww) Projected(Vector3 first, Vector3 firstVelocity, Vector3 second, Vector3 secondVelocity)
    {
        var relative = secondVelocity - firstVelocity;
        var along = (1 / relative.Norm) * relative;
        var miss = second - first;
        miss -= Vector3.Dot(miss, along) * along;
        if (!(miss.Norm > 1e-12 * second.Norm))
        {
            miss = Math.Abs(along.X) < 0.6 ? Vector3.Cross(along, new(1, 0, 0)) : Vector3.Cross(along, new(0, 1, 0));
        }

        var u = (1 / miss.Norm) * miss;
        var w = Vector3.Cross(along, u);
        var (t1, t2) = (RtnBasis.Of(first, firstVelocity).Transverse, RtnBasis.Of(second, secondVelocity).Transverse);
        var (u1, w1, u2, w2) = (Vector3.Dot(t1, u), Vector3.Dot(t1, w), Vector3.Dot(t2, u), Vector3.Dot(t2, w));
        return (
            2 + (TransverseExcess * ((u1 * u1) + (u2 * u2))),
            TransverseExcess * ((u1 * w1) + (u2 * w2)),
            2 + (TransverseExcess * ((w1 * w1) + (w2 * w2))));
    }
}
