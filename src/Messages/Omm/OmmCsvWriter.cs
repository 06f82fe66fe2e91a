using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Writes element sets as OMM in CSV, in CelesTrak's order of columns. Every digit is kept: numbers stand in the shortest form that reads back
/// to the same double, epochs with six decimals of a second, nine where the epoch has them.
/// </summary>
public static class OmmCsvWriter
{
    /// <summary>The header line: the OMM keywords of the columns.</summary>
    public const string Header =
        "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,"
        + "CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT";

    /// <summary>Writes the header and one line for each element set, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="sets">The element sets.</param>
    public static void Write(TextWriter to, IEnumerable<MeanElements> sets)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(sets);
        to.Write(Header);
        to.Write('\n');
        foreach (var set in sets)
        {
            var name = OmmText.Quote(set.Name);
            var id = OmmText.Quote(set.ObjectId);
            to.Write(string.Create(
                OmmText.Culture,
                $"{name},{id},{OmmText.Epoch(set.Epoch)},{set.MeanMotionRevPerDay},{set.Eccentricity},{set.InclinationDeg},{set.RightAscensionDeg},{set.ArgumentOfPerigeeDeg},{set.MeanAnomalyDeg},"));
            to.Write(string.Create(
                OmmText.Culture,
                $"0,{set.Classification},{set.Number.Value},{set.ElementSetNumber},{set.RevolutionAtEpoch},{set.BStarPerEarthRadius},{set.MeanMotionDotRevPerDay2},{set.MeanMotionDdotRevPerDay3}\n"));
        }
    }
}
