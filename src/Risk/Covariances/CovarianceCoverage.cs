namespace Ssa.Risk;

/// <summary>How much of what was observed lies within the ellipsoids of a covariance: its realism. Of Gaussian errors in three dimensions 19.9, 73.9 and 97.1 % lie within 1, 2 and 3 sigma.</summary>
/// <param name="Count">How many differences were looked at.</param>
/// <param name="WithinOneSigma">The fraction within the 1-sigma ellipsoid.</param>
/// <param name="WithinTwoSigma">The fraction within the 2-sigma ellipsoid.</param>
/// <param name="WithinThreeSigma">The fraction within the 3-sigma ellipsoid.</param>
public readonly record struct CovarianceCoverage(int Count, double WithinOneSigma, double WithinTwoSigma, double WithinThreeSigma)
{
    /// <summary>The coverage of differences by a model; all fractions are 0 where there are none.</summary>
    /// <param name="differences">Differences that had no part in the model.</param>
    /// <param name="model">The model.</param>
    public static CovarianceCoverage Of(IEnumerable<HistoryDifference> differences, CovarianceModel model)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(model);
        Span<int> within = stackalloc int[4];
        foreach (var difference in differences)
        {
            var sigmas = Math.Sqrt(MahalanobisSquared(model.At(difference.AgeDays), difference));
            within[sigmas <= 1 ? 0 : sigmas <= 2 ? 1 : sigmas <= 3 ? 2 : 3]++;
        }

        var count = within[0] + within[1] + within[2] + within[3];
        var share = count == 0 ? 0 : 1.0 / count;
        return new(count, share * within[0], share * (within[0] + within[1]), share * (within[0] + within[1] + within[2]));
    }

    /// <summary>dᵀ·C⁻¹·d by Cholesky's factors.</summary>
    private static double MahalanobisSquared(Covariance3 c, HistoryDifference difference)
    {
        var d = difference.RtnM;
        var l11 = Math.Sqrt(c.Xx);
        var (l21, l31) = (c.Xy / l11, c.Xz / l11);
        var l22 = Math.Sqrt(c.Yy - (l21 * l21));
        var l32 = (c.Yz - (l31 * l21)) / l22;
        var l33 = Math.Sqrt(c.Zz - (l31 * l31) - (l32 * l32));
        var x = d.X / l11;
        var y = (d.Y - (l21 * x)) / l22;
        var z = (d.Z - (l31 * x) - (l32 * y)) / l33;
        return (x * x) + (y * y) + (z * z);
    }
}
