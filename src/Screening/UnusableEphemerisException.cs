using Ssa.Propagation.Ephemerides;

namespace Ssa.Screening;

/// <summary>An ephemeris moves as nothing in orbit does, so that what bounds the search would not hold; nothing is screened.</summary>
/// <param name="ephemeris">The ephemeris.</param>
/// <param name="fault">What was found, with its time.</param>
/// <param name="remedy">What the user can do about it.</param>
public sealed class UnusableEphemerisException(InterpolatedEphemeris ephemeris, string fault, string remedy)
    : Exception($"The ephemeris of {(ephemeris.Identity.Label.Length > 0 ? ephemeris.Identity.Label : "an object without a name")} cannot be screened: {fault} {remedy}")
{
    /// <summary>The ephemeris.</summary>
    public InterpolatedEphemeris Ephemeris { get; } = ephemeris;
}
