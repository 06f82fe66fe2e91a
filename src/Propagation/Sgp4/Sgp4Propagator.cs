using NodaTime;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Lanes;
using Ssa.Propagation.Time;

namespace Ssa.Propagation;

/// <summary>
/// One element set ready to be propagated by SGP4/SDP4 (WGS-72). Immutable: may be used by any number of threads. States are TEME of date.
/// </summary>
public sealed class Sgp4Propagator
{
    private readonly DeepSpaceConstants<ScalarLane> _constants;

    /// <summary>Prepares an element set.</summary>
    /// <param name="elements">The element set. One that is no orbit gives states that all carry the reason as their status.</param>
    /// <param name="mode">The operation mode.</param>
    public Sgp4Propagator(MeanElements elements, Sgp4Mode mode)
    {
        ArgumentNullException.ThrowIfNull(elements);
        Elements = elements;
        Mode = mode;
        IsDeepSpace = Sgp4Initialisation.Initialise(elements, out _constants);
    }

    /// <summary>The element set.</summary>
    public MeanElements Elements { get; }

    /// <summary>The operation mode.</summary>
    public Sgp4Mode Mode { get; }

    /// <summary>Whether the period is 225 minutes or more, so that sun, moon and resonance take part.</summary>
    public bool IsDeepSpace { get; }

    /// <summary>The state at a time counted from the element set's epoch.</summary>
    /// <param name="minutesSinceEpoch">Minutes since epoch, negative before it.</param>
    public TemeState At(double minutesSinceEpoch)
    {
        StateLanes<ScalarLane> s;
        if (IsDeepSpace)
        {
            var resonance = default(ResonanceState<ScalarLane>);
            DeepSpaceKernel<ScalarLane>.DeepSpace(_constants, new ScalarLane(minutesSinceEpoch), Mode, ref resonance, out s);
        }
        else
        {
            Sgp4Kernel<ScalarLane>.NearEarth(_constants.near, new ScalarLane(minutesSinceEpoch), out s);
        }

        return new TemeState(
            new Vector3(s.X.Value, s.Y.Value, s.Z.Value),
            new Vector3(s.Vx.Value, s.Vy.Value, s.Vz.Value),
            (PropagationStatus)s.Status.Value);
    }

    /// <summary>The state at an instant.</summary>
    /// <param name="time">The instant, UTC.</param>
    public TemeState At(Instant time) => At(UtcTime.MinutesSince(Elements.Epoch, time));

    internal ref readonly DeepSpaceConstants<ScalarLane> Constants => ref _constants;
}
