namespace Ssa.Messages;

/// <summary>
/// The vocabulary of conjunction data messages: CCSDS 508.0-B-1 tables 3-1 to 3-4, in their order, and the keywords that drafts of issue 2 add, at the places where
/// the drafts put them. Covariance matrices stand in <see cref="CdmCovarianceKeywords"/>.
/// </summary>
internal static class CdmKeywords
{
    public const string Version = "CCSDS_CDM_VERS";
    public const string UserDefinedPrefix = "USER_DEFINED_";

    private static readonly CdmKeyword[] Header =
    [
        Issue2(Text("CLASSIFICATION")), Mandatory(Time("CREATION_DATE")), Mandatory(Text("ORIGINATOR")), Text("MESSAGE_FOR"), Mandatory(Text("MESSAGE_ID")),
    ];

    private static readonly CdmKeyword[] Relative =
    [
        Issue2(Text("CONJUNCTION_ID")), Mandatory(Time("TCA")), Mandatory(Number("MISS_DISTANCE", "m")), Issue2(Number("MAHALANOBIS_DISTANCE")),
        Number("RELATIVE_SPEED", "m/s"),
        Number("RELATIVE_POSITION_R", "m"), Number("RELATIVE_POSITION_T", "m"), Number("RELATIVE_POSITION_N", "m"),
        Number("RELATIVE_VELOCITY_R", "m/s"), Number("RELATIVE_VELOCITY_T", "m/s"), Number("RELATIVE_VELOCITY_N", "m/s"),
        Issue2(Number("APPROACH_ANGLE", "deg")), Time("START_SCREEN_PERIOD"), Time("STOP_SCREEN_PERIOD"), Text("SCREEN_VOLUME_FRAME"),
        Issue2(Text("SCREEN_TYPE")), Text("SCREEN_VOLUME_SHAPE"), Issue2(Number("SCREEN_VOLUME_RADIUS", "m")),
        Number("SCREEN_VOLUME_X", "m"), Number("SCREEN_VOLUME_Y", "m"), Number("SCREEN_VOLUME_Z", "m"), Time("SCREEN_ENTRY_TIME"), Time("SCREEN_EXIT_TIME"),
        Issue2(Number("SCREEN_PC_THRESHOLD")), Issue2(Numbers("COLLISION_PERCENTILE")), Number("COLLISION_PROBABILITY"), Text("COLLISION_PROBABILITY_METHOD"),
        Issue2(Number("COLLISION_MAX_PROBABILITY")), Issue2(Text("COLLISION_MAX_PC_METHOD")), Issue2(Number("SEFI_COLLISION_PROBABILITY")),
        Issue2(Text("SEFI_COLLISION_PROBABILITY_METHOD")), Issue2(Text("SEFI_FRAGMENTATION_MODEL")), Issue2(Text("PREVIOUS_MESSAGE_ID")),
        Issue2(Time("PREVIOUS_MESSAGE_EPOCH")), Issue2(Time("NEXT_MESSAGE_EPOCH")),
    ];

    private static readonly CdmKeyword[] Metadata =
    [
        Mandatory(Text("OBJECT")), Mandatory(Text("OBJECT_DESIGNATOR")), Mandatory(Text("CATALOG_NAME")), Mandatory(Text("OBJECT_NAME")),
        Mandatory(Text("INTERNATIONAL_DESIGNATOR")), Text("OBJECT_TYPE"), Text("OPERATOR_CONTACT_POSITION"), Text("OPERATOR_ORGANIZATION"),
        Text("OPERATOR_PHONE"), Text("OPERATOR_EMAIL"), Issue2(Text("ODM_MSG_LINK")), Issue2(Text("ADM_MSG_LINK")), Mandatory(Text("EPHEMERIS_NAME")),
        Issue2(Text("OBS_BEFORE_NEXT_MESSAGE")), Mandatory(Text("COVARIANCE_METHOD")), Issue2(Text("COVARIANCE_SOURCE")), Mandatory(Text("MANEUVERABLE")),
        Text("ORBIT_CENTER"), Mandatory(Text("REF_FRAME")), Issue2(Text("ALT_COV_TYPE")), Issue2(Text("ALT_COV_REF_FRAME")), Text("GRAVITY_MODEL"),
        Text("ATMOSPHERIC_MODEL"), Text("N_BODY_PERTURBATIONS"), Text("SOLAR_RAD_PRESSURE"), Text("EARTH_TIDES"), Text("INTRACK_THRUST"),
    ];

    private static readonly CdmKeyword[] OdParameters =
    [
        Time("TIME_LASTOB_START"), Time("TIME_LASTOB_END"), Number("RECOMMENDED_OD_SPAN", "d"), Number("ACTUAL_OD_SPAN", "d"), Number("OBS_AVAILABLE"),
        Number("OBS_USED"), Number("TRACKS_AVAILABLE"), Number("TRACKS_USED"), Number("RESIDUALS_ACCEPTED", "%"), Number("WEIGHTED_RMS"), Issue2(Time("OD_EPOCH")),
    ];

