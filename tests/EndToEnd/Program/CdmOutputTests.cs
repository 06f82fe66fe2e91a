using System.Globalization;
using System.Text.Json;
using Ssa.Messages;
using Ssa.Propagation.Frames;
using Ssa.Propagation.Time;

namespace Ssa.EndToEnd.Tests.Program;

/// <summary>Close approaches of the bundled sample as conjunction data messages, read back.</summary>
public class CdmOutputTests
{
    private const string Created = "2026-01-02T03:04:05.678Z";
    private static readonly string[] Screening = ["screen", "--threshold", "2km"];

    [Theory]
    [InlineData("cdm-kvn")]
    [InlineData("cdm-xml")]
    public void Messages_are_read_back_without_defects_to_the_numbers_of_the_list(string format)
    {
        var messages = ReadAll(SsaProcess.Run([.. Screening, "--format", format, "--created", Created]).Expect(0).Bytes);
        var rows = Rows().Where(row => row.GetProperty("kind").GetString() == "minimum").ToArray();
        Assert.Equal(rows.Length, messages.Count);
        Assert.True(messages.Count >= 5, $"{messages.Count} messages");
        Assert.Equal(messages.Count, messages.Select(message => message.MessageId).Distinct().Count());
        foreach (var (message, row) in messages.Zip(rows))
        {
            Assert.Empty(message.Defects);
            Assert.Equal((row.GetProperty("norad_cat_id_1").GetInt32().ToString(CultureInfo.InvariantCulture), row.GetProperty("object_name_1").GetString()), (message.Object1.Designator, message.Object1.Name));
            Assert.Equal(row.GetProperty("tca").GetString(), UtcText.Format(message.Tca));
            Assert.Equal(Created, UtcText.Format(message.Header.Time("CREATION_DATE")!.Value)[..23] + "Z");
            AssertNear(row, "miss_distance_km", message.MissDistanceM);
            AssertNear(row, "r_km", message.Relative.Number("RELATIVE_POSITION_R"));
            AssertNear(row, "t_km", message.Relative.Number("RELATIVE_POSITION_T"));
            AssertNear(row, "n_km", message.Relative.Number("RELATIVE_POSITION_N"));
            AssertNear(row, "relative_speed_km_s", message.Relative.Number("RELATIVE_SPEED"));
            var probability = row.GetProperty("pc");
            Assert.Equal(probability.ValueKind == JsonValueKind.Number ? probability.GetDouble() : double.NaN, message.CollisionProbability);

            // The states of the message, in another frame, give the same distance and relative velocity.
            Assert.True(CdmEncounter.TryFrom(message, EarthOrientation.None, out var encounter, out var fault), fault?.Message);
            Assert.Equal(message.MissDistanceM, 1e3 * encounter!.RelativePositionKm.Norm, 1e-3);
            var velocity = RtnBasis.Of(encounter.First.PositionKm, encounter.First.VelocityKmPerS).Resolve(encounter.RelativeVelocityKmPerS);
            Assert.Equal(message.Relative.Number("RELATIVE_VELOCITY_T"), 1e3 * velocity.Y, 1e-3);
            Assert.Equal(row.GetProperty("hbr_m").GetDouble(), encounter.HardBodyRadius!.RadiusM);
            Assert.Equal(("DEFAULT", true), (encounter.First.CovarianceMethod, encounter.First.HasVelocityCovariance));
        }
    }

    [Fact]
    public void Risk_of_the_messages_is_the_probability_of_the_list()
    {
        using var folder = new TemporaryFolder();
        var file = folder.PathOf("events.cdm");
        var sets = folder.Write("collision.tle", ElementSets.Collision2009);
        SsaProcess.Run("screen", sets, "--start", "2009-02-10T16:00:00Z", "--duration", "2h", "--threshold", "1km", "--format", "cdm-kvn", "--output", file).Expect(0);
        using var json = JsonDocument.Parse(SsaProcess.Run("risk", file, "--format", "json").Expect(0).Bytes);
        var compared = 0;
        foreach (var report in json.RootElement.EnumerateArray())
        {
            if (report.GetProperty("stated_probability") is { ValueKind: JsonValueKind.Number } stated)
            {
                var expected = stated.GetDouble();
                Assert.Equal(expected, report.GetProperty("results")[0].GetProperty("value").GetDouble(), 1e-6 * expected);
                compared++;
            }
        }

        Assert.True(compared > 0, "no event has a probability");
    }

