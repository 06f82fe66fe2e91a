using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa screen</c>: every close approach of a catalogue.</summary>
internal sealed class ScreenCommand : SsaCommand
{
    private const int MostThreads = 1024;

    /// <summary>Stands in for a start that is not known yet where other settings are checked.</summary>
    private static readonly Instant UsualTime = Instant.FromUtc(2026, 1, 1, 0, 0);

    private static readonly Choice<ConjunctionFormat> Formats = new(
        ("table", ConjunctionFormat.Table),
        ("csv", ConjunctionFormat.Csv),
        ("jsonl", ConjunctionFormat.Jsonl),
        ("json", ConjunctionFormat.Json),
        ("socrates", ConjunctionFormat.Socrates),
        ("cdm-kvn", ConjunctionFormat.CdmKvn),
        ("cdm-xml", ConjunctionFormat.CdmXml));

    private readonly CatalogueOptions catalogue;
    private readonly ExclusionOptions exclusions;
    private readonly ValueOption<TimeArgument> start = new("--start", "TIME", TimeArgument.Parse,
        "Start of the window: UTC such as 2026-07-11T03:41:18Z, now, or epoch (the 99th percentile of the element sets' epochs; the newest of fewer than 100; no earlier than the first --ephemeris). [default: epoch]");

    private readonly ValueOption<Duration> duration = new("--duration", "D", ParseDuration, "Length of the window: 30s, 90min, 24h, 7d. [default: 24h]");
    private readonly ValueOption<double> threshold = new("--threshold", "L", ParseThreshold, "Largest distance of a close approach: 500m, 5km. [default: 5km]");
    private readonly RepeatedOption<string> ephemeris = new("--ephemeris", "OEM", ParseEphemerisPath,
        "Objects by their ephemerides: an orbit ephemeris message (CCSDS OEM, KVN or XML, plain or gzip); may be repeated. Without selectors they are the primaries.");

    private readonly ValueOption<string> eop = new("--eop", "FILE", CommonOptions.ParsePath,
        "Earth orientation data for ephemerides in frames other than TEME. Without it UT1 is UTC, and polar motion and corrections to nutation are zero.");

    private readonly RepeatedOption<ObjectSelector> primaries = new("--primaries", "SEL", ParseSelector,
        "Objects of interest, against the secondaries: 25544 or 25544,48274, name=STARLINK*, launch=1999-025, owner=JPN, type=DEBRIS, regime=GEO; "
        + "terms joined by + must all hold, the option repeated widens. [default: all]");

    private readonly RepeatedOption<ObjectSelector> secondaries = new("--secondaries", "SEL", ParseSelector, "What they are screened against. [default: all]");

    private readonly ValueOption<ScreeningVolume> volume = new("--volume", "V", ParseVolume,
        "A volume around the first object instead of --threshold: ellipsoid:0.4,25,25 or box:2,25,25 (half-lengths radial, transverse, normal, km), or handbook, "
        + "an ellipsoid by the first object's regime.");

    private readonly ValueOption<string> satcat = new("--satcat", "FILE", CommonOptions.ParsePath,
        "Owner, type and status of objects: CelesTrak's SATCAT as CSV, or JSON of number: [owner, type].");

    private readonly ValueOption<string> bodies = new("--hbr-table", "FILE", CommonOptions.ParsePath,
        "Hard-body radii of objects, and masses where known: CSV with columns number, radius_m and mass_kg. Other objects: 5 m (payloads, rocket bodies), 0.5 m (debris) by --satcat, else 1 m.");

    private readonly RepeatedOption<string> history = new("--history", "FILE", ParseHistoryPath,
        "Earlier element sets of the objects (TLE or OMM), to whose errors covariances are fitted in place of the table's; may be repeated. Of each object the year before its screened set is used.");

    private readonly ValueOption<Sgp4Mode> mode = CommonOptions.Mode();
    private readonly ValueOption<ConjunctionFormat> format = CommonOptions.Format(Formats, "table");
    private readonly ValueOption<string> output = new("--output", "PATH", CommonOptions.ParsePath,
        "Write to this file instead of standard output; it appears only when complete. With cdm-kvn and cdm-xml a folder, or a path that ends with a slash, takes one file for each event.");

    private readonly ValueOption<TimeArgument> created = new("--created", "TIME", TimeArgument.ParseWithoutEpoch,
        "CREATION_DATE of conjunction data messages; given, the same input makes the same bytes. [default: now]");

    private readonly ValueOption<long> threads = new("--threads", "N", CountText.Between(1, MostThreads),
        "Threads to compute with; the result does not depend on it. [default: one per processor]");

    private readonly ValueOption<long> maxEvents = new("--max-events", "N", CountText.Between(1, long.MaxValue),
        "Stop with an error beyond this many rows; a list is never cut short. [default: 20000000]");

    private readonly ValueOption<Duration> maxAge = new("--max-age", "D", DurationText.Parse,
        "Leave out objects whose element set is further than this from the start. [default: no limit]");

