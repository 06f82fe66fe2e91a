using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Frames;

/// <summary>
/// Transforms states between TEME, the frame of SGP4, and PEF, ITRF and GCRF. Rotation of the Earth is taken out of and put into velocities
/// (ω × r); precession and nutation turn the axes only, since their rates move a velocity in low orbit by about 0.1 mm/s.
/// A state that is not a number stays so.
/// </summary>
public static class FrameTransform
{
    /// <summary>A state of TEME in another frame.</summary>
    /// <param name="target">The frame wanted.</param>
    /// <param name="utc">The state's time.</param>
    /// <param name="orientation">Earth orientation data, or <see cref="EarthOrientation.None"/>.</param>
    /// <param name="positionKm">Position in TEME of date, km.</param>
    /// <param name="velocityKmPerS">Velocity in TEME of date, km/s.</param>
    public static FrameState FromTeme(Frame target, Instant utc, EarthOrientation orientation, Vector3 positionKm, Vector3 velocityKmPerS)
    {
        ArgumentNullException.ThrowIfNull(orientation);
        var parameters = orientation.At(utc);
        switch (target)
        {
            case Frame.Teme:
                return new FrameState(target, positionKm, velocityKmPerS, parameters.Source);

            case Frame.Gcrf:
                var toGcrf = PrecessionNutation.TemeToGcrf(utc, parameters);
                return new FrameState(target, toGcrf * positionKm, toGcrf * velocityKmPerS, parameters.Source);

            case Frame.Pef:
            case Frame.Itrf:
                var toPef = EarthRotation.TemeToPef(TimeScales.Ut1(utc, parameters.Ut1MinusUtcS));
                var r = toPef * positionKm;
                var v = (toPef * velocityKmPerS) - Vector3.Cross(EarthRotation.RateRadPerS(parameters), r);
                if (target == Frame.Pef)
                {
                    return new FrameState(target, r, v, parameters.Source);
                }

                var toItrf = EarthRotation.PefToItrf(parameters);
                return new FrameState(target, toItrf * r, toItrf * v, parameters.Source);

            default:
                throw new ArgumentOutOfRangeException(nameof(target), target, null);
        }
    }

    /// <summary>A state of SGP4 in another frame.</summary>
    /// <param name="target">The frame wanted.</param>
    /// <param name="utc">The state's time.</param>
    /// <param name="orientation">Earth orientation data, or <see cref="EarthOrientation.None"/>.</param>
    /// <param name="state">The state; where SGP4 refused it, the result is NaN.</param>
    public static FrameState FromTeme(Frame target, Instant utc, EarthOrientation orientation, TemeState state) =>
        FromTeme(target, utc, orientation, state.PositionKm, state.VelocityKmPerS);

    /// <summary>A state of another frame in TEME of date: the inverse of <see cref="FromTeme(Frame, Instant, EarthOrientation, Vector3, Vector3)"/>.</summary>
    /// <param name="source">The frame of the state given.</param>
    /// <param name="utc">The state's time.</param>
    /// <param name="orientation">Earth orientation data, or <see cref="EarthOrientation.None"/>.</param>
    /// <param name="positionKm">Position in that frame, km.</param>
    /// <param name="velocityKmPerS">Velocity in that frame, km/s: in PEF and ITRF relative to the rotating Earth.</param>
    public static FrameState ToTeme(Frame source, Instant utc, EarthOrientation orientation, Vector3 positionKm, Vector3 velocityKmPerS)
    {
        ArgumentNullException.ThrowIfNull(orientation);
        var parameters = orientation.At(utc);
        switch (source)
        {
            case Frame.Teme:
                return new FrameState(Frame.Teme, positionKm, velocityKmPerS, parameters.Source);

            case Frame.Gcrf:
                var fromGcrf = PrecessionNutation.TemeToGcrf(utc, parameters).Transposed;
                return new FrameState(Frame.Teme, fromGcrf * positionKm, fromGcrf * velocityKmPerS, parameters.Source);

            case Frame.Pef:
            case Frame.Itrf:
                var (r, v) = (positionKm, velocityKmPerS);
                if (source == Frame.Itrf)
                {
                    var toPef = EarthRotation.PefToItrf(parameters).Transposed;
                    (r, v) = (toPef * r, toPef * v);
                }

                var fromPef = EarthRotation.TemeToPef(TimeScales.Ut1(utc, parameters.Ut1MinusUtcS)).Transposed;
                return new FrameState(
                    Frame.Teme, fromPef * r, fromPef * (v + Vector3.Cross(EarthRotation.RateRadPerS(parameters), r)), parameters.Source);

            default:
                throw new ArgumentOutOfRangeException(nameof(source), source, null);
        }
    }
}
