using System.Globalization;
using NodaTime;
using Ssa.Assessment;
using Ssa.Catalog;
using Ssa.Messages;
using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;
using Ssa.Risk;
using Ssa.Screening;
using Ssa.Service.Mapping;
using Ssa.Store;
using Engine = Ssa.Screening;

namespace Ssa.Service.Jobs;

/// <summary>A stored screening as the engine takes it: a function of what is stored alone, so that it comes out the same on every service and after every restart.</summary>
internal sealed class ScreeningWork
{
    private readonly IReadOnlyList<StoredObject> _objects;
    private readonly ScreeningResult _screened;
    private readonly ConjunctionRiskAssessor _risk;

    private ScreeningWork(Engine.ScreeningSettings settings, IReadOnlyList<StoredObject> objects, IReadOnlyList<InterpolatedEphemeris> ephemerides)
    {
        Settings = settings;
        _objects = objects;
        Elements = [.. objects.Select(one => one.Set?.Elements).OfType<MeanElements>()];
        Ephemerides = ephemerides;
        _screened = new ScreeningResult
        {
            Settings = settings,
            Objects = Elements,
            Ephemerides = [.. ephemerides.Select((ephemeris, i) => ScreenedObject.Of(ephemeris, objects[Elements.Count + i].Number))],
            Approaches = [],
            Refusals = [],
            Stages = [],
        };
        _risk = new ConjunctionRiskAssessor(_screened, index => ClassOf(_objects[index].Type));
    }

    /// <summary>The engine's settings.</summary>
    public Engine.ScreeningSettings Settings { get; }

    /// <summary>The element sets, by the ordinals of conjunctions.</summary>
    public IReadOnlyList<MeanElements> Elements { get; }

    /// <summary>The ephemerides, whose ordinals go on behind those of the element sets.</summary>
    public IReadOnlyList<InterpolatedEphemeris> Ephemerides { get; }

    /// <summary>Which pairs; null for all.</summary>
    public PairSelection? Pairs { get; private init; }

    /// <summary>Rules that leave pairs out.</summary>
    public required IReadOnlyList<ExclusionRule> Exclusions { get; init; }

    /// <summary>Loads a screening's work; who asks for it has found the screening, and may see it.</summary>
    public static ScreeningWork Of(SsaStore store, EphemerisShelf shelf, ScreeningRecord screening, int threads)
    {
        var asked = V1.ScreeningSettings.Parser.ParseJson(screening.SettingsJson);
        var objects = store.Screenings.ObjectsOf(ScreeningViewer.Everything, screening.Id);
        var ephemerides = objects.Select(one => one.Ephemeris).OfType<StoredEphemeris>().Select(shelf.Of).ToArray();

        // As selectors see them.
        MeanElements[] chosen = [.. objects.Select(one => one.Set?.Elements).OfType<MeanElements>(), .. ephemerides.Zip(objects.Where(one => one.Ephemeris is not null).Select(one => one.Number), EphemerisStandIn.Of)];

        // Owners and types as they were when the screening was made; records of one object have the same.
        var satcat = Satcat.Of(objects.Where(one => one.Number is not null && (one.Owner.Length > 0 || one.Type != ObjectType.Unknown)).DistinctBy(one => one.Number)
            .Select(one => KeyValuePair.Create(one.Number!.Value, new SatcatEntry(one.Owner, one.Type, "", null))));
        return new ScreeningWork(SettingsReader.ToEngine(asked, ProtoTime.Read(asked.StartTime, "settings.start_time")!.Value, long.MaxValue) with { Threads = threads }, objects, ephemerides)
        {
            Pairs = SettingsReader.Pairs(asked, chosen, ephemerides.Length, satcat),
            Exclusions = SettingsReader.Exclusions(asked, chosen, satcat),
        };
    }

    /// <summary>Runs the engine.</summary>
    /// <param name="known">What was found before; null from the beginning.</param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="onRows">Gets final rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public ScreeningResult Run(KnownRows? known, IProgress<ScreeningProgress>? progress, Action<FinalRows> onRows, CancellationToken cancellation) =>
        Screener.Screen(Elements, Ephemerides, Settings, Pairs, progress, onRows, Exclusions, known, cancellation);

