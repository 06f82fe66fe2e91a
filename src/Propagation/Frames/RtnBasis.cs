namespace Ssa.Propagation.Frames;

/// <summary>
/// The radial, transverse, normal axes of a state: R along the position, N along the angular momentum r × v, T = N × R completing them, near the
/// velocity (Vallado's RSW; CCSDS RTN). The axes are in the frame of the state, which must be inertial: TEME or GCRF.
/// </summary>
/// <param name="Radial">Unit vector R.</param>
/// <param name="Transverse">Unit vector T.</param>
/// <param name="Normal">Unit vector N.</param>
public readonly record struct RtnBasis(Vector3 Radial, Vector3 Transverse, Vector3 Normal)
{
    /// <summary>The axes of a state. Where position and velocity are parallel or zero no plane exists and the axes are NaN.</summary>
    /// <param name="positionKm">Position, km.</param>
    /// <param name="velocityKmPerS">Velocity, km/s.</param>
    public static RtnBasis Of(Vector3 positionKm, Vector3 velocityKmPerS)
    {
        var radial = Unit(positionKm);
        var normal = Unit(Vector3.Cross(positionKm, velocityKmPerS));
        return new RtnBasis(radial, Vector3.Cross(normal, radial), normal);
    }

    /// <summary>The axes of a state of SGP4.</summary>
    /// <param name="state">The state.</param>
    public static RtnBasis Of(TemeState state) => Of(state.PositionKm, state.VelocityKmPerS);

    /// <summary>R, T and N components of a vector, such as the position of another object relative to this one.</summary>
    /// <param name="vector">The vector, in the frame of the state.</param>
    /// <returns>R, T, N as X, Y, Z, in the vector's unit. A relative velocity is only resolved, not taken relative to the turning axes.</returns>
    public Vector3 Resolve(Vector3 vector) => new(Vector3.Dot(Radial, vector), Vector3.Dot(Transverse, vector), Vector3.Dot(Normal, vector));

    /// <summary>The vector of given R, T and N components, in the frame of the state.</summary>
    /// <param name="components">R, T, N as X, Y, Z.</param>
    public Vector3 Compose(Vector3 components) => (components.X * Radial) + (components.Y * Transverse) + (components.Z * Normal);

    // Quotients, not a reciprocal: one rounding less, so that R² + T² + N² stays the square of the distance.
    private static Vector3 Unit(Vector3 v)
    {
        var norm = v.Norm;
        return new Vector3(v.X / norm, v.Y / norm, v.Z / norm);
    }
}
