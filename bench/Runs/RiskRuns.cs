using System.Diagnostics;
using System.Globalization;
using Ssa.Propagation;
using Ssa.Risk;

namespace Ssa.Bench.Runs;

/// <summary>What the risk of every row adds to a screening: states at closest approach, both maxima, the probability and its range.</summary>
internal static class RiskRuns
{
    private const string Group = "Risk of every row, 5 km, from element sets in memory to rows with their columns of risk";
    private const string Day = "risk columns, 24 h";
    private const string Row = "risk of one row, one core";

    public static void Measure(RunSession session)
    {
        if (session.Wants(Group, Day))
        {
            var (rows, withPc) = (0, 0);
            var (samples, others) = session.Repetition.Of(() =>
            {
                var (screening, result) = ScreeningRuns.Screen(session.Objects, session.Window(24), null, LaneWidths.Best);
                var clock = Stopwatch.GetTimestamp();
                var risks = new ConjunctionRiskAssessor(result).AssessAll(result.Approaches);
                var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
                (rows, withPc) = (risks.Length, risks.Count(risk => risk.Pc is not null));
                return new Sample(screening.Value + seconds, [("screening alone", screening.Value), ("risk", seconds)]);
            });
            session.Add(new Measurement
            {
                Group = Group,
                What = Day,
                Unit = "s",
                Samples = samples,
                Ratio = Measurement.MedianOf(samples.Select(sample => sample.Value / sample.Stages[0].Seconds)),
                Remark = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {withPc:N0} with a probability"),
                OtherLoad = others,
            });
        }

        if (session.Wants(Group, Row))
        {
            var (_, result) = ScreeningRuns.Screen(session.Objects, session.Window(24), null, LaneWidths.Best);
            var assessor = new ConjunctionRiskAssessor(result);
            var (samples, others) = session.Repetition.Of(() =>
            {
                var clock = Stopwatch.GetTimestamp();
                assessor.AssessAll(result.Approaches, threads: 1);
                return new Sample(Stopwatch.GetElapsedTime(clock).TotalNanoseconds / Math.Max(1, result.Approaches.Count), []);
            });
            session.Add(new Measurement { Group = Group, What = Row, Unit = "ns", Samples = samples, Target = new Target(20_000, 10_000), OtherLoad = others });
        }
    }
}
