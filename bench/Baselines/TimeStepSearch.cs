using NodaTime;
using Ssa.Bench.Runs;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Bench.Baselines;

/// <summary>
/// The search that a user would write first: states of all objects every few seconds, all pairs nearer than a radius by some spatial structure, a straight-line
/// test, then golden sections on exact SGP4. Plain scalar code, time steps in parallel; the states come from the same <see cref="Sgp4Batch"/> as
/// everyone's, so that only the search differs from the engine.
/// </summary>
/// <remarks>
/// <para>Step h and search radius belong together. A step owns the times within h/2 of it. Two objects that come within D then are at the step at most
/// D + v·h/2 apart, where v is the fastest that two objects pass. No bound orbit above the surface is faster than 11.2 km/s, so v = 22.4 km/s loses no
/// pair; real encounters reach 17.3 km/s. The grid's cells are as wide as the radius.</para>
/// <para>The straight-line test asks how near the pair comes within the step on its present course and passes what stays below D + 0.5 km. With h = 25 s, objects within the
/// radius of 285 km bend towards each other by at most 0.06 km in low orbit; the rest is for SGP4's velocities, which are not quite the derivatives of its positions. Where
/// they are off by more than 30 m/s, as for the last decaying orbits, an encounter may be lost.</para>
/// <para>States that SGP4 refuses are left out, so that minima in the step where valid states end may be lost.</para>
/// </remarks>
internal sealed class TimeStepSearch
{
    private const double FastestPassKmPerS = 22.4;
    private const double PadKm = 0.5;

    private readonly Sgp4Batch _batch;
    private readonly double[] _startMinutes;
    private readonly int[] _numbers;
    private readonly PairMotion _motion;
    private readonly Func<IPairFinder> _makeFinder;
    private readonly double _stepSeconds;
    private readonly double _thresholdKm;
    private readonly double _lengthSeconds;
    private readonly double _startUnixSeconds;

    public TimeStepSearch(IReadOnlyList<MeanElements> objects, ScreeningSettings window, double stepSeconds, Func<IPairFinder> makeFinder)
    {
        _batch = Sgp4Batch.Prepare(objects, window.Sgp4Mode);
        _startMinutes = [.. objects.Select(set => UtcTime.MinutesSince(set.Epoch, window.Start))];
        _numbers = [.. objects.Select(set => set.Number.Value)];
        _motion = new PairMotion([.. objects.Select(set => new Sgp4Propagator(set, window.Sgp4Mode))], _startMinutes);
        _makeFinder = makeFinder;
        _stepSeconds = stepSeconds;
        _thresholdKm = window.ThresholdKm;
        _lengthSeconds = window.Duration.TotalSeconds;
        _startUnixSeconds = UtcTime.SecondsSince(NodaConstants.UnixEpoch, window.Start);
    }

    /// <summary>All minima of the window, in no order.</summary>
    public List<ListedEvent> Run()
    {
        var found = new List<ListedEvent>();
        var steps = (int)Math.Ceiling(_lengthSeconds / _stepSeconds) + 1;
        Parallel.For(0, steps, () => new Worker(_batch.Count, _makeFinder()), Screen, worker =>
        {
            lock (found)
            {
                found.AddRange(worker.Found);
            }
        });
        return found;
    }

    private Worker Screen(int step, ParallelLoopState loop, Worker worker)
    {
        // Borders are the same doubles for both steps that share them, so that a minimum belongs to one.
        var time = step * _stepSeconds;
        var from = Math.Max(0, (step - 0.5) * _stepSeconds);
        var to = Math.Min(_lengthSeconds, (step + 0.5) * _stepSeconds);
        if (from >= to)
        {
            return worker;
        }

        for (var i = 0; i < _startMinutes.Length; i++)
        {
            worker.Minutes[i] = _startMinutes[i] + (time / 60);
        }

        _batch.Propagate(worker.Minutes, worker.States);
        worker.Pairs.Clear();
        worker.Finder.Find(worker.States, _thresholdKm + (FastestPassKmPerS * _stepSeconds / 2), worker.Pairs);
        foreach (var (a, b) in worker.Pairs)
        {
            if (MayMeet(worker.States[a], worker.States[b], from - time, to - time)
                && _motion.TryFindMinimum(a, b, from, to, out var tca, out var rangeKm)
                && rangeKm <= _thresholdKm)
            {
                worker.Found.Add(new ListedEvent(
                    Math.Min(_numbers[a], _numbers[b]),
                    Math.Max(_numbers[a], _numbers[b]),
                    CloseApproachKind.Minimum,
                    _startUnixSeconds + tca,
                    rangeKm,
                    _motion.SpeedKmPerS(a, b, tca)));
            }
        }

        return worker;
    }

    /// <summary>Whether on straight courses the pair comes near enough between two times, seconds from now.</summary>
    private bool MayMeet(in TemeState a, in TemeState b, double from, double to)
    {
        var relative = b.PositionKm - a.PositionKm;
        var velocity = b.VelocityKmPerS - a.VelocityKmPerS;
        var speed2 = Vector3.Dot(velocity, velocity);
        var nearest = speed2 > 0 ? Math.Clamp(-Vector3.Dot(relative, velocity) / speed2, from, to) : 0;
        return (relative + (nearest * velocity)).Norm <= _thresholdKm + PadKm;
    }

    private sealed class Worker(int objects, IPairFinder finder)
    {
        public IPairFinder Finder { get; } = finder;

        public double[] Minutes { get; } = new double[objects];

        public TemeState[] States { get; } = new TemeState[objects];

        public List<(int A, int B)> Pairs { get; } = [];

        public List<ListedEvent> Found { get; } = [];
    }
}

/// <summary>Finds the pairs of points nearer to each other than a radius. One instance serves a thread.</summary>
internal interface IPairFinder
{
    /// <summary>Adds every pair of valid states nearer than the radius, once, in either order.</summary>
    void Find(ReadOnlySpan<TemeState> states, double radiusKm, List<(int A, int B)> pairs);
}
