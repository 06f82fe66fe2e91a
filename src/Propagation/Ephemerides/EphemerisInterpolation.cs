namespace Ssa.Propagation.Ephemerides;

/// <summary>How states between tabulated ones are found.</summary>
public enum InterpolationMethod
{
    /// <summary>A polynomial through positions whose slopes are the velocities; the velocity between is its derivative.</summary>
    Hermite,

    /// <summary>A polynomial through positions; the velocity between comes from another one through velocities.</summary>
    Lagrange,
}

/// <summary>A method of interpolation and the degree of its polynomials.</summary>
public readonly record struct EphemerisInterpolation
{
    /// <summary>
    /// The highest degree. Equally spaced nodes amplify the rounding of positions by about 2ⁿ / (e n ln n) at the ends of a window of n: 1e7 times 1e-12 km
    /// at this degree, a centimetre, and every further degree doubles it.
    /// </summary>
    public const int HighestDegree = 31;

    /// <summary>Hermite polynomials of degree 7 through four states.</summary>
    public static readonly EphemerisInterpolation DefaultHermite = new(InterpolationMethod.Hermite, 7);

    /// <summary>Lagrange polynomials of degree 9 through ten states.</summary>
    public static readonly EphemerisInterpolation DefaultLagrange = new(InterpolationMethod.Lagrange, 9);

    /// <summary>Names a method and a degree.</summary>
    /// <param name="method">The method.</param>
    /// <param name="degree">1 to 31. A Hermite polynomial has an odd degree of at least 3; another one is raised to the next that it can have.</param>
    /// <exception cref="ArgumentOutOfRangeException">The degree is out of range.</exception>
    public EphemerisInterpolation(InterpolationMethod method, int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, HighestDegree);
        Method = method;
        States = method == InterpolationMethod.Lagrange ? degree + 1 : Math.Max(2, (degree + 2) / 2);
    }

    /// <summary>The method.</summary>
    public InterpolationMethod Method { get; }

    /// <summary>How many states a polynomial goes through.</summary>
    public int States { get; }

    /// <summary>The polynomials' degree.</summary>
    public int Degree => Method == InterpolationMethod.Lagrange ? States - 1 : (2 * States) - 1;

    /// <summary>The default of a method.</summary>
    internal static EphemerisInterpolation Default(InterpolationMethod method) =>
        method == InterpolationMethod.Lagrange ? DefaultLagrange : DefaultHermite;

    /// <summary>The same method through at most so many states, which are at least two.</summary>
    internal EphemerisInterpolation Within(int states) =>
        states >= States ? this : new(Method, Method == InterpolationMethod.Lagrange ? states - 1 : (2 * states) - 1);
}
