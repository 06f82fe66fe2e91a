using System.Diagnostics;
using System.Globalization;
using Ssa.Bench.Baselines;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Bench.Runs;

/// <summary>
/// Two plain searches beside the engine, on a short window since they are slow; their time grows with the window, the engine's is taken over 24 h. Each run takes the
/// engine's time right after the search's, so that the ratio holds on a machine that is not quiet too.
/// </summary>
internal static class BaselineRuns
{
    /// <summary>
    /// Within a tenth of the least processor time of either search: the grid has its least from 15 to 30 s, the tree from 25 to 40 s, and 4 s take 2.5 and 4 times as much. Shorter steps
    /// ask for more states and structures, longer ones for a wider radius, whose pairs grow with its cube.
    /// </summary>
    private const double StepSeconds = 25;

    public static void Measure(RunSession session)
    {
        Add("3-D grid", () => new UniformGrid());
        Add("KD-tree", () => new KdTree());

        void Add(string structure, Func<IPairFinder> makeFinder)
        {
            var hours = session.Options.BaselineHours;
            var what = string.Create(CultureInfo.InvariantCulture, $"baseline: time step of {StepSeconds} s and {structure}, 24 h by scaling {hours:0.##} h");
            if (!session.Wants(ScreeningRuns.Group, what))
            {
                return;
            }

            var window = session.Window(hours);
            var end = window.Start + window.Duration;
            ListComparison? comparison = null;
            var (runs, others) = session.Repetition.Of(() =>
            {
                var clock = Stopwatch.GetTimestamp();
                var found = new TimeStepSearch(session.Objects, window, StepSeconds, makeFinder).Run();
                var scaled = Stopwatch.GetElapsedTime(clock).TotalSeconds * 24 / hours;
                var (engine, result) = ScreeningRuns.Screen(session.Objects, session.Window(24), null, LaneWidths.Best);
                var minima = result.Approaches.Where(row => row.Kind == CloseApproachKind.Minimum && row.Tca < end);
                comparison = ListComparison.Of(ListedEvent.Of(result.Objects, minima), found, window.ThresholdKm);
                return (Scaled: new Sample(scaled, []), Ratio: scaled / engine.Value);
            });
            session.Add(new Measurement
            {
                Group = ScreeningRuns.Group,
                What = what,
                Unit = "s",
                Samples = [.. runs.Select(run => run.Scaled)],
                Ratio = Measurement.MedianOf(runs.Select(run => run.Ratio)),
                Remark = string.Create(
                    CultureInfo.InvariantCulture,
                    $"of the engine's {comparison!.Expected:N0} minima in {hours:0.##} h it missed {comparison.Missed}, had {comparison.Invented} more, {comparison.Off} of other time or range"),
                OtherLoad = others,
            });
        }
    }
}