    [Fact]
    public void An_object_whose_covariance_is_not_known_is_told_so_and_gives_no_probability()
    {
        using var folder = new TemporaryFolder();
        var oem = folder.PathOf("iridium.oem");
        string[] window = ["--start", "2009-02-10T16:00:00Z", "--duration", "2h"];
        SsaProcess.Run(["propagate", folder.Write("iridium.tle", ElementSets.Iridium33), .. window, "--step", "1min", "--frame", "gcrf", "--format", "oem", "--output", oem]).Expect(0);
        var text = SsaProcess.Run(["screen", folder.Write("cosmos.tle", ElementSets.Cosmos2251), "--ephemeris", oem, .. window, "--threshold", "1km", "--format", "cdm-kvn"]).Expect(0).Bytes;
        var message = Assert.Single(ReadAll(text));
        Assert.Empty(message.Defects);
        Assert.Equal(("iridium.oem", "DEFAULT"), (message.Object1[CdmSection.Metadata].Text("EPHEMERIS_NAME"), message.Object1[CdmSection.Metadata].Text("COVARIANCE_METHOD")));
        Assert.Equal(63_781_370.0 * 63_781_370.0, message.Object1.RtnCovariance(1, 1));
        Assert.Contains(message.Object1.Comments, comment => comment.StartsWith("THE COVARIANCE IS NOT KNOWN", StringComparison.Ordinal));
        Assert.Equal(double.NaN, message.CollisionProbability);

        using var json = JsonDocument.Parse(SsaProcess.RunWith(text, "risk", "-", "--format", "json").Expect(0).Bytes);
        var report = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("not-computable", report.GetProperty("results")[0].GetProperty("status").GetString());
        Assert.Contains("default-covariance:1", report.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()));
        Assert.Equal("unknown-covariance", report.GetProperty("max_probability_over").GetString());
    }

    [Fact]
    public void A_folder_takes_one_file_for_each_event_and_the_same_bytes_whatever_the_threads()
    {
        using var folder = new TemporaryFolder();
        var one = Path.Combine(folder.Root, "one") + Path.DirectorySeparatorChar;
        var other = Directory.CreateDirectory(folder.PathOf("other")).FullName;
        SsaProcess.Run([.. Screening, "--format", "cdm-xml", "--created", Created, "--output", one, "--threads", "1"]).Expect(0);
        SsaProcess.Run([.. Screening, "--format", "cdm-xml", "--created", Created, "--output", other, "--threads", "2"]).Expect(0);
        var names = Directory.GetFiles(one).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(names, Directory.GetFiles(other).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Rows().Count(row => row.GetProperty("kind").GetString() == "minimum"), names.Length);
        foreach (var name in names)
        {
            var bytes = File.ReadAllBytes(Path.Combine(one, name!));
            Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(other, name!)));
            var message = Assert.Single(ReadAll(bytes));
            Assert.StartsWith(Path.GetFileNameWithoutExtension(name!) + "_", message.MessageId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_covariance_of_position_and_velocity_is_positive_definite()
    {
        foreach (var message in ReadAll(SsaProcess.Run([.. Screening, "--format", "cdm-kvn"]).Expect(0).Bytes))
        {
            foreach (var one in new[] { message.Object1, message.Object2 })
            {
                Assert.True(IsPositiveDefinite(one), one.Name);
            }
        }
    }

    [Fact]
    public void The_date_of_creation_needs_messages() => SsaProcess.Run("screen", "--created", Created).Expect(2);

    private static List<CdmMessage> ReadAll(byte[] text)
    {
        var batch = new CdmBatch();
        CdmReader.Read(text, "events", batch);
        Assert.Empty(batch.SetAside);
        return batch.Accepted;
    }

    private static JsonElement[] Rows() =>
        [.. SsaProcess.Run([.. Screening, "--format", "jsonl"]).Expect(0).Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static void AssertNear(JsonElement row, string key, double metres) => Assert.Equal(1e3 * row.GetProperty(key).GetDouble(), metres, 1e-9);

    /// <summary>Cholesky's factors exist, with rows scaled to unit variance.</summary>
    private static bool IsPositiveDefinite(CdmObject one)
    {
        var factor = new double[6, 6];
        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var left = one.RtnCovariance(row, column) / Math.Sqrt(one.RtnCovariance(row, row) * one.RtnCovariance(column, column));
                for (var k = 0; k < column; k++)
                {
                    left -= factor[row, k] * factor[column, k];
                }

                if (row == column && !(left > 1e-9))
                {
                    return false;
                }

                factor[row, column] = row == column ? Math.Sqrt(left) : left / factor[column, column];
            }
        }

        return true;
    }
}
