using System.Globalization;
using System.Text.Json;
using Ssa.Propagation.Frames;
using Ssa.Tests;

namespace Ssa.Risk.Tests.ReferenceData;

/// <summary>One expected value of the reference file.</summary>
internal sealed record ExpectedValue(string Method, double? Value, double? RelativeTolerance, double? AbsoluteTolerance, JsonElement Json);

/// <summary>One case of risk/pc-reference.json, SI units.</summary>
internal sealed class ReferenceCase(JsonElement json)
{
    private static readonly string[] SensitivityNames = ["sensitivity_pos_rtn_m", "sensitivity_vel_rtn_m_s"];
    private static readonly Lazy<IReadOnlyList<ReferenceCase>> Cases = new(Read);

    public static IReadOnlyList<ReferenceCase> All => Cases.Value;

    public string Id => json.GetProperty("id").GetString()!;

    public string Kind => json.GetProperty("kind").GetString()!;

    public JsonElement Json => json;

    public IEnumerable<ExpectedValue> Expected => json.GetProperty("expected").EnumerateArray().Select(e => new ExpectedValue(
        e.GetProperty("method").GetString()!, Optional(e, "value"), Optional(e, "rel_tol"), Optional(e, "abs_tol"), e));

    public double? Verified(string name) => json.TryGetProperty("verified", out var v) ? Optional(v, name) : null;

    public double HardBodyRadiusM => Number(json.GetProperty("hbr_m"));

    /// <summary>The encounter; the radius may be another than the case's own, and a covariance may count as unknown.</summary>
    public Encounter Encounter(double? radiusM = null) => new() { First = State("object1"), Second = State("object2"), HardBodyRadiusM = radiusM ?? HardBodyRadiusM };

    public EncounterPlane Plane() => EncounterPlane.OfPrincipalAxes(Value("xm"), Value("ym"), Value("sigma_x"), Value("sigma_y"), Value("radius"));

    public double Value(string name) => Number(json.GetProperty(name));

    public static double? Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var v) && (v.ValueKind == JsonValueKind.Number || (v.ValueKind == JsonValueKind.String && v.GetString() is "Infinity")) ? Number(v) : null;

    private ObjectState State(string name)
    {
        var o = json.GetProperty(name);
        var rows = o.GetProperty("cov").EnumerateArray().Select(r => r.EnumerateArray().Select(Number).ToArray()).ToArray();
        var axes = json.GetProperty("covariance_frame").GetString()!.StartsWith("RTN", StringComparison.Ordinal) ? CovarianceAxes.Rtn : CovarianceAxes.Inertial;
        double[]? sensitivity = null;
        if (o.TryGetProperty("dcp", out var dcp))
        {
            var sigma = Number(dcp.GetProperty("density_forecast_uncertainty"));
            sensitivity = [.. SensitivityNames.SelectMany(n => dcp.GetProperty(n).EnumerateArray()).Select(x => sigma * Number(x))];
        }

        return new()
        {
            PositionM = Vector(o.GetProperty("r")),
            VelocityMPerS = Vector(o.GetProperty("v")),
            Covariance = rows.Length == 6
                ? StateCovariance.OfState(axes, [.. rows.SelectMany(r => r)])
                : StateCovariance.OfPosition(axes, new(rows[0][0], rows[0][1], rows[0][2], rows[1][1], rows[1][2], rows[2][2])),
            DensitySensitivity = sensitivity,
        };
    }

    private static Vector3 Vector(JsonElement e) => new(Number(e[0]), Number(e[1]), Number(e[2]));

    private static double Number(JsonElement e) => e.ValueKind == JsonValueKind.String ? double.Parse(e.GetString()!, CultureInfo.InvariantCulture) : e.GetDouble();

    private static List<ReferenceCase> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Reference.Shared("risk/pc-reference.json")));
        return [.. document.RootElement.GetProperty("cases").Clone().EnumerateArray().Select(c => new ReferenceCase(c))];
    }
}
