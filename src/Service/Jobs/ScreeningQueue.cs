using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Service.Hosting;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Takes in requests for screenings: checks them whole, fills in what they leave open, and queues them.</summary>
internal sealed class ScreeningQueue(SsaStore store, ServiceSettings settings, ScreeningNews news, IClock clock)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Queues a screening, or finds the one that the request has made before.</summary>
    /// <exception cref="Grpc.Core.RpcException">A field is wrong, the catalogue is empty, the queue is full, or the request's name stands for other settings.</exception>
    public ScreeningRecord Add(V1.CreateScreeningRequest request)
    {
        var id = request.RequestId;
        RequireRequestId(id);
        var asked = request.Settings ?? new V1.ScreeningSettings();
        var prepared = Prepare(asked);
        if (id.Length == 0 && store.Screenings.CountOpen() >= settings.MostOpenScreenings)
        {
            throw Refusal.Exhausted("screenings", $"{settings.MostOpenScreenings} screenings wait or run; try again when some have ended", RetryAfter);
        }

        var (screening, isNew) = store.Screenings.Create(
            id.Length == 0 ? null : id, prepared.SettingsJson, prepared.SettingsSha256, prepared.SnapshotId, prepared.Objects, clock.GetCurrentInstant(), Activity.Current?.Id);
        if (isNew)
        {
            news.TellQueued();
            return screening;
        }

        return IsSame(V1.ScreeningSettings.Parser.ParseJson(screening.SettingsJson), asked)
            ? screening
            : throw Refusal.AlreadyExists("Screening", ResourceName.OfScreening(screening.Id), $"request_id '{id}' has made {ResourceName.OfScreening(screening.Id)} with other settings; use another request_id");
    }

    /// <summary>Checks the name of a request.</summary>
    /// <exception cref="Grpc.Core.RpcException">It is too long, or has other characters.</exception>
    public static void RequireRequestId(string id)
    {
        if (id.Length > 100 || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')))
        {
            throw Refusal.Field("request_id", "it has at most 100 characters of a-z, A-Z, 0-9, . _ -");
        }
    }

    /// <summary>Checks settings against the catalogue as it is, and fills in what they leave open.</summary>
    /// <exception cref="Grpc.Core.RpcException">A field is wrong, or the catalogue is empty.</exception>
    public NewScreening Prepare(V1.ScreeningSettings asked)
    {
        var snapshot = SnapshotOf(asked.Snapshot);
        var sets = store.Catalogue.ElementSetsOf(snapshot.Id);
        var elements = sets.Select(set => set.Elements).ToArray();
        var start = ProtoTime.Read(asked.StartTime, "settings.start_time") ?? EpochRule.Of(elements);
        var maxAge = ProtoTime.Read(asked.MaxAge, "settings.max_age");
        if (maxAge < Duration.Zero)
        {
            throw Refusal.Field("settings.max_age", "it is 0 or more");
        }

        var engine = SettingsReader.ToEngine(asked, start, settings.MostEvents);
        var selection = CatalogueSelection.Choose(elements, start, maxAge);
        if (selection.Objects.Count == 0)
        {
            throw Refusal.Field("settings.max_age", $"every one of the {selection.TooOld} objects has an element set further than that from the start");
        }

        var satcat = store.Catalogue.Satcat();
        var known = satcat.Count == 0 ? null : satcat;
        _ = SettingsReader.Pairs(asked, selection.Objects, known);
        _ = SettingsReader.Exclusions(asked, selection.Objects, known);

        // What was left open is filled in, so that the settings alone say what was screened.
        var full = asked.Clone();
        full.StartTime = ProtoTime.Of(start);
        full.Duration = ProtoTime.Of(engine.Duration);
        full.Sgp4Mode = engine.Sgp4Mode == Sgp4Mode.Improved ? V1.Sgp4Mode.Improved : V1.Sgp4Mode.Afspc;
        full.MaxEvents = engine.MaxEvents;
        full.Snapshot = ResourceName.OfSnapshot(snapshot.Id);
        if (full.RegionCase == V1.ScreeningSettings.RegionOneofCase.None)
        {
            full.ThresholdKm = engine.ThresholdKm;
        }

        var json = JsonFormatter.Default.Format(full);
        var ids = sets.ToDictionary<StoredElementSet, MeanElements, long>(set => set.Elements, set => set.Id, ReferenceEqualityComparer.Instance);
        var objects = selection.Objects
            .Select(one => satcat.Find(one.Number) is { } entry ? new ScreeningObject(ids[one], entry.Owner, entry.Type) : new ScreeningObject(ids[one], "", ObjectType.Unknown))
            .ToArray();
        return new NewScreening(json, HashOf(json, objects), snapshot.Id, objects);
    }

    /// <summary>Whether a request asks for what a screening was made with: what it leaves open counts as the same.</summary>
    private static bool IsSame(V1.ScreeningSettings made, V1.ScreeningSettings asked)
    {
        var full = asked.Clone();
        full.StartTime ??= made.StartTime;
        full.Duration ??= made.Duration;
        full.Sgp4Mode = full.Sgp4Mode == V1.Sgp4Mode.Unspecified ? V1.Sgp4Mode.Afspc : full.Sgp4Mode;
        full.MaxEvents = full.MaxEvents == 0 ? made.MaxEvents : full.MaxEvents;
        full.Snapshot = full.Snapshot.Length == 0 ? made.Snapshot : full.Snapshot;
        if (full.RegionCase == V1.ScreeningSettings.RegionOneofCase.None)
        {
            full.ThresholdKm = made.ThresholdKm;
        }

        return full.Equals(made);
    }

    private Snapshot SnapshotOf(string name)
    {
        if (name.Length == 0)
        {
            return store.Catalogue.Find(null) ?? throw Refusal.Precondition("catalogue", "The catalogue is empty: import element sets with CatalogService.ImportElementSets first.");
        }

        return ResourceName.TrySnapshot(name, out var id) && store.Catalogue.Find(id) is { } snapshot ? snapshot : throw Refusal.Field("settings.snapshot", $"there is no snapshot '{name}'");
    }

    private static string HashOf(string json, ScreeningObject[] objects)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(json));
        foreach (var one in objects)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"|{one.SetId}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
