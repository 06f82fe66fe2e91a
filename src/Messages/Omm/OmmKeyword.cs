namespace Ssa.Messages;

/// <summary>The keywords of an orbit mean-elements message that an element set is made of (CCSDS 502.0-B-3, section 4).</summary>
internal enum OmmKeyword
{
    ObjectName,
    ObjectId,
    CenterName,
    RefFrame,
    TimeSystem,
    MeanElementTheory,
    Epoch,
    MeanMotion,
    SemiMajorAxis,
    Eccentricity,
    Inclination,
    RaOfAscNode,
    ArgOfPericenter,
    MeanAnomaly,
    EphemerisType,
    ClassificationType,
    NoradCatId,
    ElementSetNo,
    RevAtEpoch,
    Bstar,
    MeanMotionDot,
    MeanMotionDdot,
}

/// <summary>The spelling and the units of keywords, and the keywords that a message may hold but an element set has no use for.</summary>
internal static class OmmKeywords
{
    public const int Count = (int)OmmKeyword.MeanMotionDdot + 1;

    private static readonly (byte[] Text, string Name, string Unit)[] Table =
    [
        Row("OBJECT_NAME"), Row("OBJECT_ID"), Row("CENTER_NAME"), Row("REF_FRAME"), Row("TIME_SYSTEM"), Row("MEAN_ELEMENT_THEORY"),
        Row("EPOCH"), Row("MEAN_MOTION", "rev/day"), Row("SEMI_MAJOR_AXIS", "km"), Row("ECCENTRICITY"), Row("INCLINATION", "deg"),
        Row("RA_OF_ASC_NODE", "deg"), Row("ARG_OF_PERICENTER", "deg"), Row("MEAN_ANOMALY", "deg"), Row("EPHEMERIS_TYPE"),
        Row("CLASSIFICATION_TYPE"), Row("NORAD_CAT_ID"), Row("ELEMENT_SET_NO"), Row("REV_AT_EPOCH"), Row("BSTAR", "1/ER"),
        Row("MEAN_MOTION_DOT", "rev/day**2"), Row("MEAN_MOTION_DDOT", "rev/day**3"),
    ];

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "CCSDS_OMM_VERS", "COMMENT", "CLASSIFICATION", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID", "REF_FRAME_EPOCH", "GM", "MASS",
        "SOLAR_RAD_AREA", "SOLAR_RAD_COEFF", "DRAG_AREA", "DRAG_COEFF", "BTERM", "AGOM", "COV_REF_FRAME", "CX_X", "CY_X", "CY_Y", "CZ_X",
        "CZ_Y", "CZ_Z", "CX_DOT_X", "CX_DOT_Y", "CX_DOT_Z", "CX_DOT_X_DOT", "CY_DOT_X", "CY_DOT_Y", "CY_DOT_Z", "CY_DOT_X_DOT", "CY_DOT_Y_DOT",
        "CZ_DOT_X", "CZ_DOT_Y", "CZ_DOT_Z", "CZ_DOT_X_DOT", "CZ_DOT_Y_DOT", "CZ_DOT_Z_DOT",
    };

    /// <summary>The keywords that an element set is made of, as messages spell them.</summary>
    public static IEnumerable<string> Names => Table.Select(row => row.Name);

    /// <summary>The keyword as messages spell it.</summary>
    public static string NameOf(OmmKeyword keyword) => Table[(int)keyword].Name;

    /// <summary>The unit that the standard fixes for the keyword, empty where it has none.</summary>
    public static string UnitOf(OmmKeyword keyword) => Table[(int)keyword].Unit;

    /// <summary>Finds a keyword by its spelling.</summary>
    public static bool TryFind(ReadOnlySpan<byte> text, out OmmKeyword keyword)
    {
        for (var i = 0; i < Table.Length; i++)
        {
            if (text.SequenceEqual(Table[i].Text))
            {
                keyword = (OmmKeyword)i;
                return true;
            }
        }

        keyword = default;
        return false;
    }

    /// <summary>Whether a keyword that no element set needs may stand in a message: the standard's own and user-defined ones.</summary>
    public static bool IsAllowed(string keyword) => keyword.StartsWith("USER_DEFINED_", StringComparison.Ordinal) || Others.Contains(keyword);

    private static (byte[] Text, string Name, string Unit) Row(string name, string unit = "") => (System.Text.Encoding.ASCII.GetBytes(name), name, unit);
}
