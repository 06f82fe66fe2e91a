using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Ssa.EndToEnd.Tests;

public class ReportTests
{
    [Fact]
    public void The_page_of_the_sample_has_the_numbers_of_its_json()
    {
        var page = Parse(SsaProcess.Run("report", "--duration", "12h", "--top", "30").Expect(0).Bytes);
        using var json = JsonDocument.Parse(SsaProcess.Run("screen", "--duration", "12h", "--format", "json").Expect(0).Bytes);
        var rows = json.RootElement.GetProperty("conjunctions").EnumerateArray().ToDictionary(row => (row.GetProperty("tca").GetString()!, row.GetProperty("norad_cat_id_1").GetInt32(), row.GetProperty("norad_cat_id_2").GetInt32()));
        var shown = Named(Table(page, "by-miss"), "tr").Skip(1).ToArray();
        Assert.NotEmpty(shown);
        foreach (var row in shown)
        {
            var cells = row.Elements().ToArray();
            var expected = rows[(Named(cells[3], "time").Single().Attribute("datetime")!.Value, NumberOf(cells[1]), NumberOf(cells[2]))];
            double[] Known(params string[] keys) => [.. keys.Select(key => expected.GetProperty(key)).Where(value => value.ValueKind == JsonValueKind.Number).Select(value => value.GetDouble())];
            Assert.Equal(Known("miss_distance_km"), Data(cells[4]));
            Assert.Equal(Known("relative_speed_km_s"), Data(cells[5]));
            Assert.Equal(Known("max_probability"), Data(cells[6]));
            Assert.Equal(Known("pc", "pc_low", "pc_high"), Data(cells[7]));
        }

        Assert.Contains(json.RootElement.GetProperty("settings_sha256").GetString()!, page.Root!.Value, StringComparison.Ordinal);
        Assert.Contains(json.RootElement.GetProperty("catalogue").GetProperty("files")[0].GetProperty("sha256").GetString()!, page.Root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_the_same_page_and_replacing_one_is_said()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in.tle", ElementSets.Collision2009);
        var printed = SsaProcess.Run("report", input, "--duration", "1h").Expect(0);
        Assert.DoesNotContain("in place of", SsaProcess.Run("report", input, "--duration", "1h", "--output", folder.PathOf("r.html")).Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(printed.Bytes, File.ReadAllBytes(folder.PathOf("r.html")));
        Assert.Contains("in place of the file", SsaProcess.Run("report", input, "--duration", "1h", "--output", folder.PathOf("r.html")).Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(["in.tle", "r.html"], folder.FileNames);
    }

    [Fact]
    public void What_cannot_be_drawn_for_want_of_a_covariance_is_said()
    {
        // Iridium 33 as an ephemeris, which carries none, and Cosmos 2251 as an element set, around their collision of 2009-02-10, 16:56 UTC.
        using var folder = new TemporaryFolder();
        var ephemeris = folder.PathOf("iridium.oem");
        SsaProcess.Run("propagate", folder.Write("i.tle", ElementSets.Iridium33), "--start", "2009-02-10T16:00:00Z", "--duration", "2h", "--step", "60s", "--format", "oem", "--output", ephemeris).Expect(0);
        var page = Parse(SsaProcess.Run("report", folder.Write("c.tle", ElementSets.Cosmos2251), "--ephemeris", ephemeris, "--start", "2009-02-10T16:30:00Z", "--duration", "1h").Expect(0).Bytes);
        Assert.Contains("No dilution curve and no encounter plane: no covariance of one object", page.Root!.Value, StringComparison.Ordinal);
        Assert.EndsWith("-motion-title", Named(page.Root, "svg").First().Elements().First().Attribute("id")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cloud_is_drawn_as_chosen()
    {
        var page = Parse(SsaProcess.Run("report", "--duration", "10min", "--cloud", "launch=1999-025", "--cloud", "25544").Expect(0).Bytes);
        Assert.Contains("launch=1999-025 or 25544 (as chosen)", page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cloud_without_objects_is_a_failure_that_says_its_name()
    {
        var outcome = SsaProcess.Run("report", "--cloud", "launch=1901-001").Expect(1);
        Assert.Contains("--cloud: launch=1901-001 matches none", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Bytes);
    }

    [Theory]
    [InlineData("--top", "0")]
    [InlineData("--top", "101")]
    [InlineData("--cloud", "launch=99")]
    [InlineData("--format", "csv")]
    public void A_malformed_option_is_refused_with_its_name(string option, string value)
    {
        var outcome = SsaProcess.Run("report", option, value).Expect(2);
        Assert.Contains(option, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Bytes);
    }

    [Fact]
    public void Strict_tells_of_records_set_aside_on_the_page_and_by_the_exit_code()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in.tle", ElementSets.Collision2009 + ElementSets.Collision2009[..69] + "\n");
        var page = Parse(SsaProcess.Run("report", input, "--duration", "1h", "--strict").Expect(3).Bytes);
        Assert.NotEmpty(Table(page, "set-aside").Elements());
    }

    private static XDocument Parse(byte[] page)
    {
        using var reader = XmlReader.Create(new MemoryStream(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader);
    }

    private static XElement Table(XDocument page, string id) => page.Descendants().Single(element => element.Attribute("id")?.Value == id);

    private static IEnumerable<XElement> Named(XElement within, string name) => within.Descendants().Where(element => element.Name.LocalName == name);

    private static int NumberOf(XElement cell) => int.Parse(Named(cell, "span").Single().Value.Split(' ')[0], CultureInfo.InvariantCulture);

    private static double[] Data(XElement cell) => [.. Named(cell, "data").Select(data => double.Parse(data.Attribute("value")!.Value, CultureInfo.InvariantCulture))];
}
