using Ssa.Propagation.Frames;
using Ssa.Risk.Curvilinear;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Ladder;

/// <summary>The checks of the encounter plane's use and of Nc2D's, with NASA CARA's cuts, and one for further peaks of the rate.</summary>
internal static class UsageChecks
{
    private const double PlaneExtendedCut = 0.02;
    private const double PlaneOffsetCut = 0.01;
    private const double PlaneInaccurateCut = 0.02;
    private const double Nc2DExtendedCut = 0.05;
    private const double Nc2DOffsetCut = 0.1;
    private const double Nc2DInaccurateCut = 0.1;
    private const double BlendedCut = 0.01;

    /// <summary>The plane's, from the minimum of the modified distance along the curved paths against that along straight ones; null where the curved paths have none.</summary>
    public static IReadOnlyList<UsageCheck>? OfPlane(Encounter encounter, CurvedEncounter curved, Nc2DAnalysis analysis)
    {
        if (analysis.Minimum is not { } minimum)
        {
            return null;
        }

        var (first, second) = (Matrix(InertialCovariance.Of(encounter.First).Position), Matrix(InertialCovariance.Of(encounter.Second).Position));
        var joint = Joint(encounter, first + second);
        var indefinite = new[] { first, second, joint }.Any(m => SymmetricEigen.Of(m).Values[0] <= 0);
        var reach = EncounterWindow.ReachSeconds(minimum.SigmaSeconds);
        return
        [
            new(UsageConcern.NotPositiveDefinite, indefinite ? 1 : 0, 0.5),
            new(UsageConcern.Extended, 2 * reach / curved.ShorterPeriodSeconds, PlaneExtendedCut),
            new(UsageConcern.Offset, (Math.Abs(minimum.MinimumSeconds) + reach) / curved.ShorterPeriodSeconds, PlaneOffsetCut),
            new(UsageConcern.Blended, analysis.OtherPeaksShare, BlendedCut),
            new(UsageConcern.Inaccurate, 1 - Math.Exp(-Math.Abs(LogCorrection(encounter, joint, curved.RadiusM, minimum))), PlaneInaccurateCut),
        ];
    }

    /// <summary>Nc2D's; empty where the result needed no minimum.</summary>
    public static IReadOnlyList<UsageCheck> OfNc2D(CurvedEncounter curved, Nc2DAnalysis analysis)
    {
        if (analysis.Minimum is null || analysis.Result.LogValue is not { } log)
        {
            return [];
        }

        var reach = EncounterWindow.ReachSeconds(analysis.SigmaSeconds);
        return
        [
            new(UsageConcern.Extended, 2 * reach / curved.ShorterPeriodSeconds, Nc2DExtendedCut),
            new(UsageConcern.Offset, (Math.Abs(analysis.MeanSeconds) + reach) / curved.ShorterPeriodSeconds, Nc2DOffsetCut),
            new(UsageConcern.Blended, analysis.OtherPeaksShare, BlendedCut),
            // |a − b| over the mean of both.
            new(UsageConcern.Inaccurate, 2 * Math.Tanh(0.5 * Math.Abs(log - analysis.LogFlatValue)), Nc2DInaccurateCut),
        ];
    }

    /// <summary>ln of Nc2D over Pc2D for a small sphere: the ratios of the sigmas in time, of the speeds and of the densities.</summary>
    private static double LogCorrection(Encounter encounter, DenseMatrix joint, double radiusM, OverlapMinimum minimum)
    {
        var floor = Math.Pow(PlaneProjection.SigmaFloorFraction * radiusM, 2);
        var eigen = SymmetricEigen.Of(joint);
        var values = eigen.Values.Select(v => Math.Max(v, floor)).ToArray();
        var inverse = DenseMatrix.Diagonal([.. values.Select(v => 1 / v)]).Transformed(eigen.Vectors);
        var r = encounter.Second.PositionM - encounter.First.PositionM;
        var v = encounter.Second.VelocityMPerS - encounter.First.VelocityMPerS;
        var (pullR, pullV) = (SphereIntegral.Multiply(inverse, r), SphereIntegral.Multiply(inverse, v));
        var (rr, rv, vv) = (Vector3.Dot(r, pullR), Vector3.Dot(r, pullV), Vector3.Dot(v, pullV));
        var least = rr - (rv * rv / vv) + values.Sum(x => Math.Log(x));
        return Math.Log(minimum.SigmaSeconds * Math.Sqrt(vv)) + Math.Log(minimum.At.Velocity.Norm / v.Norm) + (0.5 * (least - minimum.Least));
    }

    private static DenseMatrix Joint(Encounter encounter, DenseMatrix sum)
    {
        if (Sensitivity(encounter.First) is { } a && Sensitivity(encounter.Second) is { } b)
        {
            double[] x = [a.X, a.Y, a.Z], y = [b.X, b.Y, b.Z];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                {
                    sum[i, j] -= (x[i] * y[j]) + (y[i] * x[j]);
                }
            }
        }

        return sum;
    }

    private static Vector3? Sensitivity(ObjectState state)
    {
        if (state.DensitySensitivity is not { Count: >= 3 } g)
        {
            return null;
        }

        if (state.SensitivityAxes == CovarianceAxes.Inertial)
        {
            return new(g[0], g[1], g[2]);
        }

        var basis = RtnBasis.Of(state.PositionM, state.VelocityMPerS);
        return (g[0] * basis.Radial) + (g[1] * basis.Transverse) + (g[2] * basis.Normal);
    }

    private static DenseMatrix Matrix(Covariance3 c)
    {
        var matrix = DenseMatrix.Diagonal([c.Xx, c.Yy, c.Zz]);
        matrix[0, 1] = matrix[1, 0] = c.Xy;
        matrix[0, 2] = matrix[2, 0] = c.Xz;
        matrix[1, 2] = matrix[2, 1] = c.Yz;
        return matrix;
    }
}
