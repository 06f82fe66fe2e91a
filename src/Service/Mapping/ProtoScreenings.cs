using Ssa.Propagation;
using Ssa.Screening;
using Ssa.Store;

namespace Ssa.Service.Mapping;

/// <summary>Screenings and conjunctions as messages.</summary>
internal static class ProtoScreenings
{
    public static V1.Screening Of(ScreeningRecord screening) => new()
    {
        Name = ResourceName.OfScreening(screening.Id),
        RequestId = screening.RequestId ?? "",
        Settings = V1.ScreeningSettings.Parser.ParseJson(screening.SettingsJson),
        SettingsSha256 = screening.SettingsSha256,
        State = (V1.ScreeningState)(int)screening.State,
        ErrorMessage = screening.Error,
        Progress = screening.Progress,
        ConjunctionCount = screening.ConjunctionCount,
        CompleteUntil = ProtoTime.Of(screening.CompleteUntil),
        ObjectCount = (int)screening.ObjectCount,
        RefusedCount = (int)screening.RefusedCount,
        ExcludedPairCount = screening.ExcludedCount,
        CreateTime = ProtoTime.Of(screening.CreateTime),
        RunTime = ProtoTime.Of(screening.RunTime),
        EndTime = ProtoTime.Of(screening.EndTime),
        ResumeCount = (int)screening.ResumeCount,
        Participant = screening.Participant,
        IsPrivate = screening.IsPrivate,
        ExcludedPairCounts = { screening.ExcludedPairs },
    };

    public static V1.RefusedObject Of(StateRefusal refusal, IReadOnlyList<StoredObject> objects) => new()
    {
        CatalogNumber = objects[refusal.ObjectIndex].Number?.Value ?? 0,
        ObjectName = objects[refusal.ObjectIndex].Name,
        Error = PropagationStatusText.Of(refusal.Status),
        FirstTime = ProtoTime.Of(refusal.First),
        IsWholeWindow = refusal.WholeWindow,
    };

    public static V1.Conjunction Of(long screening, long number, StoredConjunction row, IReadOnlyList<StoredObject> objects)
    {
        var conjunction = new V1.Conjunction
        {
            Name = ResourceName.OfConjunction(screening, number),
            Kind = Of(row.Kind),
            First = Of(objects[row.First]),
            Second = Of(objects[row.Second]),
            Tca = Of(row.TcaUs),
            MissDistanceKm = row.MissKm,
            RelativeSpeedKmS = row.SpeedKmPerS,
            RelativePositionRtnKm = new V1.Vector3 { X = row.RadialKm, Y = row.TransverseKm, Z = row.NormalKm },
            StartTime = row.StartUs is { } start ? Of(start) : null,
            StopTime = row.StopUs is { } stop ? Of(stop) : null,
            VolumeTime = row.VolumeUs is { } volume ? Of(volume) : null,
            Risk = Of(row.Risk),
        };
        return conjunction;
    }

    public static V1.ConjunctionKind Of(CloseApproachKind kind) => (V1.ConjunctionKind)((int)kind + 1);

    private static V1.ConjunctionRisk Of(StoredRisk risk)
    {
        var message = new V1.ConjunctionRisk
        {
            CovarianceSource = risk.CovarianceSource ?? "",
            HardBodyRadiusSource = risk.HardBodyRadiusSource ?? "",
            Reason = risk.Reason ?? "",
        };

        // Absent, not zero, where not known.
        if (risk.MaxProbability is { } most)
        {
            message.MaxProbability = most;
        }

        if (risk.DilutionSigmaKm is { } sigma)
        {
            message.DilutionSigmaKm = sigma;
        }

        if (risk.Pc is { } pc)
        {
            message.Pc = pc;
        }

        if (risk.PcLow is { } low)
        {
            message.PcLow = low;
        }

        if (risk.PcHigh is { } high)
        {
            message.PcHigh = high;
        }

        if (risk.HardBodyRadiusM is { } radius)
        {
            message.HardBodyRadiusM = radius;
        }

        return message;
    }

    private static V1.ConjunctionObject Of(StoredObject one)
    {
        var message = new V1.ConjunctionObject
        {
            ObjectName = one.Name,
            Owner = one.Owner,
            ObjectType = ProtoCatalogue.Of(one.Type),
            Epoch = ProtoTime.Of(one.Set?.Elements.Epoch),
            Ephemeris = one.Ephemeris is { } ephemeris ? ResourceName.OfEphemeris(ephemeris.Id) : "",
        };
        if (one.Number is { } number)
        {
            message.CatalogNumber = number.Value;
        }

        return message;
    }

    private static Google.Protobuf.WellKnownTypes.Timestamp Of(long microseconds) => ProtoTime.Of(NodaTime.NodaConstants.UnixEpoch + NodaTime.Duration.FromTicks(10 * microseconds));
}
