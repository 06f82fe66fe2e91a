using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Lanes;
using Ssa.Propagation.Time;

namespace Ssa.Propagation;

/// <summary>
/// Many element sets, propagated together in wide lanes. A failure of one leaves the others alone. Immutable: may be used by any number of threads.
/// </summary>
public abstract class Sgp4Batch
{
    private readonly IReadOnlyList<MeanElements> _sets;

    private protected Sgp4Batch(IReadOnlyList<MeanElements> sets) => _sets = sets;

    /// <summary>How many element sets there are.</summary>
    public int Count => _sets.Count;

    /// <summary>Prepares element sets.</summary>
    /// <param name="sets">The element sets, near-earth and deep-space ones in any order.</param>
    /// <param name="mode">The operation mode.</param>
    /// <param name="width">The lane width; the result's bits do not depend on it.</param>
    public static Sgp4Batch Prepare(IReadOnlyList<MeanElements> sets, Sgp4Mode mode, LaneWidth width)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return width switch
        {
            LaneWidth.Scalar => new Batch<ScalarLane>(sets, mode),
            LaneWidth.Wide256 => new Batch<Lane256>(sets, mode),
            LaneWidth.Wide512 => new Batch<Lane512>(sets, mode),
            _ => throw new ArgumentOutOfRangeException(nameof(width), width, null),
        };
    }

    /// <summary>Prepares element sets in the widest lanes of this machine.</summary>
    /// <param name="sets">The element sets.</param>
    /// <param name="mode">The operation mode.</param>
    public static Sgp4Batch Prepare(IReadOnlyList<MeanElements> sets, Sgp4Mode mode) => Prepare(sets, mode, LaneWidths.Best);

    /// <summary>The states of all at one instant.</summary>
    /// <param name="time">The instant, UTC.</param>
    /// <param name="states">One state per element set, in their order.</param>
    /// <exception cref="ArgumentException">The span is not as long as there are element sets.</exception>
    public void Propagate(Instant time, Span<TemeState> states)
    {
        var minutes = new double[_sets.Count];
        for (var i = 0; i < minutes.Length; i++)
        {
            minutes[i] = UtcTime.MinutesSince(_sets[i].Epoch, time);
        }

        Propagate(minutes, states);
    }

    /// <summary>The states of all, each at its own time.</summary>
    /// <param name="minutesSinceEpoch">Minutes since each element set's epoch, in their order.</param>
    /// <param name="states">One state per element set, in their order.</param>
    /// <exception cref="ArgumentException">A span is not as long as there are element sets.</exception>
    public void Propagate(ReadOnlySpan<double> minutesSinceEpoch, Span<TemeState> states)
    {
        if (minutesSinceEpoch.Length != Count || states.Length != Count)
        {
            throw new ArgumentException($"Both spans must hold {Count} entries, one per element set.");
        }

        PropagateAll(minutesSinceEpoch, states);
    }

    private protected abstract void PropagateAll(ReadOnlySpan<double> minutesSinceEpoch, Span<TemeState> states);

    private sealed class Batch<T> : Sgp4Batch
        where T : unmanaged, ILane<T>
    {
        private readonly Sgp4Blocks<T> _blocks;

        public Batch(IReadOnlyList<MeanElements> sets, Sgp4Mode mode)
            : base(sets)
        {
            var propagators = new Sgp4Propagator[sets.Count];
            for (var i = 0; i < propagators.Length; i++)
            {
                propagators[i] = new Sgp4Propagator(sets[i], mode);
            }

            _blocks = new Sgp4Blocks<T>(propagators, mode);
        }

        private protected override void PropagateAll(ReadOnlySpan<double> minutesSinceEpoch, Span<TemeState> states)
        {
            Span<double> minutes = stackalloc double[T.Width];
            for (var block = 0; block < _blocks.Count; block++)
            {
                var indices = _blocks.IndexOfPlace.AsSpan(block * T.Width, T.Width);
                for (var lane = 0; lane < T.Width; lane++)
                {
                    minutes[lane] = minutesSinceEpoch[indices[indices[lane] < 0 ? 0 : lane]];
                }

                var resonance = default(ResonanceState<T>);
                var t = Unsafe.ReadUnaligned<T>(ref Unsafe.As<double, byte>(ref minutes[0]));
                _blocks.Propagate(block, t, ref resonance, out var state);
                var rows = MemoryMarshal.Cast<StateLanes<T>, double>(MemoryMarshal.CreateSpan(ref state, 1));
                for (var lane = 0; lane < T.Width && indices[lane] >= 0; lane++)
                {
                    states[indices[lane]] = new TemeState(
                        new Vector3(rows[lane], rows[T.Width + lane], rows[(2 * T.Width) + lane]),
                        new Vector3(rows[(3 * T.Width) + lane], rows[(4 * T.Width) + lane], rows[(5 * T.Width) + lane]),
                        (PropagationStatus)rows[(6 * T.Width) + lane]);
                }
            }
        }
    }
}
