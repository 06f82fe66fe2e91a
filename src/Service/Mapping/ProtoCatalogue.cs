using System.Text.Json;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Store;

namespace Ssa.Service.Mapping;

/// <summary>Objects and element sets as messages.</summary>
internal static class ProtoCatalogue
{
    private const int MostSetAside = 1000;

    public static V1.ElementSet Of(StoredElementSet stored)
    {
        var e = stored.Elements;
        return new V1.ElementSet
        {
            CatalogNumber = e.Number.Value,
            InternationalDesignator = e.ObjectId,
            ObjectName = e.Name,
            Epoch = ProtoTime.Of(e.Epoch),
            MeanMotionRevPerDay = e.MeanMotionRevPerDay,
            Eccentricity = e.Eccentricity,
            InclinationDeg = e.InclinationDeg,
            RaanDeg = e.RightAscensionDeg,
            ArgumentOfPerigeeDeg = e.ArgumentOfPerigeeDeg,
            MeanAnomalyDeg = e.MeanAnomalyDeg,
            BstarPerEarthRadius = e.BStarPerEarthRadius,
            ImportTime = ProtoTime.Of(stored.ImportTime),
            MeanMotionDotRevPerDay2 = e.MeanMotionDotRevPerDay2,
            MeanMotionDdotRevPerDay3 = e.MeanMotionDdotRevPerDay3,
            ElementSetNumber = e.ElementSetNumber,
            RevolutionAtEpoch = e.RevolutionAtEpoch,
            Classification = e.Classification.ToString(),
        };
    }

    public static V1.SatcatRecord Of(CatalogNumber number, SatcatEntry entry)
    {
        var record = new V1.SatcatRecord { CatalogNumber = number.Value, Owner = entry.Owner, ObjectType = Of(entry.Type), OperationalStatus = entry.Status };
        if (entry.RcsM2 is { } area)
        {
            record.RadarCrossSectionM2 = area;
        }

        return record;
    }

    public static V1.SpaceObject Of(StoredElementSet stored, SatcatEntry? entry)
    {
        var e = stored.Elements;
        var size = OrbitSize.Of(e);
        return new V1.SpaceObject
        {
            CatalogNumber = e.Number.Value,
            ObjectName = e.Name,
            InternationalDesignator = e.ObjectId,
            Owner = entry?.Owner ?? "",
            ObjectType = Of(entry?.Type ?? ObjectType.Unknown),
            ElementSet = Of(stored),
            PeriodMinutes = size.PeriodMinutes,
            ApogeeHeightKm = size.ApogeeHeightKm,
            PerigeeHeightKm = size.PerigeeHeightKm,
        };
    }

    public static V1.ObjectType Of(ObjectType type) => type switch
    {
        ObjectType.Payload => V1.ObjectType.Payload,
        ObjectType.RocketBody => V1.ObjectType.RocketBody,
        ObjectType.Debris => V1.ObjectType.Debris,
        _ => V1.ObjectType.Unspecified,
    };

    /// <summary>A snapshot's passport.</summary>
    public static V1.CatalogReport Of(Snapshot snapshot)
    {
        using var document = JsonDocument.Parse(snapshot.PassportJson);
        var passport = document.RootElement;
        var report = new V1.CatalogReport
        {
            Snapshot = ResourceName.OfSnapshot(snapshot.Id),
            Source = snapshot.Source,
            ImportTime = ProtoTime.Of(snapshot.ImportTime),
            ContentSha256 = snapshot.Sha256,
            RecordCount = passport.GetProperty("records").GetInt32(),
            AcceptedCount = passport.GetProperty("accepted").GetInt32(),
            NewElementSetCount = (int)snapshot.NewElementSets,
            ObjectCount = passport.GetProperty("objects").GetInt32(),
            DuplicateCount = passport.GetProperty("duplicates").GetInt32(),
            OldestEpoch = EpochOf("epoch_oldest"),
            NewestEpoch = EpochOf("epoch_newest"),
            Mode = snapshot.Mode switch
            {
                ImportMode.Replace => V1.ImportMode.Replace,
                ImportMode.Add => V1.ImportMode.Add,
                _ => V1.ImportMode.Unspecified,
            },
        };
        foreach (var file in passport.GetProperty("files").EnumerateArray())
        {
            report.Files.Add(new V1.CatalogFile
            {
                Name = file.GetProperty("name").GetString(),
                Format = file.GetProperty("format").GetString(),
                SizeBytes = file.GetProperty("bytes").GetInt64(),
                Sha256 = file.GetProperty("sha256").GetString(),
                RecordCount = file.GetProperty("records").GetInt32(),
                AcceptedCount = file.GetProperty("accepted").GetInt32(),
            });
        }

        foreach (var regime in passport.GetProperty("regimes").EnumerateObject())
        {
            report.RegimeCounts[regime.Name] = regime.Value.GetInt32();
        }

        foreach (var reason in passport.GetProperty("reasons").EnumerateObject())
        {
            report.SetAsideCounts[reason.Name] = reason.Value.GetInt32();
        }

        foreach (var record in passport.GetProperty("set_aside").EnumerateArray().Take(MostSetAside))
        {
            var one = new V1.SetAsideRecord
            {
                File = record.GetProperty("file").GetString(),
                Field = record.GetProperty("field").GetString(),
                Reason = record.GetProperty("reason").GetString(),
                Remedy = record.GetProperty("remedy").GetString(),
                Message = record.GetProperty("message").GetString(),
            };
            if (record.GetProperty("line").GetInt32() is > 0 and var line)
            {
                one.Line = line;
            }

            report.SetAside.Add(one);
        }

        return report;

        Google.Protobuf.WellKnownTypes.Timestamp? EpochOf(string key) =>
            passport.GetProperty(key).GetString() is { } text ? ProtoTime.Of(NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value) : null;
    }
}
