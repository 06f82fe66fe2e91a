using System.Text.Json;
using NodaTime;
using Ssa.Assessment;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Risk;

namespace Ssa.Cli.Jobs;

/// <summary>
/// Reads conjunctions as plain JSON in SI units: an object whose <c>cases</c> hold states with covariances (<c>object1</c>, <c>object2</c> of <c>r</c>, <c>v</c>, <c>cov</c>), encounter planes
/// (<c>xm</c>, <c>ym</c>, <c>sigma_x</c>, <c>sigma_y</c>, <c>radius</c>) or a miss distance with an aspect ratio. Other keys are passed over, such as expected values.
/// </summary>
/// <param name="file">The file's name for reports.</param>
/// <param name="into">Where cases and faults are appended.</param>
internal sealed class RiskCaseFile(string file, RiskInput into)
{
    private const string Form = "A case has object1 and object2 with r, v and cov in m and m/s, or xm, ym, sigma_x, sigma_y and radius, or miss_distance, combined_radius and aspect_ratio.";

    private int _line = 1;
    private int _counted;

    /// <summary>Whether a text is JSON with an array <c>cases</c> at its top.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text)
    {
        var start = Start(text);
        if (start is not [(byte)'{', ..])
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(start);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCases = reader.ValueTextEquals("cases"u8);
                reader.Read();
                if (isCases && reader.TokenType == JsonTokenType.StartArray)
                {
                    return true;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads it in earnest says what is wrong.
        }

        return false;
    }

    /// <summary>Reads the cases.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        var start = Start(text);
        _line += text[..^start.Length].Count((byte)'\n');
        try
        {
            var reader = new Utf8JsonReader(start);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCases = reader.ValueTextEquals("cases"u8);
                reader.Read();
                if (isCases && reader.TokenType == JsonTokenType.StartArray)
                {
                    ReadCases(ref reader, start);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException fault)
        {
            SetAside((int)(fault.LineNumber ?? 0) + 1, "JSON", $"The text is not valid JSON: {fault.Message}", "Take the file from its source again.");
        }
    }

