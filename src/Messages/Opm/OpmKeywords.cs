namespace Ssa.Messages;

/// <summary>The sections of an orbit parameter message, in their order.</summary>
internal enum OpmSection
{
    Header,
    Metadata,
    State,
    Keplerian,
    Spacecraft,
    Covariance,
    Manoeuvre,
    UserDefined,
}

/// <summary>A keyword of the standard.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Section">Where it stands.</param>
/// <param name="Unit">The unit of its number; empty where it has none.</param>
/// <param name="Rank">Its place in the order of the standard.</param>
internal sealed record OpmKeyword(string Name, OpmSection Section, string Unit, int Rank)
{
    /// <summary>Whether its value is words or a time, which have no unit.</summary>
    public bool IsText { get; init; }
}

/// <summary>The vocabulary of orbit parameter messages: CCSDS 502.0-B-3 tables 3-1 to 3-3, in their order; elements of 505.0-B-3.</summary>
internal static class OpmKeywords
{
    public const string Version = "CCSDS_OPM_VERS";
    public const string UserDefinedPrefix = "USER_DEFINED_";

    private static readonly Dictionary<string, OpmKeyword> ByName = Make();

    /// <summary>The elements of XML that hold the sections.</summary>
    public static Dictionary<string, OpmSection> Containers { get; } = new(StringComparer.Ordinal)
    {
        ["header"] = OpmSection.Header,
        ["metadata"] = OpmSection.Metadata,
        ["stateVector"] = OpmSection.State,
        ["keplerianElements"] = OpmSection.Keplerian,
        ["spacecraftParameters"] = OpmSection.Spacecraft,
        ["covarianceMatrix"] = OpmSection.Covariance,
        ["maneuverParameters"] = OpmSection.Manoeuvre,
        ["userDefinedParameters"] = OpmSection.UserDefined,
    };

    /// <summary>The keyword of a name; null where the standard has none.</summary>
    public static OpmKeyword? Find(string name) => ByName.GetValueOrDefault(name);

    private static Dictionary<string, OpmKeyword> Make()
    {
        var made = new Dictionary<string, OpmKeyword>(StringComparer.Ordinal);
        Words(OpmSection.Header, "CLASSIFICATION", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID");
        Words(OpmSection.Metadata, "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "REF_FRAME_EPOCH", "TIME_SYSTEM");
        Words(OpmSection.State, "EPOCH");
        Numbers(OpmSection.State, "X:km", "Y:km", "Z:km", "X_DOT:km/s", "Y_DOT:km/s", "Z_DOT:km/s");
        Numbers(OpmSection.Keplerian, "SEMI_MAJOR_AXIS:km", "ECCENTRICITY:", "INCLINATION:deg", "RA_OF_ASC_NODE:deg", "ARG_OF_PERICENTER:deg", "TRUE_ANOMALY:deg", "MEAN_ANOMALY:deg", "GM:km**3/s**2");
        Numbers(OpmSection.Spacecraft, "MASS:kg", "SOLAR_RAD_AREA:m**2", "SOLAR_RAD_COEFF:", "DRAG_AREA:m**2", "DRAG_COEFF:");
        Words(OpmSection.Covariance, "COV_REF_FRAME");
        Numbers(OpmSection.Covariance, [.. OemKeywords.Covariance.SelectMany(row => row).Select(name => $"{name}:{OemKeywords.CovarianceUnit(name)}")]);
        Words(OpmSection.Manoeuvre, "MAN_EPOCH_IGNITION");
        Numbers(OpmSection.Manoeuvre, "MAN_DURATION:s", "MAN_DELTA_MASS:kg");
        Words(OpmSection.Manoeuvre, "MAN_REF_FRAME");
        Numbers(OpmSection.Manoeuvre, "MAN_DV_1:km/s", "MAN_DV_2:km/s", "MAN_DV_3:km/s");
        return made;

        void Words(OpmSection section, params string[] names)
        {
            foreach (var name in names)
            {
                made.Add(name, new OpmKeyword(name, section, "", made.Count) { IsText = true });
            }
        }

        void Numbers(OpmSection section, params string[] names)
        {
            foreach (var pair in names.Select(name => name.Split(':')))
            {
                made.Add(pair[0], new OpmKeyword(pair[0], section, pair[1], made.Count));
            }
        }
    }
}
