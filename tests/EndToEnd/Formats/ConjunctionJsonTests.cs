using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ssa.Catalog;
using Ssa.Cli.Formats;
using Ssa.Cli.Jobs;
using Ssa.Cli.Values;
using Ssa.Propagation;
using Ssa.Screening;

namespace Ssa.EndToEnd.Tests.Formats;

public class ConjunctionJsonTests
{
    private static readonly ScreeningResult Result = MadeUp.Result(
        [MadeUp.Object(22675, "COSMOS \"2251\""), MadeUp.Object(24946, "IRIDIUM 33")],
        MadeUp.Row(0, 1, 43_200.795),
        MadeUp.Row(0, 1, 86_400, CloseApproachKind.WindowEnd)) with
    {
        Refusals = [new StateRefusal(1, PropagationStatus.Decayed, MadeUp.Start, WholeWindow: false)],
    };

    [Fact]
    public void The_document_holds_settings_catalogue_and_conjunctions()
    {
        using var json = JsonDocument.Parse(Document(MadeUpReports.Of(Result)));
        var root = json.RootElement;
        Assert.Equal(["settings", "settings_sha256", "catalogue", "pairs_excluded", "conjunctions"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("2026-07-11T00:00:00.000000Z", root.GetProperty("settings").GetProperty("start").GetString());
        Assert.Equal("2026-07-12T00:00:00.000000Z", root.GetProperty("settings").GetProperty("end").GetString());
        Assert.Equal(5, root.GetProperty("settings").GetProperty("threshold_km").GetDouble());
        Assert.Equal("afspc", root.GetProperty("settings").GetProperty("sgp4_mode").GetString());
        var catalogue = root.GetProperty("catalogue");
        Assert.Equal(new string('a', 64), catalogue.GetProperty("files")[0].GetProperty("sha256").GetString());
        Assert.Equal(3, catalogue.GetProperty("superseded").GetInt32());
        Assert.Equal("checksum", catalogue.GetProperty("set_aside")[0].GetProperty("reason").GetString());
        Assert.Equal("decayed", catalogue.GetProperty("states_refused")[0].GetProperty("error").GetString());
        Assert.Equal(24946, catalogue.GetProperty("states_refused")[0].GetProperty("norad_cat_id").GetInt32());
        Assert.Equal(2, root.GetProperty("conjunctions").GetArrayLength());
    }

    [Fact]
    public void A_conjunction_has_every_digit_and_null_for_what_is_not_known()
    {
        var lines = Lines(Result);
        Assert.Equal(
            """
            {"norad_cat_id_1":22675,"object_name_1":"COSMOS \"2251\"","dse_1_days":1.500009201388889,"norad_cat_id_2":24946,"object_name_2":"IRIDIUM 33","dse_2_days":1.500009201388889,"tca":"2026-07-11T12:00:00.795000Z","kind":"minimum","miss_distance_km":0.698,"relative_speed_km_s":11.6468001234,"r_km":-0.5,"t_km":0.25,"n_km":-1E-10,"start":"2026-07-11T12:00:00.545000Z","stop":"2026-07-11T12:00:01.045000Z","max_probability":null,"dilution_sigma_km":null,"max_probability_as_oriented":null,"pc":null,"pc_low":null,"pc_high":null,"pc_method":null,"pc_reason":"no encounter plane: the objects do not move against each other, or a state is refused","covariance_source":"table-low/table-low hbr:unknown/unknown","hbr_m":2,"hbr_source":"class: unknown","diluted":null,"verdict":"cannot-tell","reportable":false,"emergency_reportable":false,"catastrophic":null,"energy_to_mass_j_g":null,"fragments_over_10cm":null,"mass_source":null}
            """,
            lines[0]);
        Assert.Contains("\"start\":null,\"stop\":null,\"max_probability\":null", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void A_row_of_a_volume_says_when_its_metric_was_least()
    {
        var inVolume = Result with { Approaches = [Result.Approaches[0] with { VolumeTime = MadeUp.Start }] };
        Assert.Contains("\"tca\":\"2026-07-11T12:00:00.795000Z\",\"volume_time\":\"2026-07-11T00:00:00.000000Z\",\"kind\"", Lines(inVolume)[0], StringComparison.Ordinal);
        Assert.DoesNotContain("volume_time", Lines(Result)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_and_document_tell_the_same_conjunctions()
    {
        using var json = JsonDocument.Parse(Document(MadeUpReports.Of(Result)));
        var told = json.RootElement.GetProperty("conjunctions").EnumerateArray();
        Assert.Equal(Lines(Result), told.Select(Compact));
    }

    [Fact]
    public void The_hash_is_that_of_the_settings_without_white_space()
    {
        using var json = JsonDocument.Parse(Document(MadeUpReports.Of(Result)));
        var settings = Encoding.UTF8.GetBytes(Compact(json.RootElement.GetProperty("settings")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(settings)), json.RootElement.GetProperty("settings_sha256").GetString());
    }

    [Fact]
    public void What_does_not_decide_the_result_does_not_change_the_bytes()
    {
        var elsewhere = Result with
        {
            Settings = Result.Settings with { Threads = 7, StepSeconds = 60, StepsPerSlab = 10, MaxEvents = 5 },
            Stages = [new StageTime("screen", TimeSpan.FromSeconds(99))],
        };
        var change = (ScreeningRequest request) => request with { Threads = 7, MaxEvents = 5 };
        Assert.Equal(Document(MadeUpReports.Of(Result)), Document(MadeUpReports.Of(elsewhere, change)));
    }

    [Fact]
    public void What_decides_the_result_changes_the_hash()
    {
        var hashes = new[]
        {
            MadeUpReports.Of(Result),
            MadeUpReports.Of(Result with { Settings = Result.Settings with { ThresholdKm = 6 } }),
            MadeUpReports.Of(Result with { Settings = Result.Settings with { Sgp4Mode = Sgp4Mode.Improved } }),
            MadeUpReports.Of(Result, request => request with { Primaries = [ObjectSelector.Parse("24946")] }),
            MadeUpReports.Of(Result, request => request with { Secondaries = [ObjectSelector.Parse("24946")] }),
            MadeUpReports.Of(Result with { Settings = Result.Settings with { Volume = ScreeningVolume.Ellipsoid(0.4, 25, 25) } }),
            MadeUpReports.Of(Result with { Settings = Result.Settings with { Volume = ScreeningVolume.Box(0.4, 25, 25) } }),
            MadeUpReports.Of(Result with { Settings = Result.Settings with { Volume = ScreeningVolume.Handbook } }),
            MadeUpReports.Of(Result, request => request with { Exclusions = [Rule("same-name-prefix")] }),
            MadeUpReports.Of(Result, request => request with { Exclusions = [Rule("co-moving")] }),
            MadeUpReports.Of(Result, request => request with { Exclusions = [Rule("co-moving:9m/s")] }),
            MadeUpReports.Of(Result, request => request with { Exclusions = [Rule("24946:22675")] }),
            MadeUpReports.Of(Result, request => request with { MaxAge = NodaTime.Duration.FromDays(7) }),
        }.Select(ConjunctionJson.HashOfSettings).ToArray();
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static ExclusionArgument Rule(string text) => ExclusionArgument.Parse(text).TryGet(out var rule, out var fault) ? rule : throw new FormatException(fault);

    private static byte[] Document(ScreeningReport report)
    {
        using var stream = new MemoryStream();
        ConjunctionJson.WriteDocument(stream, report, CancellationToken.None);
        return stream.ToArray();
    }

    private static string[] Lines(ScreeningResult result)
    {
        using var stream = new MemoryStream();
        ConjunctionJson.WriteLines(stream, MadeUpReports.Of(result), CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Compact(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
