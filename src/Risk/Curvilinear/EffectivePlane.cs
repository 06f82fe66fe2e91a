using Ssa.Propagation.Frames;

namespace Ssa.Risk.Curvilinear;

/// <summary>The plane across the velocity at the centre of the sphere, at the time of the peak rate: what the encounter plane would be there.</summary>
/// <param name="Axes">Along the velocity, then the major and the minor axis of the projected covariance.</param>
/// <param name="SigmaM">Standard deviations along them, m; unlimited along the velocity, where time takes up every difference.</param>
/// <param name="Plane">The plane itself.</param>
internal readonly record struct EffectivePlane(Vector3[] Axes, double[] SigmaM, EncounterPlane Plane)
{
    /// <summary>The plane of an overlap; null where there is no velocity or no covariance across it.</summary>
    public static EffectivePlane? Of(PeakOverlap overlap, double radiusM)
    {
        var velocity = overlap.Velocity - SphereIntegral.Multiply(overlap.Regression, overlap.Position);
        if (!(velocity.Norm > 0))
        {
            return null;
        }

        var along = (1 / velocity.Norm) * velocity;
        var miss = overlap.Position - (Vector3.Dot(overlap.Position, along) * along);
        var u = miss.Norm > 1e-12 * (1 + overlap.Position.Norm) ? (1 / miss.Norm) * miss : AnyNormal(along);
        var w = Vector3.Cross(along, u);
        double uu = 0, uw = 0, ww = 0;
        var floor = PlaneProjection.SigmaFloorFraction * radiusM;
        for (var k = 0; k < 3; k++)
        {
            var axis = new Vector3(overlap.Axes.Vectors[0, k], overlap.Axes.Vectors[1, k], overlap.Axes.Vectors[2, k]);
            var variance = Math.Max(overlap.Axes.Values[k], floor * floor);
            var (a, b) = (Vector3.Dot(axis, u), Vector3.Dot(axis, w));
            (uu, uw, ww) = (uu + (variance * a * a), uw + (variance * a * b), ww + (variance * b * b));
        }

        if (PlaneProjection.OnPrincipalAxes(uu, uw, ww, miss.Norm, radiusM) is not { } plane)
        {
            return null;
        }

        var (sin, cos) = Math.SinCos(plane.MajorAxisAngleRad);
        var major = (cos * u) + (sin * w);
        return new([along, major, Vector3.Cross(along, major)], [double.PositiveInfinity, plane.SigmaMajorM, plane.SigmaMinorM], plane);
    }

    private static Vector3 AnyNormal(Vector3 v)
    {
        var normal = Math.Abs(v.X) < 0.6 ? Vector3.Cross(v, new(1, 0, 0)) : Vector3.Cross(v, new(0, 1, 0));
        return (1 / normal.Norm) * normal;
    }
}
