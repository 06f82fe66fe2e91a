using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>The covariance of an orbit by the tables of <see cref="ElementSetCovariance"/>: standard deviations that grow linearly with age.</summary>
public sealed class TableCovariance : CovarianceModel
{
    private readonly Vector3 atEpochM;
    private readonly Vector3 growthMPerDay;

    private TableCovariance(CovarianceOrigin origin, string source, Vector3 atEpochM, Vector3 growthMPerDay)
        : base(origin, source) => (this.atEpochM, this.growthMPerDay) = (atEpochM, growthMPerDay);

    /// <summary>The table's covariance of an orbit.</summary>
    /// <param name="perigeeHeightKm">Height of perigee, km.</param>
    /// <param name="eccentricity">Eccentricity.</param>
    /// <param name="inclinationDeg">Inclination, degrees.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN or infinite.</exception>
    public static TableCovariance Of(double perigeeHeightKm, double eccentricity, double inclinationDeg)
    {
        var atEpoch = ElementSetCovariance.Of(perigeeHeightKm, eccentricity, inclinationDeg, 0);
        var aDayLater = ElementSetCovariance.Of(perigeeHeightKm, eccentricity, inclinationDeg, 1);
        return new(atEpoch.Origin, atEpoch.Source, atEpoch.SigmaRtnM, aDayLater.SigmaRtnM - atEpoch.SigmaRtnM);
    }

    /// <summary>Standard deviations along radial, transverse, normal, m.</summary>
    /// <param name="ageDays">Time from the element set's epoch, days; its sign does not matter.</param>
    public Vector3 SigmaRtnM(double ageDays) => atEpochM + (Math.Abs(ageDays) * growthMPerDay);

    /// <inheritdoc/>
    public override Covariance3 At(double ageDays) => Covariance3.Diagonal(SigmaRtnM(ageDays));
}
