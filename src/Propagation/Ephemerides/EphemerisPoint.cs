using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>One tabulated state of an ephemeris.</summary>
/// <param name="Utc">The time.</param>
/// <param name="PositionKm">Position in TEME of date, km.</param>
/// <param name="VelocityKmPerS">The rate of that position, km/s.</param>
public readonly record struct EphemerisPoint(Instant Utc, Vector3 PositionKm, Vector3 VelocityKmPerS)
{
    // Long enough that the difference of positions keeps its digits, short against the five days of the shortest nutation.
    private static readonly Duration DriftHalfSpan = Duration.FromSeconds(300);

    /// <summary>Transforms a state into a point of an ephemeris.</summary>
    /// <param name="frame">The frame of the state given. TEME is taken as it stands.</param>
    /// <param name="utc">The time.</param>
    /// <param name="orientation">Earth orientation data, or <see cref="EarthOrientation.None"/>.</param>
    /// <param name="positionKm">Position in that frame, km.</param>
    /// <param name="velocityKmPerS">Velocity in that frame, km/s: in PEF and ITRF relative to the rotating Earth.</param>
    /// <remarks>
    /// TEME's axes turn by 9e-12 rad/s against the stars (precession and nutation), which <see cref="FrameTransform"/> leaves out of velocities. Slopes of a
    /// polynomial must have it: 0.06 mm/s in low orbit and 0.4 mm/s in geostationary orbit bend Hermite polynomials between states 300 s apart by up to 0.24 m.
    /// </remarks>
    public static EphemerisPoint From(Frame frame, Instant utc, EarthOrientation orientation, Vector3 positionKm, Vector3 velocityKmPerS)
    {
        if (frame == Frame.Teme)
        {
            return new EphemerisPoint(utc, positionKm, velocityKmPerS);
        }

        ArgumentNullException.ThrowIfNull(orientation);
        var teme = FrameTransform.ToTeme(frame, utc, orientation, positionKm, velocityKmPerS);
        var parameters = orientation.At(utc);
        var fixedKm = PrecessionNutation.TemeToGcrf(utc, parameters) * teme.PositionKm;
        var drift = 1 / (2 * DriftHalfSpan.TotalSeconds) * (InTeme(utc + DriftHalfSpan) - InTeme(utc - DriftHalfSpan));
        return new EphemerisPoint(utc, teme.PositionKm, teme.VelocityKmPerS + drift);

        // With one set of parameters for all three times: where a file of them ends is no motion of the axes.
        Vector3 InTeme(Instant time) => PrecessionNutation.TemeToGcrf(time, parameters).Transposed * fixedKm;
    }
}
