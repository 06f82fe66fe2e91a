using System.Diagnostics;
using System.Globalization;
using Ssa.Bench.Inputs;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Bench.Runs;

/// <summary>Screenings in this process: from element sets in memory to sorted rows.</summary>
internal static class ScreeningRuns
{
    public const string Group = "Screening, 5 km, from element sets in memory to sorted rows, all cores";
    public const string Day = "all against all, 24 h";

    private const int Station = 25544;

    public static void Measure(RunSession session)
    {
        All("all against all, 2 h", 2, null);
        All(Day, 24, new Target(1.0, 0.5));
        All("all against all, 7 d", 168, new Target(6, 4));

        // The same bytes from machines with narrower lanes, at no more than so many times the widest's time.
        foreach (var (width, times) in new[] { (LaneWidth.Wide256, 2), (LaneWidth.Scalar, 6) })
        {
            if (LaneWidths.Best == LaneWidth.Wide512)
            {
                All($"{Day}, {(width == LaneWidth.Scalar ? "scalar" : "256 bits")}", 24, session.Find(Group, Day) is { } widest ? new Target(times * widest.Median) : null, width);
            }
        }

        Primaries(1, new Target(0.3, 0.1));
        Primaries(100, new Target(2, 1));
        Synthetic(30_000, null);
        Synthetic(100_000, new Target(10, 5));

        void All(string what, double hours, Target? target, LaneWidth? width = null) =>
            Add(session, what, () => session.Objects, session.Window(hours), null, target, width ?? LaneWidths.Best);

        void Primaries(int count, Target target)
        {
            if (session.Objects.Count >= count)
            {
                var pairs = Choose(session.Objects, count);
                var first = session.Objects[Enumerable.Range(0, session.Objects.Count).First(i => pairs.IsPrimary[i])];
                var what = count == 1 ? $"one primary ({first.Number}), 7 d" : $"{count} primaries, 7 d";
                Add(session, what, () => session.Objects, session.Window(168), pairs, target, LaneWidths.Best);
            }
        }

        void Synthetic(int objects, Target? target) =>
            Add(
                session,
                string.Create(CultureInfo.InvariantCulture, $"synthetic, {objects:N0} objects, 24 h"),
                () => SyntheticInputs.Population(objects),
                session.Window(24) with { Start = SyntheticInputs.Epoch },
                null,
                target,
                LaneWidths.Best);
    }

    /// <summary>One screening as a sample.</summary>
    public static (Sample Sample, ScreeningResult Result) Screen(IReadOnlyList<MeanElements> objects, ScreeningSettings window, PairSelection? pairs, LaneWidth width)
    {
        var clock = Stopwatch.GetTimestamp();
        var result = Screener.Screen(objects, window, pairs, width);
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        return (new Sample(seconds, [.. result.Stages.Select(stage => (stage.Stage, stage.Wall.TotalSeconds))]), result);
    }

    private static void Add(
        RunSession session, string what, Func<IReadOnlyList<MeanElements>> make, ScreeningSettings window, PairSelection? pairs, Target? target, LaneWidth width)
    {
        if (!session.Wants(Group, what))
        {
            return;
        }

        var objects = make();
        var rows = 0;
        var (samples, others) = session.Repetition.Of(() =>
        {
            var (sample, result) = Screen(objects, window, pairs, width);
            rows = result.Approaches.Count;
            return sample;
        });
        session.Add(new Measurement
        {
            Group = Group,
            What = what,
            Unit = "s",
            Samples = samples,
            Target = target,
            Remark = string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows"),
            OtherLoad = others,
        });
    }

    /// <summary>One primary is the space station, or the first object where it is not there; more are spread evenly over the catalogue numbers.</summary>
    private static PairSelection Choose(IReadOnlyList<MeanElements> objects, int count)
    {
        var isPrimary = new bool[objects.Count];
        var station = Enumerable.Range(0, objects.Count).FirstOrDefault(i => objects[i].Number.Value == Station);
        for (var i = 0; i < count; i++)
        {
            isPrimary[count == 1 ? station : (int)((long)i * objects.Count / count)] = true;
        }

        var isSecondary = new bool[objects.Count];
        isSecondary.AsSpan().Fill(true);
        return new PairSelection(isPrimary, isSecondary);
    }
}