    private static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text) => (text.StartsWith("\uFEFF"u8) ? text[3..] : text).TrimStart(" \t\r\n"u8);

    private void ReadCases(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        for (var number = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            var at = (int)reader.TokenStartIndex;
            _line += text[_counted..at].Count((byte)'\n');
            _counted = at;
            using var document = JsonDocument.ParseValue(ref reader);
            try
            {
                into.Subjects.Add(SubjectOf(document.RootElement, number));
            }
            catch (CaseFault fault)
            {
                SetAside(_line, $"cases[{number - 1}].{fault.Field}", fault.Message, Form);
            }
        }
    }

    private void SetAside(int line, string field, string message, string remedy) =>
        into.SetAside.Add(new SetAsideRecord(file, line, field, SetAsideReason.Field, message, remedy));

    private RiskSubject SubjectOf(JsonElement json, int number)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new CaseFault("", $"Case {number} is no JSON object.");
        }

        var subject = new RiskSubject { File = file, Id = IdOf(json), Tca = TcaOf(json) };
        if (json.TryGetProperty("object1", out _))
        {
            RequireSi(json);
            var encounter = new Encounter { First = StateOf(json, "object1"), Second = StateOf(json, "object2") };
            return subject with
            {
                Encounter = encounter,
                MissDistanceKm = (encounter.Second.PositionM - encounter.First.PositionM).Norm * 1e-3,
                RelativeSpeedKmPerS = (encounter.Second.VelocityMPerS - encounter.First.VelocityMPerS).Norm * 1e-3,
                Radius = RadiusOf(json, "hbr_m"),
            };
        }

        if (json.TryGetProperty("xm", out _))
        {
            var plane = new PlaneInput(Number(json, "xm"), Number(json, "ym"), Sigma(json, "sigma_x"), Sigma(json, "sigma_y"));
            return subject with { Plane = plane, MissDistanceKm = double.Hypot(plane.MissXM, plane.MissYM) * 1e-3, Radius = RadiusOf(json, "radius") };
        }

        var aspectRatio = Number(json, "aspect_ratio", mayBeInfinite: true);
        var missM = Number(json, "miss_distance");
        if (!(aspectRatio >= 1) || !(missM >= 0))
        {
            throw new CaseFault(missM >= 0 ? "aspect_ratio" : "miss_distance", "The aspect ratio must be at least 1 and the miss distance not negative.");
        }

        return subject with { AspectRatio = aspectRatio, MissDistanceKm = missM * 1e-3, Radius = RadiusOf(json, "combined_radius") };
    }

    private static string? IdOf(JsonElement json) => !json.TryGetProperty("id", out var id) ? null
        : id.ValueKind == JsonValueKind.String ? id.GetString()
        : id.ValueKind == JsonValueKind.Number ? id.GetRawText() : null;

    private static Instant? TcaOf(JsonElement json)
    {
        if (!json.TryGetProperty("tca_utc", out var tca) || tca.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return tca.ValueKind == JsonValueKind.String && UtcText.TryParse(tca.GetString()!, out Instant time, out _)
            ? time
            : throw new CaseFault("tca_utc", $"tca_utc is {Quoted(tca.GetRawText())}, which is no UTC time such as 2026-07-11T03:41:18.913.");
    }

    /// <summary>Numbers in other units, or on axes that turn with the Earth, would be other numbers.</summary>
    private static void RequireSi(JsonElement json)
    {
        if (json.TryGetProperty("units", out var units) && units.ValueKind == JsonValueKind.Object && units.TryGetProperty("position", out var position) && position.ToString() != "m")
        {
            throw new CaseFault("units", $"Positions are given in {Quoted(position.ToString())}.");
        }

        if (json.TryGetProperty("frame", out var frame) && frame.ToString() is var name && (name.StartsWith("ITRF", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ECEF", StringComparison.OrdinalIgnoreCase)))
        {
            throw new CaseFault("frame", $"The frame {Quoted(name)} turns with the Earth; states must be inertial.");
        }
    }

    private static ObjectState StateOf(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var state) || state.ValueKind != JsonValueKind.Object)
        {
            throw new CaseFault(name, $"The case has no {name}.");
        }

        var r = Numbers(state, $"{name}.r", "r", 3);
        var v = Numbers(state, $"{name}.v", "v", 3);
        return new ObjectState
        {
            PositionM = new(r[0], r[1], r[2]),
            VelocityMPerS = new(v[0], v[1], v[2]),
            Covariance = CovarianceOf(json, state, name),
            DensitySensitivity = SensitivityOf(state, name),
        };
    }

    private static StateCovariance? CovarianceOf(JsonElement json, JsonElement state, string name)
    {
        if (!state.TryGetProperty("cov", out var rows) || rows.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var field = $"{name}.cov";
        var size = rows.ValueKind == JsonValueKind.Array ? rows.GetArrayLength() : 0;
        if (size is not (3 or 6))
        {
            throw new CaseFault(field, $"The covariance has {size} rows instead of 3 or 6.");
        }

        var elements = rows.EnumerateArray().SelectMany(row => Numbers(row, field, size)).ToArray();
        if (!json.TryGetProperty("covariance_frame", out var frame) || frame.ValueKind != JsonValueKind.String)
        {
            throw new CaseFault("covariance_frame", "The case does not say on which axes its covariances stand.");
        }

        var axes = frame.GetString()!.StartsWith("RTN", StringComparison.OrdinalIgnoreCase) ? CovarianceAxes.Rtn : CovarianceAxes.Inertial;
        // Velocities without variance are velocities of which nothing is said: certain ones there are none.
        return size == 6 && (elements[21] != 0 || elements[28] != 0 || elements[35] != 0)
            ? StateCovariance.OfState(axes, elements)
            : StateCovariance.OfPosition(axes, new(elements[0], elements[1], elements[2], elements[size + 1], elements[size + 2], elements[(2 * size) + 2]));
    }

    private static double[]? SensitivityOf(JsonElement state, string name)
    {
        if (!state.TryGetProperty("dcp", out var dcp) || dcp.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var sigma = Number(dcp, "density_forecast_uncertainty");
        double[] vectors = [.. Numbers(dcp, $"{name}.dcp", "sensitivity_pos_rtn_m", 3), .. Numbers(dcp, $"{name}.dcp", "sensitivity_vel_rtn_m_s", 3)];
        return [.. vectors.Select(component => sigma * component)];
    }

    private static CombinedRadius? RadiusOf(JsonElement json, string field) =>
        !json.TryGetProperty(field, out var radius) || radius.ValueKind == JsonValueKind.Null ? null : new CombinedRadius(Number(json, field, mayBeInfinite: true), $"{field} of the case");

    private static double Sigma(JsonElement json, string field) =>
        Number(json, field) is > 0 and var sigma ? sigma : throw new CaseFault(field, $"{field} is no standard deviation above zero.");

    private static double Number(JsonElement json, string field, bool mayBeInfinite = false)
    {
        if (!json.TryGetProperty(field, out var value))
        {
            throw new CaseFault(field, $"The case has no {field}.");
        }

        return mayBeInfinite && value.ValueKind == JsonValueKind.String && value.GetString() == "Infinity" ? double.PositiveInfinity : Finite(value, field);
    }

    private static double Finite(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new CaseFault(field, $"{field} is {Quoted(value.GetRawText())}, which is no finite number.");

    private static double[] Numbers(JsonElement owner, string field, string key, int count) =>
        owner.TryGetProperty(key, out var values) ? Numbers(values, field, count) : throw new CaseFault(field, $"The case has no {field}.");

    private static double[] Numbers(JsonElement values, string field, int count) =>
        values.ValueKind == JsonValueKind.Array && values.GetArrayLength() == count
            ? [.. values.EnumerateArray().Select(value => Finite(value, field))]
            : throw new CaseFault(field, $"{field} is not a list of {count} numbers.");

    /// <summary>What was found, clipped and harmless to a terminal.</summary>
    private static string Quoted(string found)
    {
        const int longest = 48;
        var clean = string.Concat(found.Take(longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return found.Length > longest ? $"'{clean}…'" : $"'{clean}'";
    }

    /// <summary>What is wrong with a case.</summary>
    private sealed class CaseFault(string field, string message) : Exception(message)
    {
        public string Field { get; } = field;
    }
}
