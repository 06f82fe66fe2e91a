using Ssa.Propagation.Frames;
using Ssa.Risk.Numerics;

namespace Ssa.Risk.Curvilinear;

/// <summary>
/// Equinoctial elements (Broucke and Cefola 1972; Vallado 2013, 2.4.3): mean motion n, rad/s; af = e·cos ϖ, ag = e·sin ϖ; chi = tan(i/2)·sin Ω, psi = tan(i/2)·cos Ω; mean longitude at the states' instant, rad.
/// Errors of orbits stay Gaussian in them much longer than in Cartesian states. Singular at inclination 180° of the frame in use.
/// </summary>
internal readonly record struct EquinoctialElements(double N, double Af, double Ag, double Chi, double Psi, double Longitude)
{
    /// <summary>The Earth's gravitational parameter, m³/s² (EGM-96), as NASA CARA uses it.</summary>
    public const double Mu = 3.986004418e14;

    /// <summary>Revolution period, s.</summary>
    public double PeriodSeconds => 2 * Math.PI / N;

    /// <summary>The elements as six numbers.</summary>
    public double[] ToArray() => [N, Af, Ag, Chi, Psi, Longitude];

    public static EquinoctialElements Of(ReadOnlySpan<double> e) => new(e[0], e[1], e[2], e[3], e[4], e[5]);

    /// <summary>The elements of a state at a time after the states' instant, referred back to that instant; null where the orbit is not an ellipse or the frame singular.</summary>
    public static EquinoctialElements? FromState(Vector3 r, Vector3 v, double seconds)
    {
        var distance = r.Norm;
        var a = 1 / ((2 / distance) - (Vector3.Dot(v, v) / Mu));
        var h = Vector3.Cross(r, v);
        var w = (1 / h.Norm) * h;
        if (!(a > 0) || !double.IsFinite(a) || !(1 + w.Z > 1e-8))
        {
            return null;
        }

        var (chi, psi) = (w.X / (1 + w.Z), -w.Y / (1 + w.Z));
        var (f, g) = Axes(chi, psi);
        var eccentricity = ((1 / Mu) * Vector3.Cross(v, h)) - ((1 / distance) * r);
        var (af, ag) = (Vector3.Dot(eccentricity, f), Vector3.Dot(eccentricity, g));
        var square = 1 - (af * af) - (ag * ag);
        if (!(square > 0))
        {
            return null;
        }

        var root = Math.Sqrt(square);
        var b = 1 / (1 + root);
        var (x, y) = (Vector3.Dot(r, f), Vector3.Dot(r, g));
        var cos = af + ((((1 - (af * af * b)) * x) - (af * ag * b * y)) / (a * root));
        var sin = ag + ((((1 - (ag * ag * b)) * y) - (af * ag * b * x)) / (a * root));
        var n = Math.Sqrt(Mu / a) / a;
        return new(n, af, ag, chi, psi, Math.Atan2(sin, cos) + (ag * cos) - (af * sin) - (n * seconds));
    }

    /// <summary>Position and velocity at a time after the states' instant, m and m/s.</summary>
    public (Vector3 Position, Vector3 Velocity) State(double seconds)
    {
        var (sin, cos) = Math.SinCos(EccentricLongitude(Longitude + (N * seconds)));
        var a = Math.Cbrt(Mu / (N * N));
        var b = 1 / (1 + Math.Sqrt(1 - (Af * Af) - (Ag * Ag)));
        var rate = N * a / (1 - (Ag * sin) - (Af * cos));
        var (f, g) = Axes(Chi, Psi);
        var x = a * (((1 - (Ag * Ag * b)) * cos) + (Ag * Af * b * sin) - Af);
        var y = a * (((1 - (Af * Af * b)) * sin) + (Ag * Af * b * cos) - Ag);
        var vx = rate * ((Ag * Af * b * cos) - ((1 - (Ag * Ag * b)) * sin));
        var vy = rate * (((1 - (Af * Af * b)) * cos) - (Ag * Af * b * sin));
        return ((x * f) + (y * g), (vx * f) + (vy * g));
    }

    /// <summary>The state at a time, and its partial derivatives by the elements: 6 × 6, rows x, y, z, vx, vy, vz.</summary>
    public (double[] State, DenseMatrix Jacobian) StateWithJacobian(double seconds)
    {
        var n = Dual6.Variable(N, 0);
        var (af, ag) = (Dual6.Variable(Af, 1), Dual6.Variable(Ag, 2));
        var (p, q) = (Dual6.Variable(Chi, 3), Dual6.Variable(Psi, 4));
        var longitude = Dual6.Variable(Longitude, 5) + (seconds * n);
        var start = EccentricLongitude(longitude.Value);
        var (s0, c0) = Math.SinCos(start);
        Dual6 one = 1;
        // One Newton step with derivatives at the converged value carries them through Kepler's equation.
        var eccentric = (Dual6)start - ((start + (c0 * ag) - (s0 * af) - longitude) / (one - (s0 * ag) - (c0 * af)));
        var (sin, cos) = (Dual6.Sin(eccentric), Dual6.Cos(eccentric));
        var a = Dual6.Pow((1 / Mu) * (n * n), -1.0 / 3);
        var b = one / (one + Dual6.Sqrt(one - (af * af) - (ag * ag)));
        var cross = af * ag * b;
        var (forG, forF) = (one - (ag * ag * b), one - (af * af * b));
        var rate = n * a / (one - (ag * sin) - (af * cos));
        var x = a * ((forG * cos) + (cross * sin) - af);
        var y = a * ((forF * sin) + (cross * cos) - ag);
        var vx = rate * ((cross * cos) - (forG * sin));
        var vy = rate * ((forF * cos) - (cross * sin));
        var scale = one / (one + (p * p) + (q * q));
        var f = new[] { scale * (one - (p * p) + (q * q)), 2 * (scale * p * q), -2 * (scale * p) };
        var g = new[] { 2 * (scale * p * q), scale * (one + (p * p) - (q * q)), 2 * (scale * q) };
        var state = new double[6];
        var jacobian = new DenseMatrix(6, 6);
        for (var i = 0; i < 3; i++)
        {
            var position = (x * f[i]) + (y * g[i]);
            var velocity = (vx * f[i]) + (vy * g[i]);
            (state[i], state[i + 3]) = (position.Value, velocity.Value);
            for (var j = 0; j < 6; j++)
            {
                jacobian[i, j] = position[j];
                jacobian[i + 3, j] = velocity[j];
            }
        }

        return (state, jacobian);
    }

    private static (Vector3 F, Vector3 G) Axes(double p, double q)
    {
        var scale = 1 / (1 + (p * p) + (q * q));
        return (scale * new Vector3(1 - (p * p) + (q * q), 2 * p * q, -2 * p), scale * new Vector3(2 * p * q, 1 + (p * p) - (q * q), 2 * q));
    }

    /// <summary>Kepler's equation in equinoctial form, λ = F + ag·cos F − af·sin F.</summary>
    private double EccentricLongitude(double longitude)
    {
        var eccentric = longitude;
        for (var i = 0; i < 50; i++)
        {
            var (sin, cos) = Math.SinCos(eccentric);
            var step = (eccentric + (Ag * cos) - (Af * sin) - longitude) / (1 - (Ag * sin) - (Af * cos));
            // Never more than a radian at once: Newton overshoots at high eccentricity.
            eccentric -= Math.Clamp(step, -1, 1);
            if (Math.Abs(step) < 1e-15 * (1 + Math.Abs(eccentric)))
            {
                break;
            }
        }

        return eccentric;
    }
}