    /// <summary>A row as it is stored, with its risk.</summary>
    public StoredConjunction Store(CloseApproach row) => new()
    {
        First = row.First,
        Second = row.Second,
        Kind = row.Kind,
        TcaUs = Microseconds(row.Tca),
        MissKm = row.RangeKm,
        SpeedKmPerS = row.RelativeSpeedKmPerS,
        RadialKm = row.RadialKm,
        TransverseKm = row.TransverseKm,
        NormalKm = row.NormalKm,
        StartUs = row.Start is { } start ? Microseconds(start) : null,
        StopUs = row.Stop is { } stop ? Microseconds(stop) : null,
        VolumeUs = row.VolumeTime is { } time ? Microseconds(time) : null,
        Risk = RiskOf(row),
    };

    /// <summary>Rows as they are stored, in their order, rated on all processors.</summary>
    public StoredConjunction[] StoreAll(IReadOnlyList<CloseApproach> rows)
    {
        try
        {
            return [.. rows.AsParallel().AsOrdered().Select(Store)];
        }
        catch (AggregateException faults)
        {
            throw faults.InnerExceptions[0];
        }
    }

    /// <summary>A stored row as the engine has it.</summary>
    public static CloseApproach Load(StoredConjunction row) => new()
    {
        First = row.First,
        Second = row.Second,
        Kind = row.Kind,
        Tca = InstantOf(row.TcaUs),
        RangeKm = row.MissKm,
        RelativeSpeedKmPerS = row.SpeedKmPerS,
        RadialKm = row.RadialKm,
        TransverseKm = row.TransverseKm,
        NormalKm = row.NormalKm,
        Start = row.StartUs is { } start ? InstantOf(start) : null,
        Stop = row.StopUs is { } stop ? InstantOf(stop) : null,
        VolumeTime = row.VolumeUs is { } time ? InstantOf(time) : null,
    };

    /// <summary>Both objects' states and assumed covariances at a row's time of closest approach.</summary>
    public Encounter? EncounterOf(CloseApproach row) => _risk.EncounterOf(row);

    /// <summary>The risk of a row.</summary>
    public ConjunctionRisk Assess(CloseApproach row) => _risk.Assess(row);

    /// <summary>A row as a conjunction data message; null where a state is refused.</summary>
    /// <param name="row">The row: a local minimum.</param>
    /// <param name="messageId">The message's own name.</param>
    /// <param name="created">When it counts as made.</param>
    public CdmMessage? MessageOf(CloseApproach row, string messageId, Instant created) => EncounterOf(row) is not { } encounter ? null : ConjunctionMessage.Of(new ConjunctionMessageParts
    {
        MessageId = messageId,
        Created = created,
        Settings = Settings,
        Approach = row,
        Risk = Assess(row),
        RiskSettings = _risk.Settings,
        Encounter = encounter,
        First = PartyOf(row.First),
        Second = PartyOf(row.Second),
    });

    /// <summary>An object in a word for names of files: its catalogue number, or for an ephemeris without one its name in letters that every file system takes, and its place, since names may be alike.</summary>
    public string WordOf(int ordinal) => _objects[ordinal].Number?.ToString()
        ?? string.Create(CultureInfo.InvariantCulture, $"{string.Concat(_objects[ordinal].Name.Where(char.IsAsciiLetterOrDigit).Take(24))}-{ordinal - Elements.Count + 1}");

    private ConjunctionParty PartyOf(int ordinal) => new(_screened.ObjectAt(ordinal), _objects[ordinal].Type, _risk.Objects[ordinal].Covariance, _objects[ordinal].Ephemeris?.Name ?? "");

    private StoredRisk RiskOf(CloseApproach row)
    {
        var risk = _risk.Assess(row);
        return new StoredRisk
        {
            MaxProbability = risk.MaxProbability,
            DilutionSigmaKm = risk.DilutionSigmaKm,
            Pc = risk.Pc,
            PcLow = risk.PcLow,
            PcHigh = risk.PcHigh,
            HardBodyRadiusM = risk.HardBodyRadius.RadiusM,
            HardBodyRadiusSource = risk.HardBodyRadius.Source,
            CovarianceSource = risk.CovarianceSource,
            Reason = risk.Reason,
        };
    }

    private static BodyClass ClassOf(ObjectType type) => type switch
    {
        ObjectType.Payload => BodyClass.Payload,
        ObjectType.RocketBody => BodyClass.RocketBody,
        ObjectType.Debris => BodyClass.Debris,
        _ => BodyClass.Unknown,
    };

    private static long Microseconds(Instant time) => (time - NodaConstants.UnixEpoch).ToInt64Nanoseconds() / 1000;

    private static Instant InstantOf(long microseconds) => NodaConstants.UnixEpoch + Duration.FromTicks(10 * microseconds);
}
