using System.CommandLine;
using System.CommandLine.Parsing;
using NodaTime;
using Ssa.Catalog;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Cli.Terminal;
using Ssa.Cli.Values;
using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Cli.Commands;

/// <summary><c>ssa propagate</c>: states of every element set on a grid of times.</summary>
internal sealed class PropagateCommand : SsaCommand
{
    private enum EphemerisFormat
    {
        Csv,
        Json,
        Oem,
    }

    private static readonly Choice<Frame> Frames = new(("teme", Frame.Teme), ("gcrf", Frame.Gcrf), ("itrf", Frame.Itrf));
    private static readonly Choice<EphemerisFormat> Formats = new(("csv", EphemerisFormat.Csv), ("json", EphemerisFormat.Json), ("oem", EphemerisFormat.Oem));

    private readonly CatalogueOptions catalogue;
    private readonly ValueOption<EvenSteps> minutes = new("--minutes", "FROM:TO:STEP", MinutesText.Parse,
        "Minutes since each set's own epoch, such as -1440:1440:20. TO is always included, the last step cut short where needed.");

    private readonly ValueOption<TimeArgument> start = new("--start", "TIME", TimeArgument.Parse,
        "The first time, the same for every set: UTC such as 2026-07-11T03:41:18Z, now, or epoch. [default: epoch]");

    private readonly ValueOption<Duration> duration = new("--duration", "D", DurationText.Parse, "From the first to the last time, both included: 90min, 24h.");
    private readonly ValueOption<Duration> step = new("--step", "D", ParseStep, "From one time to the next: 30s, 20min.");
    private readonly ValueOption<Frame> frame = new("--frame", Frames.Help, Frames.Parse,
        "Frame of the states: teme, SGP4's own; gcrf (IAU-76/FK5); itrf, velocities relative to the rotating Earth. [default: teme]");

    private readonly ValueOption<string> eop = new("--eop", "FILE", CommonOptions.ParsePath,
        "Earth orientation data for gcrf and itrf. Without it UT1 is UTC, and polar motion and corrections to nutation are zero.");

    private readonly ValueOption<Sgp4Mode> mode = CommonOptions.Mode();
    private readonly ValueOption<EphemerisFormat> format = CommonOptions.Format(Formats, "csv");
    private readonly ValueOption<string> output = CommonOptions.Output();

    /// <summary>Makes the command.</summary>
    public PropagateCommand(CommandHost host)
        : base("propagate", "States of every element set, in input order, on a grid of times.", host)
    {
        catalogue = new CatalogueOptions(this);
        AddOptions([minutes, start, duration, step, frame, eop, mode, format, output, .. catalogue.Options]);

        Validators.Add(RequireOneGrid);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Purpose, string Line)> Examples =>
    [
        ("A day before to a day after each epoch, every 20 minutes", "ssa propagate elements.tle --minutes -1440:1440:20"),
        ("An ephemeris message in an inertial frame", "ssa propagate elements.tle --start 2009-02-10T12:00:00Z --duration 6h --step 1min --frame gcrf --format oem"),
    ];

    /// <inheritdoc/>
    public override int Run(ParseResult line, Session session)
    {
        using var target = session.OpenOutput(output.TryGet(line, out var path) ? path : null);
        var request = catalogue.RequestOf(line, session.Reporter);
        var chosenFrame = frame.GetOr(line, Frame.Teme);
        var chosenMode = mode.GetOr(line, Sgp4Mode.Afspc);
        var orientation = ReadOrientation(line, chosenFrame, session.Reporter);
        var batch = LoadedCatalogue.Read(request, session.Cancellation).RequireElementSets().Input.Batch;
        var grid = GridOf(line, session, batch.Accepted);
        EphemerisWriter writer = format.GetOr(line, EphemerisFormat.Csv) switch
        {
            EphemerisFormat.Json => new EphemerisJson(target.Stream, chosenFrame, chosenMode),
            EphemerisFormat.Oem => new EphemerisOem(target.Stream, chosenFrame, chosenMode, session.Clock.GetCurrentInstant()),
            _ => new EphemerisCsv(target.Stream),
        };
        var (valid, refused) = new PropagationJob(grid, chosenMode, chosenFrame, orientation).Write(batch.Accepted, writer, session.Cancellation);
        target.Commit();
        CatalogueOptions.Report(session.Reporter, batch);
        var code = catalogue.Report(line, session.Reporter, batch.SetAside);
        session.Reporter.Note($"{batch.Accepted.Count} element sets, {valid} states in {FrameText.Of(chosenFrame)}, {refused} refused by SGP4 (mode {Sgp4ModeText.Of(chosenMode)}), {batch.SetAside.Count} records set aside");
        return code;
    }

    private static Parsed<Duration> ParseStep(string text)
    {
        var parsed = DurationText.Parse(text);
        return parsed.TryGet(out var step, out _) && step < Duration.FromNanoseconds(1000)
            ? new ParseFault($"'{text}' is below a microsecond, the resolution of the times in the output")
            : parsed;
    }

    private void RequireOneGrid(CommandResult line)
    {
        var hasMinutes = line.GetResult(minutes) is not null;
        if (hasMinutes && (line.GetResult(start) ?? line.GetResult(duration) ?? line.GetResult(step)) is { } other)
        {
            line.AddError($"--minutes: cannot be combined with {other.Option.Name}. Give --minutes FROM:TO:STEP, or --start, --duration and --step.");
        }
        else if (!hasMinutes && (line.GetResult(duration) is null || line.GetResult(step) is null))
        {
            line.AddError($"{(line.GetResult(duration) is null ? "--duration" : "--step")}: missing. Give --minutes FROM:TO:STEP, or --start, --duration and --step.");
        }

        if (line.GetResult(eop) is not null && line.GetResult(frame) is null)
        {
            line.AddError("--eop: has no bearing on TEME. Add --frame gcrf or --frame itrf, or leave it out.");
        }
    }

    private EarthOrientation ReadOrientation(ParseResult line, Frame chosenFrame, Reporter reporter)
    {
        if (eop.TryGet(line, out var path))
        {
            return EarthOrientationFile.Read(path);
        }

        if (chosenFrame != Frame.Teme)
        {
            reporter.Note($"No --eop given: {EarthOrientation.None.Description}.");
        }

        return EarthOrientation.None;
    }

    private StateGrid GridOf(ParseResult line, Session session, IReadOnlyList<MeanElements> sets)
    {
        if (minutes.TryGet(line, out var sinceEpoch))
        {
            return new GridSinceEpoch(sinceEpoch);
        }

        var first = start.GetOr(line, TimeArgument.Epoch).Resolve(session.Clock, () => EpochRule.Of(sets));
        return new GridInUtc(first, line.GetValue(duration), line.GetValue(step));
    }
}
