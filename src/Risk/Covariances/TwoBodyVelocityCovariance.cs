using Ssa.Propagation.Frames;

namespace Ssa.Risk;

/// <summary>
/// Velocity errors for a covariance of positions, by the relations of two-body motion to first order, on axes that do not turn: an error along the track is one of timing, which turns the velocity with the orbit
/// (δv_R = −µ/(r²·v_T)·δT); a radial error at constant angular momentum changes the transverse speed (δv_T = −v_T/r·δR). Half a period apart an orbit's radial and normal errors and their rates change places, so
/// that the rates have variances of (v_T/r)² times the positions', independent of them. What else the transverse speed errs by, from the semi-major axis, is taken as an independent tenth.
/// </summary>
public static class TwoBodyVelocityCovariance
{
    private const double EarthGravityM3PerS2 = 3.986004418e14;

    // Keeps the matrix positive definite: without it the transverse speed would be certain, given the position.
    private const double IndependentTransverseShare = 0.1;

    /// <summary>The covariance of position and velocity on RTN axes: 36 elements row by row, m², m²/s, m²/s². Its block of positions is the one given.</summary>
    /// <param name="position">The covariance of the position on the object's RTN axes, m².</param>
    /// <param name="positionM">Inertial position, m.</param>
    /// <param name="velocityMPerS">Inertial velocity, m/s.</param>
    public static double[] Of(Covariance3 position, Vector3 positionM, Vector3 velocityMPerS)
    {
        var r = positionM.Norm;
        var transverseSpeed = Vector3.Dot(RtnBasis.Of(positionM, velocityMPerS).Transverse, velocityMPerS);
        var rate = transverseSpeed / r;
        var turning = EarthGravityM3PerS2 / (r * r * transverseSpeed);
        double[,] p =
        {
            { position.Xx, position.Xy, position.Xz },
            { position.Xy, position.Yy, position.Yz },
            { position.Xz, position.Yz, position.Zz },
        };
        double[,] toVelocity = { { 0, -turning, 0 }, { -rate, 0, 0 }, { 0, 0, 0 } };
        double[] independent = [rate * rate * position.Xx, IndependentTransverseShare * IndependentTransverseShare * rate * rate * position.Xx, rate * rate * position.Zz];
        var all = new double[36];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                all[(6 * i) + j] = p[i, j];
                var cross = 0.0;
                var velocity = i == j ? independent[i] : 0;
                for (var k = 0; k < 3; k++)
                {
                    cross += toVelocity[i, k] * p[k, j];
                    for (var l = 0; l < 3; l++)
                    {
                        velocity += toVelocity[i, k] * p[k, l] * toVelocity[j, l];
                    }
                }

                (all[(6 * (i + 3)) + j], all[(6 * j) + i + 3]) = (cross, cross);
                all[(6 * (i + 3)) + j + 3] = velocity;
            }
        }

        return all;
    }
}
