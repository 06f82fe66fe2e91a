using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>
/// A covariance fitted to an object's own history of element sets by differencing (Osweiler 2006, AFIT/GSS/ENY/06-M09; Vallado and Cefola 2012, IAC-12-A6.6.11): each set, propagated to the epochs of later ones, is compared with
/// them, and the second moments of the differences, R, T and N with their correlations, are taken by age. Assumptions: the later set stands for the truth, so errors that both share do not show, and are why no sigma is less than
/// the table's at epoch; the object does not manoeuvre between epoch and use; the future errs as the past did.
/// </summary>
public sealed class HistoryCovariance : CovarianceModel
{
    /// <summary>The borders of the ages whose differences are taken together, days.</summary>
    private static readonly double[] AgeBorders = [0, 0.75, 1.5, 2.5, 3.5, 5, 7, 10, 15, 20, 30, 50, 100];

    // Fewer differences tell no second moments.
    private const int LeastPerAge = 12;
    private const double Clip = 6;
    private const double MadToSigma = 1.4826;

    private readonly (double AgeDays, Covariance3 Moment)[] nodes;
    private readonly Vector3 floorM;

    private HistoryCovariance((double AgeDays, Covariance3 Moment)[] nodes, Vector3 floorM, string source)
        : base(CovarianceOrigin.History, source) => (this.nodes, this.floorM) = (nodes, floorM);

    /// <summary>The longest age that the history tells of, days; beyond it sigmas grow in proportion to age.</summary>
    public double LongestAgeDays => nodes[^1].AgeDays;

    /// <summary>Fits a covariance; null where the history has too few differences for it.</summary>
    /// <param name="history">The history, or the part of it that is to be used.</param>
    /// <param name="floor">The table of the object's orbit.</param>
    public static HistoryCovariance? Fit(ElementSetHistory history, TableCovariance floor)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Fit([.. history.Differences()], history.Settings, floor);
    }

    /// <summary>Fits a covariance to differences; null where there are too few.</summary>
    /// <param name="differences">Differences of one object's sets.</param>
    /// <param name="settings">How many are needed.</param>
    /// <param name="floor">The table of the object's orbit.</param>
    public static HistoryCovariance? Fit(IReadOnlyList<HistoryDifference> differences, HistoryFitSettings settings, TableCovariance floor)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(floor);
        var nodes = new List<(double, Covariance3)>();
        for (var i = 0; i + 1 < AgeBorders.Length; i++)
        {
            HistoryDifference[] here = [.. differences.Where(one => one.AgeDays > AgeBorders[i] && one.AgeDays <= AgeBorders[i + 1])];
            if (here.Length >= LeastPerAge)
            {
                nodes.Add((here.Average(one => one.AgeDays), Moment(here)));
            }
        }

        return differences.Count < settings.LeastDifferences || nodes.Count == 0
            ? null
            : new HistoryCovariance([.. nodes], floor.SigmaRtnM(0), FormattableString.Invariant($"fitted to {differences.Count} differences of the object's own element sets"));
    }

    /// <inheritdoc/>
    public override Covariance3 At(double ageDays) => Floored(Interpolated(Math.Abs(ageDays)));

    private Covariance3 Interpolated(double age)
    {
        if (age <= nodes[0].AgeDays)
        {
            return nodes[0].Moment;
        }

        for (var i = 1; i < nodes.Length; i++)
        {
            if (age <= nodes[i].AgeDays)
            {
                var weight = (age - nodes[i - 1].AgeDays) / (nodes[i].AgeDays - nodes[i - 1].AgeDays);
                return ((1 - weight) * nodes[i - 1].Moment) + (weight * nodes[i].Moment);
            }
        }

        var growth = age / nodes[^1].AgeDays;
        return growth * growth * nodes[^1].Moment;
    }

    /// <summary>No sigma below the floor; correlations stay.</summary>
    private Covariance3 Floored(Covariance3 c)
    {
        var x = Math.Max(1, floorM.X / Math.Sqrt(c.Xx));
        var y = Math.Max(1, floorM.Y / Math.Sqrt(c.Yy));
        var z = Math.Max(1, floorM.Z / Math.Sqrt(c.Zz));
        return new(x * x * c.Xx, x * y * c.Xy, x * z * c.Xz, y * y * c.Yy, y * z * c.Yz, z * z * c.Zz);
    }

    /// <summary>Second moments about zero, which count a bias as an error; what lies beyond six robust sigmas of an axis has the weight of one that lies there.</summary>
    private static Covariance3 Moment(HistoryDifference[] here)
    {
        var limit = new Vector3(Limit(one => one.RtnM.X), Limit(one => one.RtnM.Y), Limit(one => one.RtnM.Z));
        Covariance3 sum = default;
        foreach (var one in here)
        {
            var worst = Math.Max(Math.Abs(one.RtnM.X) / limit.X, Math.Max(Math.Abs(one.RtnM.Y) / limit.Y, Math.Abs(one.RtnM.Z) / limit.Z));
            var d = worst > 1 ? (1 / worst) * one.RtnM : one.RtnM;
            sum += new Covariance3(d.X * d.X, d.X * d.Y, d.X * d.Z, d.Y * d.Y, d.Y * d.Z, d.Z * d.Z);
        }

        var mean = (1.0 / here.Length) * sum;

        // A metre on each axis keeps differences that happen to vanish from making the moments singular.
        return mean + new Covariance3(1, 0, 0, 1, 0, 1);

        double Limit(Func<HistoryDifference, double> component)
        {
            double[] sizes = [.. here.Select(one => Math.Abs(component(one))).Order()];
            return Clip * Math.Max(1, MadToSigma * sizes[sizes.Length / 2]);
        }
    }
}
