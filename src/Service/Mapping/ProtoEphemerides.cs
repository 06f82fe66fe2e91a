using Ssa.Store;

namespace Ssa.Service.Mapping;

/// <summary>Ephemerides as messages.</summary>
internal static class ProtoEphemerides
{
    public static V1.Ephemeris Of(StoredEphemeris stored)
    {
        var contents = stored.Contents;
        var message = new V1.Ephemeris
        {
            Name = ResourceName.OfEphemeris(stored.Id),
            Title = stored.Name,
            ObjectName = contents.ObjectName,
            ObjectId = contents.ObjectId,
            Frame = contents.Frame,
            FirstTime = ProtoTime.Of(contents.Start),
            LastTime = ProtoTime.Of(contents.Stop),
            StateCount = contents.StateCount,
            Interpolation = contents.Interpolation,
            Participant = stored.Participant,
            Visibility = stored.IsPrivate ? V1.EphemerisVisibility.Private : V1.EphemerisVisibility.Public,
            ImportTime = ProtoTime.Of(stored.ImportTime),
            ContentSha256 = stored.Sha256,
            ContentSize = stored.ByteCount,
        };

        // Absent, not zero, where not known.
        if (contents.Number is { } number)
        {
            message.CatalogNumber = number.Value;
        }

        return message;
    }
}
