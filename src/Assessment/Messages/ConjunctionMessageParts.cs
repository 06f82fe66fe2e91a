using NodaTime;
using Ssa.Catalog;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Assessment;

/// <summary>All that a conjunction data message says, as the screening and its risk have it.</summary>
public sealed record ConjunctionMessageParts
{
    /// <summary>The message's own name, the same for the same input and settings.</summary>
    public required string MessageId { get; init; }

    /// <summary>When the message counts as made, UTC.</summary>
    public required Instant Created { get; init; }

    /// <summary>The screening's settings.</summary>
    public required ScreeningSettings Settings { get; init; }

    /// <summary>The close approach: a local minimum, since an edge of the window is no closest approach.</summary>
    public required CloseApproach Approach { get; init; }

    /// <summary>Its risk.</summary>
    public required ConjunctionRisk Risk { get; init; }

    /// <summary>What that risk was assessed with.</summary>
    public required ConjunctionRiskSettings RiskSettings { get; init; }

    /// <summary>Both states at the time of closest approach, TEME, with their covariances where these are known.</summary>
    public required Encounter Encounter { get; init; }

    /// <summary>The first object.</summary>
    public required ConjunctionParty First { get; init; }

    /// <summary>The second object.</summary>
    public required ConjunctionParty Second { get; init; }
}

/// <summary>One side of a conjunction, as a message names it.</summary>
/// <param name="Screened">The object as it was screened.</param>
/// <param name="Type">What it is.</param>
/// <param name="Covariance">Its covariance; null where none is known.</param>
/// <param name="EphemerisName">The name of its ephemeris; empty for an object of the catalogue.</param>
public sealed record ConjunctionParty(ScreenedObject Screened, ObjectType Type, CovarianceModel? Covariance, string EphemerisName);
