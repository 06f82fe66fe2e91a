using System.Globalization;
using System.Xml.Linq;
using Ssa.Catalog;
using Ssa.Propagation;
using Ssa.Propagation.Time;
using Ssa.Screening;
using Ssa.Tests;

namespace Ssa.Report.Tests.Page;

/// <summary>What the page says, held against the screening that it tells of.</summary>
public class PageContentTests
{
    [Theory]
    [InlineData("by-maximum")]
    [InlineData("by-miss")]
    [InlineData("by-speed")]
    public void Rows_have_the_numbers_of_the_screening(string id)
    {
        var input = Inputs.Sample;
        var rows = Inputs.SampleTree.ById(id).Named("tbody").Single().Named("tr").ToArray();
        Assert.Equal(input.Top, rows.Length);
        foreach (var row in rows)
        {
            var cells = row.Elements().ToArray();
            var approach = Find(input, cells[3].Named("time").Single().Of("datetime"), NumberOf(cells[1]), NumberOf(cells[2]));
            var risk = input.Assessor.Assess(approach);
            Assert.Equal([approach.RangeKm], Data(cells[4]));
            Assert.Equal([approach.RelativeSpeedKmPerS], Data(cells[5]));
            Assert.Equal(new[] { risk.MaxProbability }.OfType<double>(), Data(cells[6]));
            Assert.Equal(new[] { risk.Pc, risk.PcLow, risk.PcHigh }.OfType<double>(), Data(cells[7]));
        }
    }

    [Fact]
    public void Rankings_are_complete_and_in_order()
    {
        var input = Inputs.Sample;
        var passes = Enumerable.Range(0, input.Result.Approaches.Count).Where(i => input.Result.Approaches[i].RelativeSpeedKmPerS >= 0.01).ToArray();
        Assert.Equal(passes.Select(i => input.Result.Approaches[i].RangeKm).Order().Take(input.Top), Column("by-miss", 4));
        Assert.Equal(passes.Select(i => input.Result.Approaches[i].RelativeSpeedKmPerS).OrderDescending().Take(input.Top), Column("by-speed", 5));
        Assert.Equal(passes.Select(i => input.Assessor.Assess(input.Result.Approaches[i]).MaxProbability).OfType<double>().OrderDescending().Take(input.Top), Column("by-maximum", 6));
    }

