using Ssa.Propagation.Frames;

namespace Ssa.Propagation;

/// <summary>A state in TEME of date (true equator, mean equinox), the frame of SGP4.</summary>
/// <param name="PositionKm">Position, km; NaN where the status is not Ok.</param>
/// <param name="VelocityKmPerS">Velocity, km/s; NaN where the status is not Ok.</param>
/// <param name="Status">Whether the state is valid, and if not, why.</param>
public readonly record struct TemeState(Vector3 PositionKm, Vector3 VelocityKmPerS, PropagationStatus Status);
