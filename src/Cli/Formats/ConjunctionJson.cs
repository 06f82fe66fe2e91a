using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using Ssa.Cli.Jobs;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Risk;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>
/// The result of a screening as JSON: one document, or one conjunction a line. Keys are in snake case with their unit, numbers have every digit
/// of the double. What does not decide the result (threads, wall time, machine) is absent, so that the same input and settings give the same bytes.
/// </summary>
internal static class ConjunctionJson
{
    /// <summary>Bytes after which what is written is handed on.</summary>
    private const int BlockBytes = 1 << 16;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document: <c>settings</c>, <c>settings_sha256</c>, <c>catalogue</c>, <c>pairs_excluded</c>, <c>conjunctions</c>.</summary>
    public static void WriteDocument(Stream to, ScreeningReport report, CancellationToken cancellation)
    {
        using var json = new Utf8JsonWriter(to, Indented);
        json.WriteStartObject();
        json.WritePropertyName("settings");
        WriteSettings(json, report);
        json.WriteString("settings_sha256", HashOfSettings(report));
        json.WritePropertyName("catalogue");
        WriteCatalogue(json, report);
        WriteExcluded(json, report.Result.Excluded);
        json.WriteStartArray("conjunctions");
        foreach (var (approach, risk) in RowsOf(report, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteConjunction(json, report.Result, approach, risk);
            if (json.BytesPending > BlockBytes)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        to.Write("\n"u8);
    }

    /// <summary>Writes one conjunction a line.</summary>
    public static void WriteLines(Stream to, ScreeningReport report, CancellationToken cancellation)
    {
        using var block = new MemoryStream(2 * BlockBytes);
        using var json = new Utf8JsonWriter(block, OneLine);
        foreach (var (approach, risk) in RowsOf(report, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            WriteConjunction(json, report.Result, approach, risk);
            json.Flush();
            json.Reset();
            block.WriteByte((byte)'\n');
            if (block.Length > BlockBytes)
            {
                Hand(block, to);
            }
        }

        Hand(block, to);
    }

    /// <summary>SHA-256, lower-case hexadecimal, of the UTF-8 bytes of <c>settings</c> written without white space.</summary>
    public static string HashOfSettings(ScreeningReport report)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, OneLine))
        {
            WriteSettings(json, report);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static IEnumerable<(CloseApproach Approach, ConjunctionRisk Risk)> RowsOf(ScreeningReport report, CancellationToken cancellation) =>
        report.Risk.InOrder(report.Result.Approaches, report.Result.Settings.Threads, cancellation);

    private static void Hand(MemoryStream block, Stream to)
    {
        block.WriteTo(to);
        block.SetLength(0);
    }

    private static void WriteSettings(Utf8JsonWriter json, ScreeningReport report)
    {
        var settings = report.Result.Settings;
        json.WriteStartObject();
        WriteTime(json, "start", settings.Start);
        WriteTime(json, "end", settings.Start + settings.Duration);
        json.WriteNumber("duration_s", settings.Duration.TotalSeconds);
        if (settings.Volume is { } volume)
        {
            json.WriteNull("threshold_km");
            json.WriteString("volume", volume.Text);
        }
        else
        {
            json.WriteNumber("threshold_km", settings.ThresholdKm);
            json.WriteNull("volume");
        }

        json.WriteString("sgp4_mode", Sgp4ModeText.Of(settings.Sgp4Mode));
        WriteTexts(json, "primaries", report.Request.Primaries.Select(selector => selector.Text));
        WriteTexts(json, "secondaries", report.Request.Secondaries.Select(selector => selector.Text));
        WriteTexts(json, "exclude", report.Request.Exclusions.Select(rule => rule.Text));
        json.WritePropertyName("max_age_s");
        if (report.Request.MaxAge is { } maxAge)
        {
            json.WriteNumberValue(maxAge.TotalSeconds);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteBoolean("lenient", report.Request.Catalogue.Lenient);
        EphemerisFilesJson.WriteSettings(json, report);
        RiskJson.WriteSettings(json, report);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void WriteExcluded(Utf8JsonWriter json, ExcludedPairs excluded)
    {
        json.WriteStartObject("pairs_excluded");
        json.WriteNumber("total", excluded.Total);
        json.WriteStartArray("by_rule");
        foreach (var (rule, pairs) in excluded.ByRule)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Text);
            json.WriteNumber("pairs", pairs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCatalogue(Utf8JsonWriter json, ScreeningReport report)
    {
        var batch = report.Catalogue.Input.Batch;
        json.WriteStartObject();
        json.WriteStartArray("files");
        foreach (var file in report.Catalogue.Input.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("format", file.Format);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteNumber("records", file.Records);
            json.WriteNumber("accepted", file.Accepted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        EphemerisFilesJson.WriteCatalogue(json, report);
        json.WriteNumber("records", batch.Records);
        json.WriteNumber("accepted", batch.Accepted.Count);
        json.WriteNumber("objects", report.Selection.Objects.Count);
        json.WriteNumber("superseded", report.Selection.Superseded);
        json.WriteNumber("too_old", report.Selection.TooOld);
        json.WriteStartArray("set_aside");
        foreach (var record in batch.SetAside.Concat(report.Ephemerides.SetAside))
        {
            json.WriteStartObject();
            json.WriteString("file", record.File);
            json.WriteNumber("line", record.Line);
            json.WriteString("field", record.Field);
            json.WriteString("reason", record.ReasonText);
            json.WriteString("message", record.Message);
            json.WriteString("remedy", record.Remedy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("states_refused");
        foreach (var refusal in report.Result.Refusals)
        {
            json.WriteStartObject();
            var refused = report.Result.ObjectAt(refusal.ObjectIndex);
            WriteNumber(json, "norad_cat_id"u8, refused.Number?.Value);
            json.WriteString("object_name", refused.Name);
            json.WriteString("error", PropagationStatusText.Of(refusal.Status));
            WriteTime(json, "first", refusal.First);
            json.WriteBoolean("whole_window", refusal.WholeWindow);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteConjunction(Utf8JsonWriter json, ScreeningResult result, CloseApproach approach, ConjunctionRisk risk)
    {
        var first = result.ObjectAt(approach.First);
        var second = result.ObjectAt(approach.Second);
        json.WriteStartObject();
        WriteNumber(json, "norad_cat_id_1"u8, first.Number?.Value);
        json.WriteString("object_name_1"u8, first.Name);
        WriteNumber(json, "dse_1_days"u8, ElementSetAge.DaysAt(first, approach.Tca));
        WriteNumber(json, "norad_cat_id_2"u8, second.Number?.Value);
        json.WriteString("object_name_2"u8, second.Name);
        WriteNumber(json, "dse_2_days"u8, ElementSetAge.DaysAt(second, approach.Tca));
        WriteTime(json, "tca", approach.Tca);
        if (approach.VolumeTime is { } volumeTime)
        {
            WriteTime(json, "volume_time", volumeTime);
        }

        json.WriteString("kind"u8, CloseApproachKindText.Of(approach.Kind));
        json.WriteNumber("miss_distance_km"u8, approach.RangeKm);
        json.WriteNumber("relative_speed_km_s"u8, approach.RelativeSpeedKmPerS);
        json.WriteNumber("r_km"u8, approach.RadialKm);
        json.WriteNumber("t_km"u8, approach.TransverseKm);
        json.WriteNumber("n_km"u8, approach.NormalKm);
        WriteTime(json, "start", approach.Start);
        WriteTime(json, "stop", approach.Stop);
        RiskJson.WriteConjunction(json, risk);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> key, double? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(key, known);
        }
        else
        {
            json.WriteNull(key);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string key, Instant? time)
    {
        if (time is not { } known)
        {
            json.WriteNull(key);
            return;
        }

        Span<byte> text = stackalloc byte[UtcText.FormattedLength];
        UtcText.TryFormat(known, text, out var written);
        json.WriteString(key, text[..written]);
    }
}
