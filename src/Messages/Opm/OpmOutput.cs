using NodaTime;

namespace Ssa.Messages;

/// <summary>What writers of both notations write: sections with their comments and fields, in the order of the standard.</summary>
internal static class OpmOutput
{
    /// <summary>The version that is written: issue 3 of the standard.</summary>
    public const string Version = "3.0";

    private static readonly string[] StateNames = ["X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"];

    /// <summary>A section.</summary>
    /// <param name="Element">The element of XML that holds it.</param>
    /// <param name="Comments">Its comments.</param>
    /// <param name="Fields">Its keywords and values, units by <see cref="OpmKeywords"/>.</param>
    public readonly record struct Section(string Element, IEnumerable<string> Comments, IReadOnlyList<(string Keyword, string Value)> Fields);

    /// <summary>The header.</summary>
    public static Section HeaderOf(OpmMessage message)
    {
        var header = message.Header;
        return Make("header", header.Comments, ("CLASSIFICATION", Optional(header.Classification)), ("CREATION_DATE", Time(header.CreationDate) ?? ""), ("ORIGINATOR", header.Originator), ("MESSAGE_ID", Optional(header.MessageId)));
    }

    /// <summary>The metadata.</summary>
    public static Section MetadataOf(OpmMessage message)
    {
        var metadata = message.Metadata;
        return Make(
            "metadata", metadata.Comments, ("OBJECT_NAME", metadata.ObjectName), ("OBJECT_ID", metadata.ObjectId), ("CENTER_NAME", metadata.CenterName), ("REF_FRAME", metadata.ReferenceFrame),
            ("REF_FRAME_EPOCH", Time(metadata.ReferenceFrameEpoch)), ("TIME_SYSTEM", metadata.TimeSystem));
    }

    /// <summary>The sections of the data, user-defined parameters apart.</summary>
    public static IEnumerable<Section> DataOf(OpmMessage message)
    {
        var (r, v) = (message.State.PositionKm, message.State.VelocityKmPerS);
        yield return Make(
            "stateVector", message.State.Comments, [("EPOCH", MessageText.Time(message.State.Epoch)), .. StateNames.Zip([r.X, r.Y, r.Z, v.X, v.Y, v.Z], (name, value) => (name, Number(value)))]);
        if (message.Keplerian is { } elements)
        {
            yield return Make(
                "keplerianElements", elements.Comments, ("SEMI_MAJOR_AXIS", Number(elements.SemiMajorAxisKm)), ("ECCENTRICITY", Number(elements.Eccentricity)), ("INCLINATION", Number(elements.InclinationDeg)),
                ("RA_OF_ASC_NODE", Number(elements.RightAscensionDeg)), ("ARG_OF_PERICENTER", Number(elements.ArgumentOfPericentreDeg)),
                (elements.IsMeanAnomaly ? "MEAN_ANOMALY" : "TRUE_ANOMALY", Number(elements.AnomalyDeg)), ("GM", Number(elements.GravityKm3PerS2)));
        }

        if (message.Spacecraft is { } spacecraft)
        {
            yield return Make(
                "spacecraftParameters", spacecraft.Comments, ("MASS", Number(spacecraft.MassKg)), ("SOLAR_RAD_AREA", Number(spacecraft.SolarRadiationAreaM2)),
                ("SOLAR_RAD_COEFF", Number(spacecraft.SolarRadiationCoefficient)), ("DRAG_AREA", Number(spacecraft.DragAreaM2)), ("DRAG_COEFF", Number(spacecraft.DragCoefficient)));
        }

        if (message.Covariance is { } covariance)
        {
            yield return Make(
                "covarianceMatrix", covariance.Comments,
                [("COV_REF_FRAME", Optional(covariance.ReferenceFrame)), .. OemKeywords.Covariance.SelectMany(row => row).Zip(covariance.LowerTriangle, (name, value) => (name, Number(value)))]);
        }

        foreach (var manoeuvre in message.Manoeuvres)
        {
            var dv = manoeuvre.VelocityIncrementKmPerS;
            yield return Make(
                "maneuverParameters", manoeuvre.Comments, ("MAN_EPOCH_IGNITION", MessageText.Time(manoeuvre.Ignition)), ("MAN_DURATION", Number(manoeuvre.DurationSeconds)),
                ("MAN_DELTA_MASS", Number(manoeuvre.DeltaMassKg)), ("MAN_REF_FRAME", manoeuvre.ReferenceFrame), ("MAN_DV_1", Number(dv.X)), ("MAN_DV_2", Number(dv.Y)), ("MAN_DV_3", Number(dv.Z)));
        }
    }

    /// <summary>The user-defined parameters; null where there are none.</summary>
    public static Section? UserDefinedOf(OpmMessage message) => message.UserDefined.Parameters.Count == 0
        ? null
        : new Section("userDefinedParameters", Clean(message.UserDefined.Comments), [.. message.UserDefined.Parameters.Select(parameter => (parameter.Key, Clean(parameter.Value)))]);

    private static Section Make(string element, IReadOnlyList<string> comments, params (string Keyword, string? Value)[] fields) =>
        new(element, Clean(comments), [.. fields.Where(field => field.Value is not null).Select(field => (field.Keyword, Clean(field.Value!)))]);

    private static IEnumerable<string> Clean(IReadOnlyList<string> comments) => comments.Select(Clean);

    private static string Clean(string text) => MessageText.Cleaned(text);

    private static string? Optional(string text) => text.Length == 0 ? null : text;

    private static string? Time(Instant? time) => time is { } known ? MessageText.Time(known) : null;

    // Without a number there is nothing to write: neither notation has one that is not finite.
    private static string? Number(double? value) => value is { } known && double.IsFinite(known) ? MessageText.Number(known) : null;
}
