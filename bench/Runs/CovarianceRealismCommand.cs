using System.CommandLine;
using System.Globalization;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Risk;

namespace Ssa.Bench.Runs;

/// <summary>
/// <c>covariance-realism</c>: how much of later element sets lies within the ellipsoids of a covariance that was fitted to earlier ones, object by object and by regime.
/// </summary>
internal sealed class CovarianceRealismCommand : Command
{
    private static readonly (double From, double To)[] Ages = [(0, 1), (1, 3), (3, 7), (7, 15)];

    private readonly Option<string[]> _history = new("--history")
    {
        Description = "Element sets of one or several objects over time (TLE or OMM, plain or .gz); may be repeated.",
        HelpName = "FILE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int> _fitDays = new("--fit-days") { Description = "How much of a history a covariance is fitted to.", DefaultValueFactory = _ => 365, HelpName = "D" };
    private readonly Option<int> _testDays = new("--test-days") { Description = "How much of what follows it is tested on, before the next fit.", DefaultValueFactory = _ => 90, HelpName = "D" };

    public CovarianceRealismCommand()
        : base("covariance-realism", "Coverage of the 1, 2, 3-sigma ellipsoids of covariances of element sets, on data that the fit did not see.")
    {
        Add(_history);
        Add(_fitDays);
        Add(_testDays);
        SetAction(Run);
    }

    private int Run(ParseResult line)
    {
        var sets = CatalogueReader.Read(line.GetValue(_history)!, lenient: false).Batch.Accepted;
        Say("Fractions within 1, 2, 3 sigma; of Gaussian errors 19.9, 73.9, 97.1 %. Ages in days. 'all pairs' keeps manoeuvres and bad sets of the test data.");
        Say("| object | regime | tested on | ages | differences | fitted | table |");
        Say("|---|---|---|---|--:|---|---|");
        var totals = new SortedDictionary<(string Regime, int What, int Age), Tally>();
        foreach (var one in sets.GroupBy(set => set.Number).OrderBy(group => group.Key))
        {
            var tallies = Test([.. one.OrderBy(set => set.Epoch)], line.GetValue(_fitDays), line.GetValue(_testDays));
            var regime = OrbitRegimes.TextOf(OrbitRegimes.Of(one.First()));
            if (tallies is null)
            {
                Say($"| {one.Key} | {regime} | nothing: no fit of {one.Count()} sets | | | | |");
                continue;
            }

            foreach (var ((what, age), tally) in tallies)
            {
                Print(one.Key.ToString(), regime, what, age, tally);
                var key = (regime, what, age);
                totals[key] = totals.GetValueOrDefault(key, new Tally()).Plus(tally);
            }
        }

        foreach (var ((regime, what, age), tally) in totals)
        {
            Print("**all**", regime, what, age, tally);
        }

        return 0;
    }

    private static void Print(string name, string regime, int what, int age, Tally tally) =>
        Say(string.Create(CultureInfo.InvariantCulture, $"| {name} | {regime} | {(what == 0 ? "undisturbed pairs" : "all pairs")} | {Ages[age].From}–{Ages[age].To} | {tally.Count:N0} | {tally.Fitted} | {tally.Table} |"));

    private static SortedDictionary<(int What, int Age), Tally>? Test(MeanElements[] sets, int fitDays, int testDays)
    {
        var tallies = new SortedDictionary<(int, int), Tally>();
        var middle = sets[sets.Length / 2];
        var table = (TableCovariance)RiskObject.Of(Ssa.Screening.ScreenedObject.Of(middle), BodyClass.Unknown).Covariance!;
        for (var at = sets[0].Epoch + Duration.FromDays(fitDays); at < sets[^1].Epoch; at += Duration.FromDays(testDays))
        {
            MeanElements[] past = [.. sets.Where(set => set.Epoch < at && set.Epoch >= at - Duration.FromDays(fitDays))];
            MeanElements[] future = [.. sets.Where(set => set.Epoch >= at && set.Epoch < at + Duration.FromDays(testDays))];
            if (future.Length < 2 || past.Length < 2 || HistoryCovariance.Fit(new ElementSetHistory(past), table) is not { } fit)
            {
                continue;
            }

            var settings = new HistoryFitSettings();
            foreach (var (what, history) in new[] { (0, new ElementSetHistory(future, settings)), (1, new ElementSetHistory(future, settings with { OutlierFactor = double.MaxValue })) })
            {
                var differences = history.Differences().ToArray();
                for (var age = 0; age < Ages.Length; age++)
                {
                    HistoryDifference[] here = [.. differences.Where(one => one.AgeDays > Ages[age].From && one.AgeDays <= Ages[age].To)];
                    tallies[(what, age)] = tallies.GetValueOrDefault((what, age), new Tally())
                        .Plus(new Tally { Fitted = new(CovarianceCoverage.Of(here, fit)), Table = new(CovarianceCoverage.Of(here, table)) });
                }
            }
        }

        return tallies.Count == 0 ? null : tallies;
    }

    private static void Say(string text) => Console.WriteLine(text);

    /// <summary>Sums of coverages.</summary>
    private readonly record struct Shares(double Count, double One, double Two, double Three)
    {
        public Shares(CovarianceCoverage coverage)
            : this(coverage.Count, coverage.Count * coverage.WithinOneSigma, coverage.Count * coverage.WithinTwoSigma, coverage.Count * coverage.WithinThreeSigma)
        {
        }

        public Shares Plus(Shares other) => new(Count + other.Count, One + other.One, Two + other.Two, Three + other.Three);

        public override string ToString() => Count == 0
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{100 * One / Count:F1} / {100 * Two / Count:F1} / {100 * Three / Count:F1} %");
    }

    private readonly record struct Tally
    {
        public Shares Fitted { get; init; }

        public Shares Table { get; init; }

        public double Count => Fitted.Count;

        public Tally Plus(Tally other) => new() { Fitted = Fitted.Plus(other.Fitted), Table = Table.Plus(other.Table) };
    }
}
