namespace Ssa.Messages;

/// <summary>The vocabulary of orbit ephemeris messages (CCSDS 502.0-B-3, tables 5-2 and 5-3; element names of 505.0-B-3).</summary>
internal static class OemKeywords
{
    public const string Version = "CCSDS_OEM_VERS";

    /// <summary>Keywords of the header, versions and comments apart.</summary>
    public static readonly string[] Header = ["CLASSIFICATION", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID"];

    /// <summary>Keywords of a segment's metadata.</summary>
    public static readonly string[] Metadata =
    [
        "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "REF_FRAME_EPOCH", "TIME_SYSTEM", "START_TIME", "USEABLE_START_TIME",
        "USEABLE_STOP_TIME", "STOP_TIME", "INTERPOLATION", "INTERPOLATION_DEGREE",
    ];

    /// <summary>Metadata that no segment may lack.</summary>
    public static readonly string[] Required = ["OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "START_TIME", "STOP_TIME"];

    /// <summary>The numbers of a state: position, velocity, and acceleration if given.</summary>
    public static readonly string[] State = ["X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT", "X_DDOT", "Y_DDOT", "Z_DDOT"];

    /// <summary>Their units.</summary>
    public static readonly string[] StateUnits = ["km", "km", "km", "km/s", "km/s", "km/s", "km/s**2", "km/s**2", "km/s**2"];

    /// <summary>The rows of a covariance matrix's lower triangle, each as far as the diagonal.</summary>
    public static readonly string[][] Covariance =
    [
        ["CX_X"],
        ["CY_X", "CY_Y"],
        ["CZ_X", "CZ_Y", "CZ_Z"],
        ["CX_DOT_X", "CX_DOT_Y", "CX_DOT_Z", "CX_DOT_X_DOT"],
        ["CY_DOT_X", "CY_DOT_Y", "CY_DOT_Z", "CY_DOT_X_DOT", "CY_DOT_Y_DOT"],
        ["CZ_DOT_X", "CZ_DOT_Y", "CZ_DOT_Z", "CZ_DOT_X_DOT", "CZ_DOT_Y_DOT", "CZ_DOT_Z_DOT"],
    ];

    /// <summary>The same elements, one after the other.</summary>
    public static readonly string[] LowerTriangle = [.. Covariance.SelectMany(row => row)];

    /// <summary>The unit of an element of a covariance matrix: km² for positions, km²/s² for velocities.</summary>
    public static string CovarianceUnit(string element)
    {
        var rates = element.Split("_DOT").Length - 1;
        return rates == 0 ? "km**2" : rates == 1 ? "km**2/s" : "km**2/s**2";
    }
}
