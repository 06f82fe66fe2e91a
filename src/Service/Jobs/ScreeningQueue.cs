using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using NodaTime;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Screening;
using Ssa.Service.Access;
using Ssa.Service.Hosting;
using Ssa.Service.Mapping;
using Ssa.Store;

namespace Ssa.Service.Jobs;

/// <summary>Takes in requests for screenings: checks them whole, fills in what they leave open, and queues them.</summary>
internal sealed class ScreeningQueue(SsaStore store, EphemerisShelf shelf, ServiceSettings settings, ScreeningNews news, IClock clock)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Queues a screening, or finds the one that the request has made before.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="caller">Who asks: the screening is their participant's.</param>
    /// <exception cref="Grpc.Core.RpcException">A field is wrong, the catalogue is empty, the queue is full, or the request's name stands for other settings.</exception>
    public ScreeningRecord Add(V1.CreateScreeningRequest request, Caller caller)
    {
        var id = request.RequestId;
        if (id.Length > 100 || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')))
        {
            throw Refusal.Field("request_id", "it has at most 100 characters of a-z, A-Z, 0-9, . _ -");
        }

        // A request that has made a screening is answered by it, also when an ephemeris of it was deleted since.
        var asked = request.Settings ?? new V1.ScreeningSettings();
        if (id.Length > 0 && store.Screenings.FindRequest(caller.Participant, id) is { } before)
        {
            return RequireSame(before, request, asked);
        }

        var snapshot = SnapshotOf(asked.Snapshot);
        var sets = store.Catalogue.ElementSetsOf(snapshot.Id);
        var elements = sets.Select(set => set.Elements).ToArray();
        var named = EphemeridesOf(asked.Ephemerides, caller);
        var ephemerides = named.Select((one, i) => shelf.Find(one) ?? throw NoEphemeris(asked.Ephemerides, i)).ToArray();

        // Before the first ephemeris there would be nothing to look at.
        var start = ProtoTime.Read(asked.StartTime, "settings.start_time")
            ?? (ephemerides.Length == 0 ? EpochRule.Of(elements) : Instant.Max(EpochRule.Of(elements), ephemerides.Min(ephemeris => ephemeris.Start)));
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
        var numbers = EphemerisNumbers.Of(selection.Objects, ephemerides);
        IReadOnlyList<MeanElements> chosen = [.. selection.Objects, .. ephemerides.Zip(numbers, EphemerisStandIn.Of)];
        _ = SettingsReader.Pairs(asked, chosen, ephemerides.Length, known);
        _ = SettingsReader.Exclusions(asked, chosen, known);
        RequireUsable(ephemerides, engine);

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
        var taking = named.Zip(numbers, (one, number) => number is { } known && satcat.Find(known) is { } entry
            ? new ScreeningEphemeris(one.Id, number, entry.Owner, entry.Type)
            : new ScreeningEphemeris(one.Id, number, "", ObjectType.Unknown)).ToArray();

        // A screening shows what its ephemerides do: with a private one it is private itself.
        var isPrivate = request.IsPrivate || named.Any(one => one.IsPrivate);
        var (screening, isNew) = Create();
        if (isNew)
        {
            news.TellQueued();
            return screening;
        }

        return RequireSame(screening, request, asked);

        (ScreeningRecord Screening, bool IsNew) Create()
        {
            var limits = new OpenLimits(settings.MostOpenScreenings, caller == Caller.Development ? long.MaxValue : settings.Limits.OpenScreenings);
            try
            {
                return store.Screenings.Create(new ScreeningOwner(caller.Participant, isPrivate), id.Length == 0 ? null : id, json, HashOf(json, objects, named), snapshot.Id, objects, taking, limits, clock.GetCurrentInstant());
            }
            catch (EphemerisNotThereException fault)
            {
                throw NoEphemeris(asked.Ephemerides, named.FindIndex(one => one.Id == fault.Id));
            }
            catch (OpenScreeningsException fault)
            {
                throw Refusal.Exhausted("screenings", $"{fault.Limit} screenings{(fault.IsOfParticipant ? " of your participant" : "")} wait or run; try again when some have ended", RetryAfter);
            }
        }
    }

    /// <summary>The same words for what never was, what was deleted, and what is another participant's private one.</summary>
    private static Grpc.Core.RpcException NoEphemeris(RepeatedField<string> names, int index) => Refusal.Field($"settings.ephemerides[{index}]", $"there is no ephemeris '{names[index]}'");

    private static void RequireUsable(InterpolatedEphemeris[] ephemerides, Ssa.Screening.ScreeningSettings engine)
    {
        for (var i = 0; i < ephemerides.Length; i++)
        {
            try
            {
                Screener.RequireUsable(ephemerides[i], engine);
            }
            catch (UnusableEphemerisException fault)
            {
                throw Refusal.Field($"settings.ephemerides[{i}]", fault.Message);
            }
        }
    }

    /// <summary>The screening that a request has made before, if it asks for the same.</summary>
    private ScreeningRecord RequireSame(ScreeningRecord made, V1.CreateScreeningRequest request, V1.ScreeningSettings asked)
    {
        var isSame = IsSame(V1.ScreeningSettings.Parser.ParseJson(made.SettingsJson), asked)
            && made.IsPrivate == (request.IsPrivate || (asked.Ephemerides.Count > 0 && store.Screenings.ObjectsOf(ScreeningViewer.Everything, made.Id).Any(one => one.Ephemeris is { IsPrivate: true })));
        return isSame
            ? made
            : throw Refusal.AlreadyExists("Screening", ResourceName.OfScreening(made.Id), $"request_id '{request.RequestId}' has made {ResourceName.OfScreening(made.Id)} with other settings; use another request_id");
    }

    /// <summary>The ephemerides that a screening names. The caller's participant decides, also for administrators: what another participant keeps to itself would show in a screening that is not its own.</summary>
    private List<StoredEphemeris> EphemeridesOf(RepeatedField<string> names, Caller caller)
    {
        if (names.Count > SettingsReader.MostEphemerides)
        {
            throw Refusal.Field("settings.ephemerides", $"there are at most {SettingsReader.MostEphemerides} ephemerides");
        }

        var viewer = ScreeningViewer.Of(caller.Participant);
        var found = new List<StoredEphemeris>();
        for (var i = 0; i < names.Count; i++)
        {
            found.Add(ResourceName.TryEphemeris(names[i], out var id) && store.Ephemerides.Find(viewer, id) is { } one ? one : throw NoEphemeris(names, i));
            if (found.Take(i).Any(other => other.Id == found[i].Id))
            {
                throw Refusal.Field($"settings.ephemerides[{i}]", $"'{names[i]}' is named twice");
            }
        }

        return found;
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

    private static string HashOf(string json, ScreeningObject[] objects, IReadOnlyList<StoredEphemeris> ephemerides)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(json));
        foreach (var one in objects)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"|{one.SetId}"));
        }

        foreach (var one in ephemerides)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"|{one.Sha256}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
