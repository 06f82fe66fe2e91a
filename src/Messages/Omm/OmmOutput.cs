using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>What writers of keyword-value notation and XML write of an element set: keywords in the order of CCSDS 502.0-B-3 tables 4-2 and 4-3, every digit kept.</summary>
internal static class OmmOutput
{
    public const string VersionKeyword = "CCSDS_OMM_VERS";
    public const string Version = "2.0";

    /// <summary>The metadata.</summary>
    public static IEnumerable<(string Keyword, string Value)> MetadataOf(MeanElements set) =>
    [
        ("OBJECT_NAME", Words(set.Name)), ("OBJECT_ID", Words(set.ObjectId)), ("CENTER_NAME", "EARTH"), ("REF_FRAME", "TEME"), ("TIME_SYSTEM", "UTC"), ("MEAN_ELEMENT_THEORY", "SGP4"),
    ];

    /// <summary>The mean elements.</summary>
    public static IEnumerable<(string Keyword, string Value)> ElementsOf(MeanElements set) =>
    [
        ("EPOCH", OmmText.Epoch(set.Epoch)), ("MEAN_MOTION", MessageText.Number(set.MeanMotionRevPerDay)), ("ECCENTRICITY", MessageText.Number(set.Eccentricity)),
        ("INCLINATION", MessageText.Number(set.InclinationDeg)), ("RA_OF_ASC_NODE", MessageText.Number(set.RightAscensionDeg)), ("ARG_OF_PERICENTER", MessageText.Number(set.ArgumentOfPerigeeDeg)),
        ("MEAN_ANOMALY", MessageText.Number(set.MeanAnomalyDeg)),
    ];

    /// <summary>What only SGP4's element sets have.</summary>
    public static IEnumerable<(string Keyword, string Value)> TleParametersOf(MeanElements set) =>
    [
        ("EPHEMERIS_TYPE", "0"), ("CLASSIFICATION_TYPE", set.Classification.ToString()), ("NORAD_CAT_ID", set.Number.ToString()), ("ELEMENT_SET_NO", Whole(set.ElementSetNumber)),
        ("REV_AT_EPOCH", Whole(set.RevolutionAtEpoch)), ("BSTAR", MessageText.Number(set.BStarPerEarthRadius)), ("MEAN_MOTION_DOT", MessageText.Number(set.MeanMotionDotRevPerDay2)),
        ("MEAN_MOTION_DDOT", MessageText.Number(set.MeanMotionDdotRevPerDay3)),
    ];

    /// <summary>The unit of a keyword, empty where it has none.</summary>
    public static string UnitOf(string keyword) => OmmKeywords.TryFind(System.Text.Encoding.ASCII.GetBytes(keyword), out var found) ? OmmKeywords.UnitOf(found) : "";

    // The standard's word for what is not known.
    private static string Words(string text) => text.Length == 0 ? "UNKNOWN" : MessageText.Cleaned(text);

    private static string Whole(int number) => number.ToString(OmmText.Culture);
}
