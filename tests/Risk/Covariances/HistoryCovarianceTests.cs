using NodaTime;

namespace Ssa.Risk.Tests.Covariances;

/// <summary>Covariances fitted to made-up histories whose errors are known.</summary>
public sealed class HistoryCovarianceTests
{
    private static readonly TableCovariance NoFloor = TableCovariance.Of(900, 0.002, 40);

    [Fact]
    public void A_perfect_history_is_consistent_to_a_few_metres_a_day()
    {
        var history = new ElementSetHistory(SyntheticHistory.Of(60, 0, 0, 1));
        Assert.Empty(history.Manoeuvres);
        Assert.Empty(history.Outliers);
        Assert.All(history.Differences(), one => Assert.True(one.RtnM.Norm < 1 + (6 * one.AgeDays), $"{one.RtnM} after {one.AgeDays} days"));
    }

    [Fact]
    public void Sigmas_along_the_track_are_those_that_were_put_in()
    {
        // 2,000 m at both epochs and 900 m a day of the earlier set's mean motion.
        var fit = HistoryCovariance.Fit(new ElementSetHistory(SyntheticHistory.Of(800, 2000, 900, 2)), NoFloor)!;
        foreach (var age in new[] { 1.0, 3, 6, 12 })
        {
            var expected = Math.Sqrt((2 * 2000.0 * 2000) + (900.0 * 900 * age * age));
            Assert.Equal(expected, Math.Sqrt(fit.At(age).Yy), 0.1 * expected);
        }

        Assert.Equal(fit.At(2), fit.At(-2));
        Assert.Equal(2, Math.Sqrt(fit.At(4 * fit.LongestAgeDays).Yy / fit.At(2 * fit.LongestAgeDays).Yy), 1e-9);
        Assert.Equal(CovarianceOrigin.History, fit.Origin);
    }

    [Fact]
    public void No_sigma_is_below_the_tables_at_epoch()
    {
        var floor = TableCovariance.Of(500, 0.002, 66);
        var fit = HistoryCovariance.Fit(new ElementSetHistory(SyntheticHistory.Of(200, 30, 5, 3)), floor)!;
        var sigma = floor.SigmaRtnM(0);
        var at = fit.At(1);
        Assert.Equal(sigma.X, Math.Sqrt(at.Xx), 1e-6 * sigma.X);
        Assert.Equal(sigma.Y, Math.Sqrt(at.Yy), 1e-6 * sigma.Y);
        Assert.Equal(sigma.Z, Math.Sqrt(at.Zz), 1e-6 * sigma.Z);
        Assert.True((at.Xx * at.Yy) - (at.Xy * at.Xy) > 0);
    }

    [Fact]
    public void Planted_manoeuvres_and_bad_sets_are_found_and_do_not_widen_the_fit()
    {
        (int, double)[] burns = [(100, 0.5), (250, -0.3), (400, 0.2)];
        (int, double)[] bad = [(50, 12), (180, -9), (330, 15)];
        var history = new ElementSetHistory(SyntheticHistory.Of(500, 150, 80, 4, burns, bad));
        Assert.Equal([100, 250, 400], history.Manoeuvres.Select(at => (int)(at - SyntheticHistory.Start).TotalDays));
        Assert.Equal([50, 180, 330], history.Outliers.Select(at => (int)(at - SyntheticHistory.Start).TotalDays));
        var disturbed = HistoryCovariance.Fit(history, NoFloor)!.At(5);
        var quiet = HistoryCovariance.Fit(new ElementSetHistory(SyntheticHistory.Of(500, 150, 80, 4)), NoFloor)!.At(5);
        Assert.Equal(Math.Sqrt(quiet.Yy), Math.Sqrt(disturbed.Yy), 0.1 * Math.Sqrt(quiet.Yy));
    }

    [Fact]
    public void Ellipsoids_of_a_fit_hold_as_much_of_later_data_as_they_should()
    {
        var sets = SyntheticHistory.Of(1200, 2000, 900, 5);
        var middle = SyntheticHistory.Start + Duration.FromDays(600);
        var fit = HistoryCovariance.Fit(new ElementSetHistory([.. sets.Where(set => set.Epoch < middle)]), NoFloor)!;
        var coverage = CovarianceCoverage.Of(new ElementSetHistory([.. sets.Where(set => set.Epoch >= middle)]).Differences(), fit);

        // Along the track alone the errors are what the fit says; across it they are far below the floor, so that more lies inside than three full dimensions would have.
        Assert.InRange(coverage.WithinOneSigma, 0.60, 0.74);
        Assert.InRange(coverage.WithinTwoSigma, 0.92, 0.98);
        Assert.InRange(coverage.WithinThreeSigma, 0.99, 1);
    }

    [Fact]
    public void Too_short_a_history_gives_no_fit() => Assert.Null(HistoryCovariance.Fit(new ElementSetHistory(SyntheticHistory.Of(6, 100, 50, 6)), NoFloor));

    [Fact]
    public void A_gap_divides_a_history()
    {
        var sets = SyntheticHistory.Of(60, 100, 50, 7);
        var history = new ElementSetHistory([.. sets.Where((_, day) => day is < 20 or >= 35)]);
        Assert.Empty(history.Manoeuvres);
        var later = history.Differences().Select(one => (one.At - SyntheticHistory.Start).TotalDays - one.AgeDays).ToArray();
        Assert.Contains(later, day => day < 19);
        Assert.Contains(later, day => day > 34);
        Assert.All(history.Differences(), one =>
        {
            var at = (one.At - SyntheticHistory.Start).TotalDays;
            Assert.Equal(at > 30, at - one.AgeDays > 30);
        });
    }

    [Fact]
    public void Sets_of_several_objects_are_refused()
    {
        var sets = SyntheticHistory.Of(3, 0, 0, 1);
        Assert.Throws<ArgumentException>(() => new ElementSetHistory([.. sets, sets[0] with { Number = new Ssa.Propagation.CatalogNumber(5) }]));
    }
}
