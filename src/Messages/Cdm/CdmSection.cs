namespace Ssa.Messages;

/// <summary>The places of a conjunction data message where keywords and comments stand, in the order in which they are written.</summary>
public enum CdmSection
{
    /// <summary>Creation date, originator, identifiers.</summary>
    Header,

    /// <summary>Relative metadata and data: time of closest approach, miss distance, screening, probability.</summary>
    Relative,

    /// <summary>An object's metadata.</summary>
    Metadata,

    /// <summary>Comments at the head of an object's data; it has no keywords.</summary>
    Data,

    /// <summary>Parameters of an object's orbit determination.</summary>
    OdParameters,

    /// <summary>Area, mass, drag and the like.</summary>
    AdditionalParameters,

    /// <summary>The state at the time of closest approach.</summary>
    StateVector,

    /// <summary>The covariance matrix in RTN, of six to nine rows.</summary>
    Covariance,

    /// <summary>The covariance matrix in Cartesian axes (drafts of issue 2).</summary>
    XyzCovariance,

    /// <summary>Sigmas and eigenvectors of the position covariance (drafts of issue 2).</summary>
    EigenvectorCovariance,

    /// <summary>What else is known of the covariance: scale factors, density uncertainty (drafts of issue 2).</summary>
    AdditionalCovariance,

    /// <summary>Parameters that parties agreed upon.</summary>
    UserDefined,
}
