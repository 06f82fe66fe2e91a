using System.Text;
using System.Text.Json;
using Ssa.Tests;

namespace Ssa.EndToEnd.Tests.Program;

/// <summary>What <c>ssa risk</c> takes, says and refuses.</summary>
public class RiskTests
{
    private const string Plane = """{"cases":[{"id":"plane","xm":0,"ym":10,"sigma_x":25,"sigma_y":50,"radius":5}]}""";

    [Fact]
    public void Files_that_cannot_be_read_cost_no_other()
    {
        using var folder = new TemporaryFolder();
        var good = folder.Write("good.json", Plane);
        var broken = folder.Write("broken.cdm", "CCSDS_CDM_VERS = 1.0\nCREATION_DATE = 2026-01-01T00:00:00\nTCA = 2026-02-30T00:00:00\n");
        var badCase = folder.Write("case.json", "{\"cases\":[\n{\"id\":1,\"xm\":0,\"ym\":10,\"sigma_x\":-25,\"sigma_y\":50}]}");
        var outcome = SsaProcess.Run("risk", broken, folder.PathOf("absent.cdm"), badCase, good, "--format", "json").Expect(1);
        using var json = JsonDocument.Parse(outcome.Bytes);
        Assert.Equal("plane", Assert.Single(json.RootElement.EnumerateArray()).GetProperty("id").GetString());
        Assert.Contains($"error: {broken}:3: TCA: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"error: {badCase}:2: cases[0].sigma_x: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("absent.cdm: There is no such file.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_and_gzip_are_files_too()
    {
        using var folder = new TemporaryFolder();
        var piped = SsaProcess.RunWith(Encoding.UTF8.GetBytes(Plane), "risk", "-", "--format", "json").Expect(0);
        var packed = SsaProcess.Run("risk", folder.WriteGzip("plane.gz", Plane), "--format", "json").Expect(0);
        Assert.Equal(piped.Text.Replace("\"-\"", "", StringComparison.Ordinal), packed.Text.Replace($"\"{folder.PathOf("plane.gz")}\"", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_says_what_it_rests_on()
    {
        using var folder = new TemporaryFolder();
        var text = SsaProcess.Run("risk", folder.Write("plane.json", Plane)).Expect(0).Text;
        Assert.Contains("  pc2d", text, StringComparison.Ordinal);
        Assert.DoesNotContain("monte-carlo", text.Split("Errors are taken")[0], StringComparison.Ordinal);
        Assert.Contains("9.741512E-03", text, StringComparison.Ordinal);
        Assert.Contains("radius   5 m, both objects together (radius of the case)", text, StringComparison.Ordinal);
        Assert.Contains("not-applicable: the case gives an encounter plane, no states", text, StringComparison.Ordinal);
        Assert.Contains("Errors are taken as Gaussian, objects as spheres, and covariances at their word", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--hbr", "20")]
    [InlineData("--hbr", "-20m")]
    [InlineData("--samples", "0")]
    [InlineData("--seed", "3")]
    [InlineData("--format", "csv")]
    public void Options_out_of_form_are_wrong_usage(string option, string value)
    {
        var outcome = SsaProcess.Run("risk", "x.cdm", option, value).Expect(2);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_wrong_usage() => SsaProcess.Run("risk").Expect(2);

    [Fact]
    public void A_message_gives_its_own_radius_probability_and_defects()
    {
        var file = Reference.Shared("ccsds/cdm-sample/AlfanoTestCase05.cdm");
        var report = ReportOf(file);
        Assert.Equal((10.0, "HBR in a comment, of both objects together"), (report.GetProperty("hbr_m").GetDouble(), report.GetProperty("hbr_source").GetString()));
        Assert.Contains("message-defects:27", report.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
        Assert.Equal(JsonValueKind.Number, report.GetProperty("results")[0].GetProperty("value").ValueKind);
    }

    [Fact]
    public void A_Monte_Carlo_is_made_where_samples_are_asked_for_and_is_bracketed_by_its_bounds()
    {
        var report = ReportOf(Reference.Shared("ccsds/cdm-sample/AlfanoTestCase05.cdm"), "--samples", "2000", "--seed", "7");
        var row = Assert.Single(report.GetProperty("results").EnumerateArray(), result => result.GetProperty("method").GetString() == "monte-carlo");
        Assert.Equal("ok", row.GetProperty("status").GetString());
        Assert.InRange(row.GetProperty("value").GetDouble(), row.GetProperty("lower").GetDouble(), row.GetProperty("upper").GetDouble());
    }

    [Fact]
    public void A_message_whose_state_is_not_known_is_not_computable()
    {
        var report = ReportOf(Reference.Shared("ccsds/cdm/CDMExample_issue1319_mandatory_empty_value.xml"), "--hbr", "20m");
        Assert.All(report.GetProperty("results").EnumerateArray(), result => Assert.Equal("not-computable", result.GetProperty("status").GetString()));
        Assert.Contains("X is not known", report.GetProperty("results")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement ReportOf(params string[] args)
    {
        using var json = JsonDocument.Parse(SsaProcess.Run(["risk", .. args, "--format", "json"]).Expect(0).Bytes);
        return Assert.Single(json.RootElement.EnumerateArray()).Clone();
    }
}
