using NodaTime;
using Ssa.Cli.Formats;
using Ssa.Cli.Terminal;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Cli.Jobs;

/// <summary>The use case behind <c>ssa propagate</c>: states of every element set on a grid of times, in any frame.</summary>
/// <param name="grid">The times.</param>
/// <param name="mode">SGP4's operation mode.</param>
/// <param name="frame">The frame of the states.</param>
/// <param name="orientation">Earth orientation data for frames other than TEME.</param>
internal sealed class PropagationJob(StateGrid grid, Sgp4Mode mode, Frame frame, EarthOrientation orientation)
{
    /// <summary>States between two looks at the cancellation: under a millisecond.</summary>
    private const long StatesPerLook = 1024;

    /// <summary>Writes the states of element sets, in their order.</summary>
    /// <returns>How many states were written and how many SGP4 refused.</returns>
    /// <exception cref="CommandFailure">A time of the grid lies outside the calendar.</exception>
    public (long Valid, long Refused) Write(IReadOnlyList<MeanElements> sets, EphemerisWriter to, CancellationToken cancellation)
    {
        var (valid, refused) = (0L, 0L);
        foreach (var elements in sets)
        {
            RequireCalendar(elements);
            var propagator = new Sgp4Propagator(elements, mode);
            to.BeginSet(elements);
            for (var index = 0L; index < grid.Count; index++)
            {
                if (index % StatesPerLook == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                var state = StateAt(propagator, index);
                _ = state.Status == PropagationStatus.Ok ? valid++ : refused++;
                to.Add(state);
            }

            to.EndSet();
        }

        to.End();
        return (valid, refused);
    }

    private EphemerisState StateAt(Sgp4Propagator propagator, long index)
    {
        var (minutes, utc) = grid.At(propagator.Elements.Epoch, index);
        var teme = propagator.At(minutes);
        if (frame == Frame.Teme || teme.Status != PropagationStatus.Ok)
        {
            return new EphemerisState(minutes, utc, teme.PositionKm, teme.VelocityKmPerS, teme.Status);
        }

        var turned = FrameTransform.FromTeme(frame, utc, orientation, teme);
        return new EphemerisState(minutes, utc, turned.PositionKm, turned.VelocityKmPerS, teme.Status);
    }

    /// <summary>An epoch at the edge of the calendar, which no element set of a real object has, could lead the grid out of it.</summary>
    private void RequireCalendar(MeanElements elements)
    {
        try
        {
            _ = Ssa.Propagation.Time.UtcText.Format(grid.At(elements.Epoch, 0).Utc);
            _ = Ssa.Propagation.Time.UtcText.Format(grid.At(elements.Epoch, grid.Count - 1).Utc);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new CommandFailure($"Object {elements.Number}: the times asked for lie outside the years 1 to 9999; give a grid nearer to the present");
        }
    }
}

/// <summary>One state of an ephemeris; its frame is the ephemeris's.</summary>
/// <param name="MinutesSinceEpoch">The time given to SGP4, minutes since the element set's epoch.</param>
/// <param name="Utc">The same time, UTC.</param>
/// <param name="PositionKm">Position, km; NaN where refused.</param>
/// <param name="VelocityKmPerS">Velocity, km/s; NaN where refused.</param>
/// <param name="Status">Whether the state is valid, and if not, why.</param>
internal readonly record struct EphemerisState(
    double MinutesSinceEpoch, Instant Utc, Vector3 PositionKm, Vector3 VelocityKmPerS, PropagationStatus Status);
