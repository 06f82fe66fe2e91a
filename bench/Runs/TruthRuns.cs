using System.Globalization;
using System.IO.Compression;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Screening;

namespace Ssa.Bench.Runs;

/// <summary>The engine's rows against a list that is taken for true.</summary>
internal static class TruthRuns
{
    private const string Group = "Against a list that is taken for true";

    public static void Measure(RunSession session)
    {
        if (session.Options.Truth is not { } truth || !session.Wants(Group, truth.File))
        {
            return;
        }

        var expected = Read(truth.File).Where(row => row.RangeKm <= truth.ThresholdKm).ToArray();
        var (samples, others) = session.Repetition.Of(() => ScreeningRuns.Screen(session.Objects, session.Window(truth.Hours, truth.ThresholdKm, truth.Mode), null, LaneWidths.Best));
        var comparison = ListComparison.Of(expected, ListedEvent.Of(samples[^1].Result), truth.ThresholdKm);
        session.Add(new Measurement
        {
            Group = Group,
            What = string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(truth.File)}: {truth.Hours:0.##} h, {truth.ThresholdKm:0.###} km, SGP4 {(truth.Mode == Sgp4Mode.Afspc ? "afspc" : "improved")}"),
            Unit = "s",
            Samples = [.. samples.Select(sample => sample.Sample)],
            Remark = string.Create(
                CultureInfo.InvariantCulture,
                $"of {comparison.Expected:N0} rows {comparison.Missed} missed, {comparison.Invented} invented or doubled, {comparison.Off} of other time or range"),
            OtherLoad = others,
        });
    }

    /// <summary>Reads a list: the columns of <c>ssa screen</c>, or id1, id2, tca_utc, range_km, relspeed_km_s, flag (I, S, E).</summary>
    /// <exception cref="InvalidDataException">A column is missing or a field cannot be read; the message says which.</exception>
    private static IEnumerable<ListedEvent> Read(string file)
    {
        using var reader = new StreamReader(Open(file));
        string[] header = (reader.ReadLine() ?? "").Split(',');
        var first = Column("NORAD_CAT_ID_1", "id1");
        var second = Column("NORAD_CAT_ID_2", "id2");
        var tca = Column("TCA", "tca_utc");
        var range = Column("TCA_RANGE", "range_km");
        var speed = Column("TCA_RELATIVE_SPEED", "relspeed_km_s");
        var kind = Column("KIND", "flag");
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            string[] fields = line.Split(',');
            if (fields.Length != header.Length || !UtcText.TryParse(fields[tca], out var time))
            {
                throw new InvalidDataException($"{file}, line {number}: {header.Length} fields with a time in field {tca + 1} were expected. Names with commas cannot be read.");
            }

            var (a, b) = (Whole(fields[first]), Whole(fields[second]));
            yield return new ListedEvent(
                Math.Min(a, b), Math.Max(a, b), Kind(fields[kind]), UtcTime.SecondsSince(NodaConstants.UnixEpoch, time), Number(fields[range]), Number(fields[speed]));
        }

        int Column(string ours, string theirs) =>
            header.AsSpan().IndexOf(ours) is var at and >= 0 ? at
            : header.AsSpan().IndexOf(theirs) is var other and >= 0 ? other
            : throw new InvalidDataException($"{file}: there is no column {ours} or {theirs}.");
    }

    private static Stream Open(string file)
    {
        var stream = File.OpenRead(file);
        return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private static CloseApproachKind Kind(string text) => text switch
    {
        "I" or "minimum" => CloseApproachKind.Minimum,
        "S" or "window-start" => CloseApproachKind.WindowStart,
        "E" or "window-end" => CloseApproachKind.WindowEnd,
        "state-start" => CloseApproachKind.StateStart,
        "state-end" => CloseApproachKind.StateEnd,
        _ => throw new InvalidDataException($"'{text}' is no kind of row."),
    };

    private static int Whole(string text) => int.Parse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