    [Fact]
    public void Captions_say_how_many_there_are()
    {
        var passes = Inputs.Sample.Result.Approaches.Count(approach => approach.RelativeSpeedKmPerS >= 0.01);
        Assert.StartsWith($"10 of {passes} passes", Inputs.SampleTree.ById("by-miss-caption").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Owners_are_counted_by_the_passes_of_their_objects()
    {
        var input = Inputs.Sample;
        string OwnerOf(int index) => BundledSample.Satcat.Find(input.Result.ObjectAt(index).Number!.Value)?.Owner ?? "";
        var rows = Inputs.SampleTree.ById("by-owner").Named("tbody").Single().Named("tr").ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var cells = row.Elements().ToArray();
            var owner = cells[0].Value == "not listed" ? "" : cells[0].Value;
            var passes = input.Result.Approaches.Where(one => one.RelativeSpeedKmPerS >= 0.01 && (OwnerOf(one.First) == owner || OwnerOf(one.Second) == owner)).ToArray();
            Assert.Equal(Enumerable.Range(0, input.Result.ObjectCount).Count(i => OwnerOf(i) == owner).ToString("N0", CultureInfo.InvariantCulture), cells[1].Value);
            Assert.Equal(passes.Length.ToString("N0", CultureInfo.InvariantCulture), cells[2].Value);
            Assert.Equal(passes.Count(one => OwnerOf(one.First) == OwnerOf(one.Second)).ToString("N0", CultureInfo.InvariantCulture), cells[3].Value);
            Assert.Equal(passes.Select(one => one.RangeKm).Order().Take(1), Data(cells[4]));
        }
    }

    [Fact]
    public void Every_drawn_pass_has_its_section_with_three_pictures()
    {
        var sections = Inputs.SampleTree.Named("section").Where(section => section.Of("class") == "event").ToArray();
        Assert.All(sections, section => Assert.Equal(3, section.Named("svg").Count()));
        string[] Links(string table) => [.. Inputs.SampleTree.ById(table).Named("a").Select(link => link.Of("href").TrimStart('#'))];
        Assert.Equal(Inputs.Sample.Top, Links("by-maximum").Length);
        Assert.Equal(Links("by-maximum").Append(Links("by-miss")[0]).Distinct(), sections.Select(section => section.Of("id")));
    }

    [Fact]
    public void The_page_says_what_it_cannot_tell()
    {
        var text = Inputs.SampleTree.Root!.Value;
        Assert.Contains("What this page cannot tell", text, StringComparison.Ordinal);
        Assert.Contains("no ground for a manoeuvre", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no risk", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Inputs.Sample.Catalogue.Files[0].Sha256, text, StringComparison.Ordinal);
        Assert.Contains(Inputs.Sample.SettingsSha256, text, StringComparison.Ordinal);
        Assert.Contains(Inputs.Sample.Program, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror='alert(1)'>", "\"><img src=x onerror='alert(1)'>")]
    [InlineData("]]> & &amp; </title>", "]]> & &amp; </title>")]
    [InlineData("nul\0 bell\a", "nul\uFFFD bell\uFFFD")]
    [InlineData("\u202Edlrow\u202C 🛰", "\u202Edlrow\u202C 🛰")]
    public void Names_of_strangers_stay_text(string name, string shown)
    {
        var page = Inputs.Write(Inputs.Renamed(_ => name));
        var tree = Inputs.Parse(page);
        Assert.Contains(tree.Named("bdi"), element => element.Value == shown);
        Assert.Empty(tree.Named("script"));
        Assert.Empty(tree.Named("img"));
        Assert.DoesNotContain(tree.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(Inputs.SampleTree.Named("section").Where(section => section.Of("class") == "").Select(section => section.Of("id")), tree.Named("section").Where(section => section.Of("class") == "").Select(section => section.Of("id")));
    }

    [Fact]
    public void Half_a_character_is_replaced()
    {
        // Made here: attributes of tests cannot hold it.
        var tree = Inputs.Parse(Inputs.Write(Inputs.Renamed(_ => "half" + (char)0xD800 + (char)0xDC00 + (char)0xDC00)));
        Assert.Contains(tree.Named("bdi"), element => element.Value == "half\U00010000\uFFFD");
    }

    [Fact]
    public void Set_aside_records_stand_with_reason_and_remedy()
    {
        var tree = Inputs.Parse(Inputs.Write(Inputs.Renamed(set => set.Name)));
        var row = tree.ById("set-aside").Named("tbody").Single().Named("tr").Single();
        Assert.Equal(["<a>.tle:7", "\"field\"", "field", "Found <script>alert(1)</script>.", "Mend & go on."], row.Elements().Select(cell => cell.Value));
    }

    [Fact]
    public void A_catalogue_without_a_pass_has_a_page_too()
    {
        var lonely = BundledSample.Read().Batch.Accepted[0];
        var batch = new ElementSetBatch();
        batch.Accepted.Add(lonely with { Name = "", ObjectId = "" });
        var tree = Inputs.Parse(Inputs.Write(Inputs.Of(new CatalogueInput([], batch), satcat: null)));
        Assert.Contains("1 object in orbit was followed", tree.Root!.Value, StringComparison.Ordinal);
        Assert.Contains("Not once", tree.Root.Value, StringComparison.Ordinal);
        Assert.Contains("--satcat", tree.Root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(tree.Named("section"), section => section.Of("id") == "events");
    }

    [Fact]
    public void A_chosen_cloud_is_drawn_and_named()
    {
        var cloud = Inputs.Sample.Result.Objects.Take(7).ToArray();
        var tree = Inputs.Parse(Inputs.Write(Inputs.Sample with { Cloud = new ChosenCloud("name=<x>", cloud) }));
        Assert.Equal("Gabbard diagram of 7 objects", tree.ById("gabbard-title").Value);
        Assert.Contains("name=<x> (as chosen), 7 objects", tree.ById("gabbard-title").Ancestors().First(element => element.Name.LocalName == "figure").Value, StringComparison.Ordinal);
        var dots = tree.ById("gabbard-title").Parent!.Named("path").Where(path => path.Of("class").StartsWith("dots", StringComparison.Ordinal)).ToArray();
        Assert.Equal([7, 7], dots.Select(path => path.Of("d").Split('M').Length - 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ReportInput.LargestTop + 1)]
    public void Too_few_and_too_many_rows_are_refused(int top) => Assert.Throws<ArgumentException>(() => Inputs.Write(Inputs.Sample with { Top = top }));

    [Fact]
    public void The_largest_page_of_a_whole_catalogue_is_smaller_than_3_MB()
    {
        var catalogue = CatalogueReader.Read([Reference.Shared("catalogues/2024-11-01-celestrak-on-orbit.omm.csv.gz")], lenient: false, standardInput: null, TestContext.Current.CancellationToken);
        using var owners = File.OpenRead(Reference.Shared("satcat/satcat_owner_type_20260614.json"));
        var page = Inputs.Write(Inputs.Of(catalogue, Satcat.Read(owners, "satcat"), hours: 6) with { Top = ReportInput.LargestTop });
        Assert.InRange(page.Length, 1, 3_000_000);
        Assert.Equal(ReportInput.LargestTop, Inputs.Parse(page).ById("by-miss").Named("tbody").Single().Named("tr").Count());
    }

    private static CloseApproach Find(ReportInput input, string time, string first, string second)
    {
        return input.Result.Approaches.Single(approach =>
            UtcText.Format(approach.Tca) == time
            && input.Result.ObjectAt(approach.First).Number!.Value.ToString() == first
            && input.Result.ObjectAt(approach.Second).Number!.Value.ToString() == second);
    }

    private static string NumberOf(XElement cell) => cell.Named("span").Single().Value.Split(' ')[0];

    private static double[] Data(XElement cell) => [.. cell.Named("data").Select(data => double.Parse(data.Of("value"), CultureInfo.InvariantCulture))];

    private static double[] Column(string table, int column) =>
        [.. Inputs.SampleTree.ById(table).Named("tbody").Single().Named("tr").SelectMany(row => Data(row.Elements().ElementAt(column)))];
}
