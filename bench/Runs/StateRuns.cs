using Ssa.Bench.Inputs;
using Ssa.Propagation;

namespace Ssa.Bench.Runs;

/// <summary>SGP4 by lane width, time of a state, one core: a plain timer beside BenchmarkDotNet's figures, on the catalogue's own objects.</summary>
internal static class StateRuns
{
    private const string Group = "SGP4, position and velocity, one core, time of a state";

    private static readonly Target WidestNear = new(17, 14);
    private static readonly Target WidestDeep = new(150, 80);
    private static readonly Target SingleNear = new(300);

    public static void Measure(RunSession session)
    {
        foreach (var isDeep in new[] { false, true })
        {
            var kind = isDeep ? "deep-space" : "near-earth";
            var widths = StatePass.Widths().Select(width => (Width: width, What: $"{kind} batch, {Name(width)}")).Where(row => session.Wants(Group, row.What)).ToArray();
            var single = $"{kind}, one call a state";
            if (widths.Length == 0 && !session.Wants(Group, single))
            {
                continue;
            }

            var propagators = StatePass.Choose(session.Objects, isDeep, session.Start);
            if (propagators.Length == 0)
            {
                continue;
            }

            foreach (var (width, what) in widths)
            {
                var target = width == LaneWidth.Wide512 ? isDeep ? WidestDeep : WidestNear : null;
                Add(session, what, StatePass.Prepare(propagators, session.Start, width), target);
            }

            if (session.Wants(Group, single))
            {
                Add(session, single, new SinglePass(propagators, session.Start), isDeep ? null : SingleNear);
            }
        }
    }

    private static void Add(RunSession session, string what, StatePass pass, Target? target)
    {
        var (samples, others) = session.Repetition.OfCalls(() => Sink = pass.Run(), 1e-9 * pass.States);
        session.Add(new Measurement { Group = Group, What = what, Unit = "ns", Samples = samples, Target = target, OtherLoad = others });
    }

    private static string Name(LaneWidth width) => width == LaneWidth.Scalar ? "scalar" : $"{64 * (int)width} bits";

    /// <summary>Where sums go, so that no work is left out as unused.</summary>
    internal static double Sink { get; private set; }
}
