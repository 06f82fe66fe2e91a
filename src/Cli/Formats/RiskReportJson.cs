using System.Text.Encodings.Web;
using System.Text.Json;
using Ssa.Assessment;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Formats;

/// <summary>Risk as JSON: an array of one object a conjunction, its methods inside. What is not known is null; no number is NaN or infinite.</summary>
internal static class RiskReportJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the array.</summary>
    public static void Write(Stream to, IEnumerable<RiskReport> reports)
    {
        using var json = new Utf8JsonWriter(to, Indented);
        json.WriteStartArray();
        foreach (var report in reports)
        {
            Write(json, report);
        }

        json.WriteEndArray();
        json.Flush();
        to.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, RiskReport report)
    {
        var subject = report.Subject;
        json.WriteStartObject();
        json.WriteString("file", subject.File);
        json.WriteString("id", subject.Id);
        json.WriteString("tca", subject.Tca is { } tca ? UtcText.Format(tca) : null);
        WriteNumber(json, "miss_distance_km", subject.MissDistanceKm);
        WriteNumber(json, "relative_speed_km_s", subject.RelativeSpeedKmPerS);
        WriteNumber(json, "hbr_m", report.Radius?.RadiusM);
        json.WriteString("hbr_source", report.Radius?.Source);
        json.WriteStartArray("results");
        foreach (var result in report.Results)
        {
            json.WriteStartObject();
            json.WriteString("method", result.Name);
            WriteNumber(json, "value", result.Value);
            WriteNumber(json, "lower", result.Lower);
            WriteNumber(json, "upper", result.Upper);
            json.WriteString("status", RiskMethodText.Of(result.Status));
            json.WriteString("reason", result.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteNumber(json, "max_probability", report.Maximum?.Value);
        WriteNumber(json, "dilution_sigma_km", report.Maximum?.DilutionSigmaKm);
        json.WriteString("max_probability_over", report.Maximum?.Over);
        WriteNumber(json, "stated_probability", subject.Stated?.Value);
        json.WriteString("stated_method", subject.Stated is { Method.Length: > 0 } stated ? stated.Method : null);
        json.WriteStartArray("flags");
        foreach (var flag in report.Flags)
        {
            json.WriteStringValue(flag);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string key, double? number)
    {
        if (number is { } known && double.IsFinite(known))
        {
            json.WriteNumber(key, known);
        }
        else
        {
            json.WriteNull(key);
        }
    }
}
