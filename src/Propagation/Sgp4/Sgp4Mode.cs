namespace Ssa.Propagation;

/// <summary>
/// The two operation modes of Vallado's SGP4 (AIAA 2006-6753). They differ only in deep space, in the quadrant of the node in the
/// Lyddane branch of the lunar-solar periodics; both use WGS-72.
/// </summary>
public enum Sgp4Mode
{
    /// <summary>Mode 'a': what the producer of the public element sets and SOCRATES use. The default of every command.</summary>
    Afspc,

    /// <summary>Mode 'i': what the published verification vectors use.</summary>
    Improved,
}
