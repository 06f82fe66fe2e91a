using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Screening;

namespace Ssa.Report.Figures;

/// <summary>Where the objects of a screening are. Each is prepared once, when it is first asked for.</summary>
internal sealed class ObjectStates(ScreeningResult result)
{
    private readonly Dictionary<int, Func<Instant, TemeState>> states = [];

    /// <summary>An object's height above the equatorial radius of WGS-72, 6378.135 km; null where it has no state.</summary>
    /// <param name="index">Its index in the result.</param>
    /// <param name="time">The time, UTC.</param>
    public double? HeightKm(int index, Instant time) =>
        StateOf(index, time) is { Status: PropagationStatus.Ok } state ? state.PositionKm.Norm - Wgs72.EarthRadiusKm : null;

    /// <summary>One object relative to another in that one's radial, transverse, normal axes at that time, as X, Y, Z, km; null where one of them has no state.</summary>
    /// <param name="first">The index of the object whose axes they are.</param>
    /// <param name="second">The index of the other.</param>
    /// <param name="time">The time, UTC.</param>
    public Vector3? RelativeKm(int first, int second, Instant time)
    {
        var (one, other) = (StateOf(first, time), StateOf(second, time));
        return one.Status == PropagationStatus.Ok && other.Status == PropagationStatus.Ok
            ? RtnBasis.Of(one).Resolve(other.PositionKm - one.PositionKm)
            : null;
    }

    private TemeState StateOf(int index, Instant time)
    {
        if (!states.TryGetValue(index, out var stateAt))
        {
            stateAt = result.ObjectAt(index) switch
            {
                { Elements: { } elements } => new Sgp4Propagator(elements, result.Settings.Sgp4Mode).At,
                { Ephemeris: { } ephemeris } => ephemeris.StateAt,
                _ => throw new InvalidOperationException("An object of a screening has an element set or an ephemeris."),
            };
            states.Add(index, stateAt);
        }

        return stateAt(time);
    }
}
