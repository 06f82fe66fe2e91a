using NodaTime;

namespace Ssa.Propagation;

/// <summary>One element set ready to be propagated by SGP4/SDP4. Immutable: may be used by any number of threads.</summary>
public sealed class Sgp4Propagator
{
    /// <summary>Prepares an element set.</summary>
    /// <param name="elements">The element set.</param>
    /// <param name="mode">The operation mode.</param>
    public Sgp4Propagator(MeanElements elements, Sgp4Mode mode) => throw new NotSupportedException();

    /// <summary>The element set.</summary>
    public MeanElements Elements => throw new NotSupportedException();

    /// <summary>The state at a time counted from the element set's epoch.</summary>
    /// <param name="minutesSinceEpoch">Minutes since epoch, negative before it.</param>
    public TemeState At(double minutesSinceEpoch) => throw new NotSupportedException();

    /// <summary>The state at an instant.</summary>
    /// <param name="time">The instant, UTC.</param>
    public TemeState At(Instant time) => throw new NotSupportedException();
}
