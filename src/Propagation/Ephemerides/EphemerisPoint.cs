using NodaTime;
using Ssa.Propagation.Frames;

namespace Ssa.Propagation.Ephemerides;

/// <summary>One tabulated state of an ephemeris.</summary>
/// <param name="Utc">The time.</param>
/// <param name="PositionKm">Position in TEME of date, km.</param>
/// <param name="VelocityKmPerS">Velocity in TEME of date, km/s.</param>
public readonly record struct EphemerisPoint(Instant Utc, Vector3 PositionKm, Vector3 VelocityKmPerS);
