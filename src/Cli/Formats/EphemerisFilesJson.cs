using System.Text.Json;
using Ssa.Cli.Jobs;
using Ssa.Propagation.Ephemerides;
using Ssa.Propagation.Time;

namespace Ssa.Cli.Formats;

/// <summary>What the JSON of a screening tells of its ephemerides: what decides the result under <c>settings</c>, what was found in the files under <c>catalogue</c>.</summary>
internal static class EphemerisFilesJson
{
    /// <summary>Writes <c>ephemerides</c> of the settings: each file's name, hash and interpolation.</summary>
    public static void WriteSettings(Utf8JsonWriter json, ScreeningReport report)
    {
        json.WriteStartArray("ephemerides");
        foreach (var file in report.Ephemerides.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("sha256", file.Sha256);
            json.WriteStartArray("interpolation");
            foreach (var text in file.Ephemerides.SelectMany(ephemeris => ephemeris.Segments).Select(segment => TextOf(segment.Interpolation)).Distinct())
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes <c>ephemerides</c> of the catalogue: each object of each file.</summary>
    public static void WriteCatalogue(Utf8JsonWriter json, ScreeningReport report)
    {
        json.WriteStartArray("ephemerides");
        foreach (var one in report.Result.Ephemerides)
        {
            if (one.Ephemeris is not { } ephemeris)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("file", report.Ephemerides.FileOf(ephemeris));
            json.WritePropertyName("norad_cat_id");
            if (one.Number is { } number)
            {
                json.WriteNumberValue(number.Value);
            }
            else
            {
                json.WriteNullValue();
            }

            json.WriteString("object_name", ephemeris.Identity.Name);
            json.WriteString("object_id", ephemeris.Identity.ObjectId);
            json.WriteString("start", UtcText.Format(ephemeris.Start));
            json.WriteString("stop", UtcText.Format(ephemeris.Stop));
            json.WriteNumber("segments", ephemeris.Segments.Count);
            json.WriteNumber("states", ephemeris.Segments.Sum(segment => segment.Count));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TextOf(EphemerisInterpolation interpolation) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(interpolation.Method == InterpolationMethod.Hermite ? "hermite" : "lagrange")} {interpolation.Degree}");
}
