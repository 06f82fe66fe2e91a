using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests.Program;

/// <summary><c>ssa risk</c> over the reference cases: 50-digit values first, published ones within their own tolerance, refusals where the file says that there is no value.</summary>
public class RiskReferenceTests
{
    [Fact]
    public void Every_case_has_its_value_or_its_refusal() => Check(147);

    [Fact]
    public void Without_a_radius_every_method_says_so_and_the_run_succeeds()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("case.json", """{"cases":[{"id":"a","kind":"encounter_plane","xm":0,"ym":10,"sigma_x":25,"sigma_y":50},{"id":"b","miss_distance":100,"aspect_ratio":3}]}""");
        using var json = JsonDocument.Parse(SsaProcess.Run("risk", file, "--format", "json").Expect(0).Bytes);
        foreach (var report in json.RootElement.EnumerateArray())
        {
            Assert.Equal(JsonValueKind.Null, report.GetProperty("hbr_m").ValueKind);
            Assert.All(report.GetProperty("results").EnumerateArray(), result =>
                Assert.Equal(("not-computable", "no hard-body radius", JsonValueKind.Null), (Text(result, "status"), Text(result, "reason"), result.GetProperty("value").ValueKind)));
        }

        using var given = JsonDocument.Parse(SsaProcess.Run("risk", file, "--format", "json", "--hbr", "5m").Expect(0).Bytes);
        Assert.Equal((5.0, "--hbr"), (given.RootElement[0].GetProperty("hbr_m").GetDouble(), Text(given.RootElement[0], "hbr_source")));
        Assert.Equal(0.009741511558277755, Value(given.RootElement[0], "pc2d")!.Value, 1e-11);
    }

    private static void Check(int count)
    {
        var reference = JsonNode.Parse(File.ReadAllBytes(Reference.Shared("risk/pc-reference.json")))!;
        var cases = reference["cases"]!.AsArray().Select(c => c!).ToArray();
        var outcome = SsaProcess.Run("risk", Reference.Shared("risk/pc-reference.json"), "--format", "json").Expect(0);
        Assert.Empty(outcome.Error);
        Assert.DoesNotContain("NaN", outcome.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Infinity", outcome.Text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(outcome.Bytes);
        var reports = json.RootElement.EnumerateArray().ToArray();
        Assert.Equal(cases.Select(c => c["id"]!.GetValue<string>()), reports.Select(report => Text(report, "id")));
        Assert.Equal(count, cases.Length);
        var faults = cases.Zip(reports).SelectMany(pair => FaultsOf(pair.First, pair.Second)).ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    private static IEnumerable<string> FaultsOf(JsonNode expected, JsonElement report)
    {
        var id = Text(report, "id");
        foreach (var result in report.GetProperty("results").EnumerateArray())
        {
            if ((Text(result, "status") == "ok") != (result.GetProperty("value").ValueKind == JsonValueKind.Number) || (Text(result, "status") == "ok") != (Text(result, "reason") is null))
            {
                yield return $"{id}: {result}";
            }
        }

        var verified = expected["verified"]?.AsObject();
        var pc2d = (verified?["pc2d_projected"] ?? verified?["pc2d"])?.GetValue<double>();
        if (pc2d is { } certain)
        {
            var condition = verified!["sigma_major_m"] is { } major ? Math.Pow(major.GetValue<double>() / verified["sigma_minor_m"]!.GetValue<double>(), 2) : 1;
            if (id != "npd-02" && Off(Value(report, "pc2d"), certain, condition > 1e6 ? 1e-7 : 1e-9) is { } fault)
            {
                yield return $"{id} pc2d: {fault}";
            }

            var (lower, upper) = (Value(report, "laas", "lower"), Value(report, "laas", "upper"));
            if (lower > certain * (1 + 1e-7) || upper < certain * (1 - 1e-7))
            {
                yield return $"{id} laas: {lower} to {upper} do not bracket {certain}";
            }
        }

        foreach (var one in expected["expected"]!.AsArray())
        {
            if (FaultOf(one!, report, hasVerified: pc2d is not null) is { } fault)
            {
                yield return $"{id} {one!["method"]}: {fault}";
            }
        }
    }

    private static string? FaultOf(JsonNode expected, JsonElement report, bool hasVerified)
    {
        var method = expected["method"]!.GetValue<string>();
        if (expected["value"] is null)
        {
            return Value(report, "pc2d") is null ? null : "a value where there is none";
        }

        // Units of the reference are SI; a null tolerance is information only.
        if (expected["value"] is not JsonValue number || !number.TryGetValue<double>(out var value) || (expected["rel_tol"] ?? expected["abs_tol"]) is not JsonValue)
        {
            return null;
        }

        var tolerance = expected["rel_tol"] is JsonValue relative ? relative.GetValue<double>() : expected["abs_tol"]!.GetValue<double>() / Math.Abs(value);
        return method switch
        {
            "Nc3D Hall" when expected["window_s"] is null => Off(Value(report, "nc3d"), value, tolerance),
            "Pc2D circle with density cross-correlation removed (Casali 2018)" => Off(Value(report, "pc2d-decorrelated"), value, tolerance),
            "Alfano 2005 maximum probability (exact numerical maximum)" or "Alfano 2005 maximum probability, infinite aspect ratio"
                or "Dilution maximum Pc (scale combined covariance, linear TCA refinement)" => Off(Number(report, "max_probability"), value, tolerance),
            "dilution threshold sigma (minor axis at the maximum)" => Off(Number(report, "dilution_sigma_km") * 1e3, value, tolerance),
            "Pc2D circle (PcCircle)" when !hasVerified => Off(Value(report, "pc2d"), value, tolerance),
            _ => null,
        };
    }

    private static string? Off(double? found, double expected, double tolerance) =>
        found is { } known && Math.Abs(known - expected) <= tolerance * Math.Abs(expected) ? null : string.Create(CultureInfo.InvariantCulture, $"{found:R} instead of {expected:R}");

    private static double? Value(JsonElement report, string method, string key = "value") =>
        report.GetProperty("results").EnumerateArray().Where(result => Text(result, "method") == method).Select(result => Number(result, key)).FirstOrDefault();

    private static double? Number(JsonElement owner, string key) => owner.GetProperty(key) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static string? Text(JsonElement owner, string key) => owner.GetProperty(key).GetString();
}
