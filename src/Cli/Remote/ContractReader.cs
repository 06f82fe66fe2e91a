using Ssa.Catalog;
using Ssa.Cli.Terminal;
using Ssa.Client;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Cli.Remote;

/// <summary>What a service answers, in the terms of this program.</summary>
internal static class ContractReader
{
    private static readonly Dictionary<string, PropagationStatus> Statuses = Enum.GetValues<PropagationStatus>().ToDictionary(PropagationStatusText.Of);
    private static readonly Dictionary<string, SetAsideReason> Reasons = Enum.GetValues<SetAsideReason>().ToDictionary(SetAsideRecord.TextOf);

    public static MeanElements Of(V1.ElementSet set) => new()
    {
        Number = new CatalogNumber(set.CatalogNumber),
        Name = set.ObjectName,
        ObjectId = set.InternationalDesignator,
        Classification = set.Classification is [var letter, ..] ? letter : 'U',
        Epoch = set.Epoch.ToInstant(),
        MeanMotionRevPerDay = set.MeanMotionRevPerDay,
        Eccentricity = set.Eccentricity,
        InclinationDeg = set.InclinationDeg,
        RightAscensionDeg = set.RaanDeg,
        ArgumentOfPerigeeDeg = set.ArgumentOfPerigeeDeg,
        MeanAnomalyDeg = set.MeanAnomalyDeg,
        BStarPerEarthRadius = set.BstarPerEarthRadius,
        MeanMotionDotRevPerDay2 = set.MeanMotionDotRevPerDay2,
        MeanMotionDdotRevPerDay3 = set.MeanMotionDdotRevPerDay3,
        ElementSetNumber = set.ElementSetNumber,
        RevolutionAtEpoch = set.RevolutionAtEpoch,
    };

    public static KeyValuePair<CatalogNumber, SatcatEntry> Of(V1.SatcatRecord record) => new(
        new CatalogNumber(record.CatalogNumber),
        new SatcatEntry(
            record.Owner,
            record.ObjectType switch
            {
                V1.ObjectType.Payload => ObjectType.Payload,
                V1.ObjectType.RocketBody => ObjectType.RocketBody,
                V1.ObjectType.Debris => ObjectType.Debris,
                _ => ObjectType.Unknown,
            },
            record.OperationalStatus,
            record.HasRadarCrossSectionM2 ? record.RadarCrossSectionM2 : null));

    public static CatalogueFile Of(V1.CatalogFile file) => new(file.Name, file.Format, file.SizeBytes, file.Sha256, file.RecordCount, file.AcceptedCount);

    /// <summary>A record that was set aside; a reason that this program does not know yet counts as one of the whole field.</summary>
    public static SetAsideRecord Of(V1.SetAsideRecord record) =>
        new(record.File, record.HasLine ? record.Line : 0, record.Field, Reasons.GetValueOrDefault(record.Reason, SetAsideReason.Field), record.Message, record.Remedy);

    /// <summary>A snapshot's passport.</summary>
    public static CataloguePassport Of(V1.CatalogReport report) => new()
    {
        Files = [.. report.Files.Select(Of)],
        Records = report.RecordCount,
        Accepted = report.AcceptedCount,
        Objects = report.ObjectCount,
        Duplicates = report.DuplicateCount,
        SetAside = [.. report.SetAside.Select(Of)],
        Reasons = [.. Enum.GetValues<SetAsideReason>().Where(reason => report.SetAsideCounts.ContainsKey(SetAsideRecord.TextOf(reason))).Select(reason => KeyValuePair.Create(reason, report.SetAsideCounts[SetAsideRecord.TextOf(reason)]))],
        Regimes = [.. Enum.GetValues<OrbitRegime>().Select(regime => KeyValuePair.Create(regime, report.RegimeCounts.GetValueOrDefault(OrbitRegimes.TextOf(regime))))],
        OldestEpoch = report.OldestEpoch?.ToInstant(),
        NewestEpoch = report.NewestEpoch?.ToInstant(),
    };

    /// <summary>A row, its objects by their places among those that were screened.</summary>
    public static CloseApproach Of(V1.Conjunction row, int first, int second) => new()
    {
        First = first,
        Second = second,
        Kind = row.Kind switch
        {
            V1.ConjunctionKind.WindowStart => CloseApproachKind.WindowStart,
            V1.ConjunctionKind.WindowEnd => CloseApproachKind.WindowEnd,
            V1.ConjunctionKind.StateStart => CloseApproachKind.StateStart,
            V1.ConjunctionKind.StateEnd => CloseApproachKind.StateEnd,
            _ => CloseApproachKind.Minimum,
        },
        Tca = row.Tca.ToInstant(),
        RangeKm = row.MissDistanceKm,
        RelativeSpeedKmPerS = row.RelativeSpeedKmS,
        RadialKm = row.RelativePositionRtnKm.X,
        TransverseKm = row.RelativePositionRtnKm.Y,
        NormalKm = row.RelativePositionRtnKm.Z,
        Start = row.StartTime?.ToInstant(),
        Stop = row.StopTime?.ToInstant(),
        VolumeTime = row.VolumeTime?.ToInstant(),
    };

    /// <summary>A refusal of the object of a place.</summary>
    /// <exception cref="CommandFailure">The service gives a reason of a newer version.</exception>
    public static StateRefusal Of(V1.RefusedObject refused, int index) => Statuses.TryGetValue(refused.Error, out var status)
        ? new StateRefusal(index, status, refused.FirstTime.ToInstant(), refused.IsWholeWindow)
        : throw new CommandFailure($"The service refuses object {refused.CatalogNumber} for '{refused.Error}', which this program does not know; use the same version for both");
}
