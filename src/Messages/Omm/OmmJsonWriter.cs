using System.Text.Encodings.Web;
using System.Text.Json;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Writes element sets as OMM in JSON: an array, one object a line, with the keywords and the order of CelesTrak's JSON. Every digit is kept, as
/// in <see cref="OmmCsvWriter"/>.
/// </summary>
public static class OmmJsonWriter
{
    /// <summary>Writes the array, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="sets">The element sets.</param>
    public static void Write(TextWriter to, IEnumerable<MeanElements> sets)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(sets);
        var isFirst = true;
        foreach (var set in sets)
        {
            to.Write(isFirst ? "[\n" : ",\n");
            isFirst = false;
            to.Write(string.Create(
                OmmText.Culture,
                $$"""
                {"OBJECT_NAME":{{Quote(set.Name)}},"OBJECT_ID":{{Quote(set.ObjectId)}},"EPOCH":"{{OmmText.Epoch(set.Epoch)}}","MEAN_MOTION":{{set.MeanMotionRevPerDay}}
                """));
            to.Write(string.Create(
                OmmText.Culture,
                $$"""
                ,"ECCENTRICITY":{{set.Eccentricity}},"INCLINATION":{{set.InclinationDeg}},"RA_OF_ASC_NODE":{{set.RightAscensionDeg}}
                """));
            to.Write(string.Create(
                OmmText.Culture,
                $$"""
                ,"ARG_OF_PERICENTER":{{set.ArgumentOfPerigeeDeg}},"MEAN_ANOMALY":{{set.MeanAnomalyDeg}},"EPHEMERIS_TYPE":0,"CLASSIFICATION_TYPE":"{{set.Classification}}"
                """));
            to.Write(string.Create(
                OmmText.Culture,
                $$"""
                ,"NORAD_CAT_ID":{{set.Number.Value}},"ELEMENT_SET_NO":{{set.ElementSetNumber}},"REV_AT_EPOCH":{{set.RevolutionAtEpoch}}
                """));
            to.Write(string.Create(
                OmmText.Culture,
                $$"""
                ,"BSTAR":{{set.BStarPerEarthRadius}},"MEAN_MOTION_DOT":{{set.MeanMotionDotRevPerDay2}},"MEAN_MOTION_DDOT":{{set.MeanMotionDdotRevPerDay3}}}
                """));
        }

        to.Write(isFirst ? "[]\n" : "\n]\n");
    }

    // The relaxed encoder leaves readable what JSON allows; it is not meant to be put into HTML.
    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
