using Ssa.Messages;
using Ssa.Propagation;

namespace Ssa.Assessment;

/// <summary>
/// A close approach as a conjunction data message (CCSDS 508.0-B-1). Comments say what its numbers rest on: public element sets, where covariances and radii come from, and how the velocities' covariances were derived.
/// </summary>
public static class ConjunctionMessage
{
    /// <summary>Makes the message: a function of its parts alone.</summary>
    /// <param name="parts">What it says.</param>
    /// <exception cref="ArgumentException">The row is no local minimum.</exception>
    public static CdmMessage Of(ConjunctionMessageParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Approach.Kind != Screening.CloseApproachKind.Minimum)
        {
            throw new ArgumentException("A message is made of a local minimum; at an edge of the window there is no closest approach.", nameof(parts));
        }

        var message = new CdmMessage();
        FillHeader(message.Header, parts);
        ConjunctionMessageRelative.Fill(message.Relative, parts);
        ConjunctionMessageObject.Fill(message.Object1, parts.First, parts.Approach.Tca, parts.Encounter.First);
        ConjunctionMessageObject.Fill(message.Object2, parts.Second, parts.Approach.Tca, parts.Encounter.Second);
        return message;
    }

    private static void FillHeader(CdmBlock header, ConjunctionMessageParts parts)
    {
        header.Comments.Add($"SCREENING WITH SGP4 (WGS-72, MODE {(parts.Settings.Sgp4Mode == Sgp4Mode.Improved ? "improved" : "afspc")}). WHERE TO LOOK, NO GROUND FOR A MANOEUVRE:");
        header.Comments.Add("PUBLIC ELEMENT SETS ERR BY A KILOMETRE AND MORE, AND CARRY NO COVARIANCE");
        header.Set("CREATION_DATE", parts.Created);
        header.Set("ORIGINATOR", "SSA");
        header.Set("MESSAGE_ID", parts.MessageId);
    }
}
