#pragma warning disable CS1591, CA1051 // fields named after the paper
using Ssa.Propagation.Lanes;

namespace Ssa.Propagation;

/// <summary>
/// How far the resonance integrator of deep space has come: a value that the caller holds. It only saves work: the integrator always
/// steps by 720 minutes from epoch, so a state at time t has the same bits whatever was asked before.
/// </summary>
/// <typeparam name="T">The lane type.</typeparam>
internal struct ResonanceState<T>
    where T : unmanaged, ILane<T>
{
    /// <summary>Time of the integrator, minutes since epoch, a multiple of 720.</summary>
    public T atime;

    /// <summary>Resonance longitude (rad) and mean motion (rad/min) at <see cref="atime"/>.</summary>
    public T xli, xni;

    /// <summary>Their derivatives at <see cref="atime"/>.</summary>
    public T xldot, xndt, xnddt;

    /// <summary>All bits set once the fields above hold a value.</summary>
    public T isStarted;
}
