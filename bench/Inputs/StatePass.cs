using System.Runtime.InteropServices;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Lanes;
using Ssa.Propagation.Time;

namespace Ssa.Bench.Inputs;

/// <summary>
/// The work that SGP4 is measured with: many satellites, each at the steps of one slab (45 steps of two minutes), position and velocity, on one core. Every
/// lane of a block holds another satellite; a block takes all its steps before the next one, as the search asks for states.
/// </summary>
internal abstract class StatePass
{
    /// <summary>Steps of a pass, an even number: two go side by side.</summary>
    public const int Steps = 46;

    private protected const double StepMinutes = 2;

    /// <summary>States that a pass computes.</summary>
    public abstract int States { get; }

    /// <summary>Computes all states.</summary>
    /// <returns>A sum of coordinates, so that no state can be left out as unused.</returns>
    public abstract double Run();

    /// <summary>Prepares a pass.</summary>
    /// <param name="propagators">The satellites.</param>
    /// <param name="start">Time of the first step, UTC.</param>
    /// <param name="width">The lane width.</param>
    public static StatePass Prepare(IReadOnlyList<Sgp4Propagator> propagators, Instant start, LaneWidth width) => width switch
    {
        LaneWidth.Wide512 => new Blocks<Lane512>(propagators, start),
        LaneWidth.Wide256 => new Blocks<Lane256>(propagators, start),
        LaneWidth.Scalar => new Blocks<ScalarLane>(propagators, start),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, null),
    };

    /// <summary>The widths that this machine computes in registers, the widest first.</summary>
    public static IEnumerable<LaneWidth> Widths() => Enum.GetValues<LaneWidth>().Where(width => width <= LaneWidths.Best).OrderDescending();

    /// <summary>The near-earth or the deep-space ones of a population that have states, ready to propagate.</summary>
    public static Sgp4Propagator[] Choose(IReadOnlyList<MeanElements> population, bool isDeepSpace, Instant start, int most = int.MaxValue) =>
        [.. population
            .Select(set => new Sgp4Propagator(set, Sgp4Mode.Afspc))
            .Where(p => p.IsDeepSpace == isDeepSpace && p.At(start).Status == PropagationStatus.Ok)
            .Take(most)];

    private sealed class Blocks<T> : StatePass
        where T : unmanaged, ILane<T>
    {
        private readonly Sgp4Blocks<T> _blocks;
        private readonly T[] _startMinutes;

        public Blocks(IReadOnlyList<Sgp4Propagator> propagators, Instant start)
        {
            _blocks = new Sgp4Blocks<T>(propagators, Sgp4Mode.Afspc);
            _startMinutes = new T[_blocks.Count];
            var minutes = MemoryMarshal.Cast<T, double>(_startMinutes.AsSpan());
            for (var place = 0; place < minutes.Length; place++)
            {
                // An empty place repeats a satellite of its block.
                var index = _blocks.IndexOfPlace[place];
                index = index < 0 ? _blocks.IndexOfPlace[place / T.Width * T.Width] : index;
                minutes[place] = UtcTime.MinutesSince(propagators[index].Elements.Epoch, start);
            }

            States = propagators.Count * Steps;
        }

        public override int States { get; }

        public override double Run()
        {
            var sum = T.Of(0);
            for (var block = 0; block < _blocks.Count; block++)
            {
                var resonance = default(ResonanceState<T>);
                for (var step = 0; step < Steps; step += 2)
                {
                    // Two times side by side, as the search does.
                    var start = _startMinutes[block];
                    _blocks.Propagate(
                        block, start + T.Of(step * StepMinutes), ref resonance, block, start + T.Of((step + 1) * StepMinutes), ref resonance, out var one, out var other);
                    sum += one.X + one.Vx + other.X + other.Vx;
                }
            }

            return MemoryMarshal.Cast<T, double>(MemoryMarshal.CreateReadOnlySpan(in sum, 1))[0];
        }
    }
}

/// <summary>The same work for one satellite and one time a call, as <see cref="Sgp4Propagator.At(double)"/> offers it to everyone.</summary>
internal sealed class SinglePass : StatePass
{
    private readonly Sgp4Propagator[] _propagators;
    private readonly double[] _startMinutes;

    public SinglePass(Sgp4Propagator[] propagators, Instant start)
    {
        _propagators = propagators;
        _startMinutes = [.. propagators.Select(p => UtcTime.MinutesSince(p.Elements.Epoch, start))];
    }

    public override int States => _propagators.Length * Steps;

    public override double Run()
    {
        var sum = 0.0;
        for (var i = 0; i < _propagators.Length; i++)
        {
            for (var step = 0; step < Steps; step++)
            {
                var state = _propagators[i].At(_startMinutes[i] + (step * StepMinutes));
                sum += state.PositionKm.X + state.VelocityKmPerS.X;
            }
        }

        return sum;
    }
}