    private readonly Option<bool> verify = new("--verify")
    {
        Description = "Screen twice more, with half the steps and with other cells, and compare every row; exit with 1 where a list differs.",
    };

    /// <summary>Makes the command.</summary>
    public ScreenCommand(CommandHost host)
        : base("screen", "Find every close approach between the objects of a catalogue.", host)
    {
        catalogue = new CatalogueOptions(this);
        exclusions = new ExclusionOptions(this, output);
        AddOptions([
            start, duration, threshold, volume, primaries, secondaries, .. exclusions.Options, ephemeris, eop, satcat, bodies, history, mode, format, output, created, threads, maxEvents, maxAge,
            verify, .. catalogue.Options]);
        Validators.Add(RefuseContradictions);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("The bundled sample, 24 hours, 5 km", "ssa screen"),
        ("A catalogue of today, a week, as CSV into a file", "ssa screen catalogue.tle --start now --duration 7d --format csv --output week.csv"),
        ("The space station against everything within 10 km", "ssa screen catalogue.csv.gz --primaries 25544 --threshold 10km"),
        ("An operator's ephemeris against a catalogue", "ssa screen catalogue.tle --ephemeris mine.oem --threshold 10km"),
        ("A fleet in the volumes of the Spaceflight Safety Handbook, without its own members and what flies along",
            "ssa screen catalogue.tle --primaries name=ONEWEB* --volume handbook --duration 5d --exclude same-name-prefix --exclude co-moving --list-excluded left-out.csv"),
        ("A conjunction data message for each event, into a folder", "ssa screen catalogue.tle --primaries 25544 --format cdm-kvn --output events/"),
        ("Probabilities with errors as each object's own history shows them, and sizes that are known",
            "ssa screen catalogue.tle --history last-year.tle.gz --satcat satcat.csv --hbr-table sizes.csv --format csv"),
        ("From another program", "curl -s URL | ssa screen - --format jsonl"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        var watch = Stopwatch.StartNew();
        var chosen = format.GetOr(line, ConjunctionFormat.Table);
        var path = output.TryGet(line, out var given) ? given : null;
        var folder = IsCdm(chosen) && OutputFolder.IsOne(path) ? OutputFolder.Open(path!) : null;
        using var target = folder is null ? session.OpenOutput(path) : null;
        using var excluded = exclusions.OpenList(line, session);
        var request = RequestOf(line, session);
        ScreeningReport report;
        using (var progress = session.Reporter.StartProgress("Screening"))
        {
            report = ScreeningJob.Run(request, session.Clock, progress, session.Cancellation);
        }

        var verified = line.GetValue(verify) ? Verify(report, session) : [];
        var computed = watch.Elapsed;
        if (IsCdm(chosen))
        {
            WriteMessages(target, folder, report, chosen, CreatedOf(line, session), session);
        }
        else
        {
            Write(target!.Stream, report, chosen, session.Cancellation);
        }

        ExclusionOptions.Write(excluded, report.Result.Excluded, session.Cancellation);
        target?.Commit();
        var writing = watch.Elapsed - computed;
        CatalogueOptions.Report(session.Reporter, report);
        CatalogueOptions.Report(session.Reporter, report.Catalogue.Input.Batch);
        var code = catalogue.Report(line, session.Reporter, [.. report.Catalogue.Input.Batch.SetAside, .. report.Histories.SetAside], report.Ephemerides.SetAside);
        CatalogueOptions.Report(session.Reporter, report.Catalogue.Satcat);
        code = VerificationLines.Write(session.Reporter, report.Result, verified) ? code : ExitCode.Failed;
        ScreeningSummary.Write(session.Reporter, report, writing, watch.Elapsed);
        return code;
    }

    private static IReadOnlyList<VerifiedVariant> Verify(ScreeningReport report, Session session)
    {
        using var progress = session.Reporter.StartProgress("Verifying");
        return ScreeningVerification.Run(report.Result, report.ScreenAgain!, progress, session.Cancellation);
    }

    private static bool IsCdm(ConjunctionFormat format) => format is ConjunctionFormat.CdmKvn or ConjunctionFormat.CdmXml;

    // Milliseconds are enough for a date of creation.
    private Instant CreatedOf(ParseResult line, Session session)
    {
        var time = created.GetOr(line, TimeArgument.Now).Resolve(session.Clock, session.Clock.GetCurrentInstant);
        return Instant.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
    }

    private static void WriteMessages(OutputTarget? target, OutputFolder? folder, ScreeningReport report, ConjunctionFormat format, Instant created, Session session)
    {
        var messages = new ConjunctionCdm(report, created);
        if (folder is not null)
        {
            var extension = format == ConjunctionFormat.CdmXml ? "xml" : "cdm";
            foreach (var (message, name) in messages.Messages(session.Cancellation))
            {
                folder.Write($"{name}.{extension}", to => ConjunctionCdm.WriteOne(to, message, format));
            }
        }
        else if (format == ConjunctionFormat.CdmXml)
        {
            messages.WriteXml(target!.Stream, session.Cancellation);
        }
        else
        {
            messages.WriteKvn(target!.Stream, session.Cancellation);
        }

        if (ConjunctionCdm.EdgeRowsOf(report.Result) is > 0 and var edges)
        {
            session.Reporter.Warning($"{edges} rows at the window's edges, or where valid states begin or end, are no closest approach and make no message; other formats list them.");
        }
    }

    private static void Write(Stream to, ScreeningReport report, ConjunctionFormat format, CancellationToken cancellation)
    {
        switch (format)
        {
            case ConjunctionFormat.Csv:
                ConjunctionCsv.Write(to, report, cancellation);
                break;
            case ConjunctionFormat.Jsonl:
                ConjunctionJson.WriteLines(to, report, cancellation);
                break;
            case ConjunctionFormat.Json:
                ConjunctionJson.WriteDocument(to, report, cancellation);
                break;
            case ConjunctionFormat.Socrates:
                SocratesCsv.Write(to, report, cancellation);
                break;
            default:
                ConjunctionTable.Write(to, report, cancellation);
                break;
        }
    }

    private static Parsed<Duration> ParseDuration(string text) =>
        WithinSettings(text, DurationText.Parse(text), value => new ScreeningSettings { Start = UsualTime, Duration = value });

    private static Parsed<ScreeningVolume> ParseVolume(string text) =>
        WithinSettings(text, VolumeText.Parse(text), value => new ScreeningSettings { Start = UsualTime, Volume = value });

    private static Parsed<double> ParseThreshold(string text) =>
        WithinSettings(text, LengthText.ParseKm(text), value => new ScreeningSettings { Start = UsualTime, ThresholdKm = value });

    /// <summary>The value if the engine takes it; the engine alone knows its bounds.</summary>
    private static Parsed<T> WithinSettings<T>(string text, Parsed<T> parsed, Func<T, ScreeningSettings> make)
        where T : notnull
    {
        if (!parsed.TryGet(out var value, out _))
        {
            return parsed;
        }

        try
        {
            make(value).Validate();
            return value;
        }
        catch (ArgumentException fault)
        {
            return new ParseFault($"'{text}' is out of range: {fault.Message}");
        }
    }

    private static Parsed<string> ParseEphemerisPath(string text) =>
        text == "-" ? new ParseFault("'-': ephemerides are read from files; standard input is for FILE") : CommonOptions.ParsePath(text);

    private static Parsed<string> ParseHistoryPath(string text) =>
        text == "-" ? new ParseFault("'-': histories are read from files; standard input is for FILE") : CommonOptions.ParsePath(text);

    private static Parsed<ObjectSelector> ParseSelector(string text)
    {
        try
        {
            return ObjectSelector.Parse(text);
        }
        catch (FormatException fault)
        {
            return new ParseFault(fault.Message.TrimEnd('.'));
        }
    }

    private void RefuseContradictions(CommandResult line)
    {
        if (line.GetResult(volume) is not null && line.GetResult(threshold) is not null)
        {
            line.AddError("--volume: takes the place of --threshold. Give one of the two; ellipsoid:5,5,5 is the sphere of 5 km.");
        }

        if (line.GetResult(created) is not null && !(line.GetResult(format) is not null && IsCdm(line.GetValue(format))))
        {
            line.AddError("--created: is the date of conjunction data messages. Add --format cdm-kvn or cdm-xml, or leave it out.");
        }

        if (line.GetResult(eop) is not null && line.GetResult(ephemeris) is null)
        {
            line.AddError("--eop: has no bearing on element sets. Add --ephemeris OEM, or leave it out.");
        }
    }

    private ScreeningRequest RequestOf(ParseResult line, Session session)
    {
        var usual = new ScreeningRequest { Catalogue = catalogue.RequestOf(line, session.Reporter, satcat.TryGet(line, out var satcatPath) ? satcatPath : null) };
        return usual with
        {
            Start = start.GetOr(line, usual.Start),
            Duration = duration.GetOr(line, usual.Duration),
            ThresholdKm = threshold.GetOr(line, usual.ThresholdKm),
            EphemerisFiles = ephemeris.GetAll(line),
            EarthOrientationPath = eop.TryGet(line, out var eopPath) ? eopPath : null,
            HistoryFiles = history.GetAll(line),
            BodyTablePath = bodies.TryGet(line, out var bodiesPath) ? bodiesPath : null,
            Volume = volume.TryGet(line, out var chosen) ? chosen : null,
            Primaries = primaries.GetAll(line),
            Secondaries = secondaries.GetAll(line),
            Exclusions = exclusions.RulesOf(line),
            Sgp4Mode = mode.GetOr(line, usual.Sgp4Mode),
            MaxAge = maxAge.TryGet(line, out var age) ? age : null,
            MaxEvents = maxEvents.GetOr(line, usual.MaxEvents),
            Threads = (int)threads.GetOr(line, usual.Threads),
        };
    }
}
