using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages;

/// <summary>
/// What an assessment of risk needs of a conjunction data message: both states and covariances at the time of closest approach in one set of inertial axes, GCRF, in km and s.
/// </summary>
/// <param name="Tca">The time of closest approach.</param>
/// <param name="First">OBJECT1.</param>
/// <param name="Second">OBJECT2.</param>
/// <param name="HardBodyRadius">The combined hard-body radius and its source; null where the message gives none.</param>
/// <param name="StatedMissDistanceKm">The miss distance that the message states, km; null where it states none. That of the states differs by their rounding, and more in messages with errors.</param>
public sealed record CdmEncounter(Instant Tca, CdmEncounterObject First, CdmEncounterObject Second, CdmHardBodyRadius? HardBodyRadius, double? StatedMissDistanceKm)
{
    /// <summary>Position of the second object relative to the first, km, GCRF.</summary>
    public Vector3 RelativePositionKm => Second.PositionKm - First.PositionKm;

    /// <summary>Velocity of the second object relative to the first, km/s, GCRF.</summary>
    public Vector3 RelativeVelocityKmPerS => Second.VelocityKmPerS - First.VelocityKmPerS;

    /// <summary>The sum of both covariances in GCRF axes, six rows of six: km², km²/s, km²/s². The message says nothing of a correlation between the objects.</summary>
    public IReadOnlyList<double> CombinedCovariance => [.. First.InertialCovariance.Zip(Second.InertialCovariance, (a, b) => a + b)];

    /// <summary>The part of <see cref="CombinedCovariance"/> that is of positions, three rows of three, km².</summary>
    public IReadOnlyList<double> CombinedPositionCovarianceKm2 => [.. CombinedCovariance.Where((_, index) => index % 6 < 3 && index < 18)];

    /// <summary>
    /// Takes the encounter out of a message. Frames are GCRF, EME2000 (taken as GCRF, from which it differs by 23 milliarcseconds), TEME and ITRF about the Earth; a velocity in ITRF gets the Earth's
    /// rotation (ω × r) before RTN axes are laid, since those are of the inertial velocity.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="orientation">
    /// Earth orientation data, or <see cref="EarthOrientation.None"/>: without, states of ITRF are turned about the pole by up to 14″, both alike, which leaves relative states and
    /// covariances as they are to that angle.
    /// </param>
    /// <param name="encounter">The encounter, or null where there is a fault.</param>
    /// <param name="fault">Why there is none, or null.</param>
    /// <returns>Whether there is an encounter.</returns>
    public static bool TryFrom(CdmMessage message, EarthOrientation orientation, out CdmEncounter? encounter, out SetAsideRecord? fault)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(orientation);
        encounter = null;
        if (message.Relative.Time("TCA") is not { } tca)
        {
            fault = new SetAsideRecord(message.File, message.Line, "TCA", SetAsideReason.Field, "The message has no time of closest approach.", CdmReading.TakeAgain);
            return false;
        }

        var first = new CdmEncounterReading(message, message.Object1, tca, orientation);
        var second = new CdmEncounterReading(message, message.Object2, tca, orientation);
        fault = first.Fault ?? second.Fault;
        if (fault is not null)
        {
            return false;
        }

        var stated = message.MissDistanceM / 1e3;
        encounter = new CdmEncounter(tca, first.Read!, second.Read!, CdmHardBodyRadius.Of(message), double.IsNaN(stated) ? null : stated);
        return true;
    }
}

/// <summary>An object of an encounter.</summary>
/// <param name="Designator">Its number in the catalogue, as the message has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="PositionKm">Position at the time of closest approach, km, GCRF.</param>
/// <param name="VelocityKmPerS">Inertial velocity at that time, km/s, GCRF.</param>
/// <param name="RtnCovariance">Covariance in the object's own RTN axes, six rows of six: km², km²/s, km²/s².</param>
/// <param name="InertialCovariance">The same in GCRF axes.</param>
/// <param name="HasVelocityCovariance">Whether the message gives covariances of the velocity; where not, they are zero here.</param>
/// <param name="CovarianceMethod">COVARIANCE_METHOD: CALCULATED, or DEFAULT where the numbers stand for ignorance.</param>
/// <param name="CovarianceHints">What else the message says of the covariance: scale factor, density uncertainty and the sensitivity to it.</param>
public sealed record CdmEncounterObject(
    string Designator,
    string Name,
    Vector3 PositionKm,
    Vector3 VelocityKmPerS,
    IReadOnlyList<double> RtnCovariance,
    IReadOnlyList<double> InertialCovariance,
    bool HasVelocityCovariance,
    string CovarianceMethod,
    CdmCovarianceHints CovarianceHints);
