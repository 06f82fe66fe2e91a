using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>A covariance that was assumed for a public element set, and where it comes from.</summary>
/// <param name="SigmaRtnM">Standard deviations along radial, transverse, normal, m.</param>
/// <param name="Source">The table and growth, in words.</param>
/// <param name="Origin">The table and growth, as a word of a fixed vocabulary.</param>
public sealed record ElementSetCovariance(Vector3 SigmaRtnM, string Source, CovarianceOrigin Origin)
{
    /// <summary>Along-track growth of SGP4's error, m per day, 800 to 19,100 km (Levit and Marshall 2011).</summary>
    public const double LevitMarshallGrowthMPerDay = 1500;

    private const double GrowingBelowKm = 800;
    private const double HighlyEccentric = 0.1;

    /// <summary>Growth in low orbits, m per day radial and transverse (Aida and Kirschner 2013, Table 1).</summary>
    private static readonly Vector3 AidaKirschnerGrowthMPerDay = new(125, 392, 0);

    // Flohrer, Krag, Klinkrad 2008 (AMOS), Table 2: sigma radial, along-track, out of plane at epoch, m; rows by perigee below 800 km, to 25,000 km, above; columns by inclination below 30°, to 60°, above. Null: not tabulated.
    private static readonly Vector3?[,] NearlyCircular =
    {
        { new(67, 118, 75), new(107, 308, 169), new(115, 517, 137) },
        { new(191, 256, 203), new(71, 228, 95), new(91, 428, 114) },
        { new(357, 432, 83), null, null },
    };

    private static readonly Vector3?[,] Eccentric =
    {
        { new(2252, 4270, 1421), new(629, 909, 2057), new(494, 814, 1337) },
        { new(1748, 3119, 971), new(1832, 1878, 1454), new(529, 817, 1570) },
        { new(402, 418, 83), new(4712, 6223, 1208), null },
    };

    /// <summary>
    /// The covariance by orbit (Flohrer, Krag, Klinkrad 2008, Table 2) grown with the distance from epoch: 125 and 392 m per day radial and transverse below 800 km (Aida and Kirschner 2013), 1,500 m per day
    /// transverse above (Levit and Marshall 2011). A cell that the table leaves empty takes the nearest lower inclination's.
    /// </summary>
    /// <param name="perigeeHeightKm">Height of perigee, km.</param>
    /// <param name="eccentricity">Eccentricity.</param>
    /// <param name="inclinationDeg">Inclination, degrees.</param>
    /// <param name="ageDays">Time from the set's epoch, days; its sign does not matter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is NaN or infinite.</exception>
    public static ElementSetCovariance Of(double perigeeHeightKm, double eccentricity, double inclinationDeg, double ageDays)
    {
        if (!double.IsFinite(perigeeHeightKm) || !double.IsFinite(eccentricity) || !double.IsFinite(inclinationDeg) || !double.IsFinite(ageDays))
        {
            throw new ArgumentOutOfRangeException(nameof(perigeeHeightKm), "Perigee, eccentricity, inclination and age must be numbers.");
        }

        var table = eccentricity < HighlyEccentric ? NearlyCircular : Eccentric;
        var row = perigeeHeightKm < GrowingBelowKm ? 0 : perigeeHeightKm <= 25_000 ? 1 : 2;
        var column = inclinationDeg < 30 ? 0 : inclinationDeg < 60 ? 1 : 2;
        var borrowed = false;
        while (table[row, column] is null)
        {
            column--;
            borrowed = true;
        }

        var sigma = table[row, column]!.Value;
        var days = Math.Abs(ageDays);
        var low = perigeeHeightKm < GrowingBelowKm;
        var grown = low
            ? sigma + (days * AidaKirschnerGrowthMPerDay)
            : sigma + (days * new Vector3(0, LevitMarshallGrowthMPerDay, 0));
        return new(
            grown,
            $"Flohrer 2008 Table 2{(borrowed ? " (nearest inclination)" : string.Empty)} + {(low ? "Aida and Kirschner 2013" : "Levit and Marshall 2011")}",
            low ? CovarianceOrigin.TableLow : borrowed ? CovarianceOrigin.TableBorrowed : CovarianceOrigin.TableHigh);
    }

    /// <summary>As the covariance of a state, on its RTN axes.</summary>
    public StateCovariance ToStateCovariance() => StateCovariance.OfPosition(CovarianceAxes.Rtn, Covariance3.Diagonal(SigmaRtnM));
}