    private static readonly CdmKeyword[] AdditionalParameters =
    [
        Number("AREA_PC", "m**2"), Issue2(Number("AREA_PC_MIN", "m**2")), Issue2(Number("AREA_PC_MAX", "m**2")), Number("AREA_DRG", "m**2"),
        Number("AREA_SRP", "m**2"), Issue2(Text("OEB_PARENT_FRAME")), Issue2(Time("OEB_PARENT_FRAME_EPOCH")), Issue2(Number("OEB_Q1")), Issue2(Number("OEB_Q2")),
        Issue2(Number("OEB_Q3")), Issue2(Number("OEB_QC")), Issue2(Number("OEB_MAX", "m")), Issue2(Number("OEB_INT", "m")), Issue2(Number("OEB_MIN", "m")),
        Issue2(Number("AREA_ALONG_OEB_MAX", "m**2")), Issue2(Number("AREA_ALONG_OEB_INT", "m**2")), Issue2(Number("AREA_ALONG_OEB_MIN", "m**2")),
        Issue2(Number("RCS", "m**2")), Issue2(Number("RCS_MIN", "m**2")), Issue2(Number("RCS_MAX", "m**2")), Issue2(Number("VM_ABSOLUTE")),
        Issue2(Number("VM_APPARENT_MIN")), Issue2(Number("VM_APPARENT")), Issue2(Number("VM_APPARENT_MAX")), Issue2(Number("REFLECTANCE")),
        Number("MASS", "kg"), Issue2(Number("HBR", "m")), Number("CD_AREA_OVER_MASS", "m**2/kg"), Number("CR_AREA_OVER_MASS", "m**2/kg"),
        Number("THRUST_ACCELERATION", "m/s**2"), Number("SEDR", "W/kg"), Issue2(Number("APOAPSIS_ALTITUDE", "km")), Issue2(Number("PERIAPSIS_ALTITUDE", "km")),
        Issue2(Number("INCLINATION", "deg")), Issue2(Number("COV_CONFIDENCE")), Issue2(Text("COV_CONFIDENCE_METHOD")),
    ];

    private static readonly CdmKeyword[] State =
    [
        Mandatory(Number("X", "km")), Mandatory(Number("Y", "km")), Mandatory(Number("Z", "km")),
        Mandatory(Number("X_DOT", "km/s")), Mandatory(Number("Y_DOT", "km/s")), Mandatory(Number("Z_DOT", "km/s")),
    ];

    private static readonly CdmKeyword[] AdditionalCovariance =
    [
        Issue2(Number("DENSITY_FORECAST_UNCERTAINTY")), Issue2(Number("CSCALE_FACTOR_MIN")), Issue2(Number("CSCALE_FACTOR")), Issue2(Number("CSCALE_FACTOR_MAX")),
        Issue2(Text("SCREENING_DATA_SOURCE")), Issue2(Numbers("DCP_SENSITIVITY_VECTOR_POSITION", "m")), Issue2(Numbers("DCP_SENSITIVITY_VECTOR_VELOCITY", "m/s")),
    ];

    private static readonly Dictionary<CdmSection, CdmKeyword[]> Tables = MakeTables();
    private static readonly ILookup<string, CdmKeyword> ByName = Tables.Values.SelectMany(table => table).ToLookup(keyword => keyword.Name, StringComparer.Ordinal);

    /// <summary>The sections of an object, in their order.</summary>
    public static CdmSection[] ObjectSections { get; } = [.. Enum.GetValues<CdmSection>().Where(section => section >= CdmSection.Metadata)];

    /// <summary>The keywords of a section in the order of the standard.</summary>
    public static IReadOnlyList<CdmKeyword> Of(CdmSection section) => Tables.TryGetValue(section, out var table) ? table : [];

    /// <summary>
    /// The keyword of a name; null where the standard has none. Names that both covariance matrices have (<c>CDRG_DRG</c>) are those of the matrix that is being read.
    /// </summary>
    public static CdmKeyword? Find(string name, CdmSection covariance)
    {
        CdmKeyword? found = null;
        foreach (var keyword in ByName[name])
        {
            found = found is null || keyword.Section == covariance ? keyword : found;
        }

        return found;
    }

    /// <summary>The keyword of a section; null where it has none of that name.</summary>
    public static CdmKeyword? FindIn(CdmSection section, string name) => ByName[name].FirstOrDefault(keyword => keyword.Section == section);

    /// <summary>Whether a name stands in one section only, so that it tells which matrix is being read.</summary>
    public static bool IsUnique(string name) => ByName[name].Take(2).Count() == 1;

    private static Dictionary<CdmSection, CdmKeyword[]> MakeTables()
    {
        CdmKeyword[] eigenvectors = [Issue2(Numbers("CSIG3EIGVEC3"))];
        var tables = new Dictionary<CdmSection, CdmKeyword[]>
        {
            [CdmSection.Header] = Header,
            [CdmSection.Relative] = Relative,
            [CdmSection.Metadata] = Metadata,
            [CdmSection.OdParameters] = OdParameters,
            [CdmSection.AdditionalParameters] = AdditionalParameters,
            [CdmSection.StateVector] = State,
            [CdmSection.Covariance] = CdmCovarianceKeywords.Rtn,
            [CdmSection.XyzCovariance] = CdmCovarianceKeywords.Xyz,
            [CdmSection.EigenvectorCovariance] = eigenvectors,
            [CdmSection.AdditionalCovariance] = AdditionalCovariance,
        };
        foreach (var (section, table) in tables)
        {
            for (var i = 0; i < table.Length; i++)
            {
                table[i] = table[i] with { Section = section, Rank = ((int)section * 1000) + i };
            }
        }

        return tables;
    }

    // Sections and ranks are those of the table that holds the keyword: MakeTables gives them.
    private static CdmKeyword Text(string name) => new(name, default, CdmValueKind.Text, "");

    private static CdmKeyword Time(string name) => new(name, default, CdmValueKind.Time, "");

    private static CdmKeyword Number(string name, string unit = "") => new(name, default, CdmValueKind.Number, unit);

    private static CdmKeyword Numbers(string name, string unit = "") => new(name, default, CdmValueKind.Numbers, unit);

    private static CdmKeyword Mandatory(CdmKeyword keyword) => keyword with { IsMandatory = true };

    private static CdmKeyword Issue2(CdmKeyword keyword) => keyword with { IsOfIssue2 = true };
}
