using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ssa.Report.Tests.Page;

/// <summary>What any reader of the page may rely on: it is well-formed, loads nothing, and can be read without seeing it.</summary>
public partial class PageFormTests
{
    private static readonly string[] Scopes = ["col", "row"];

    [Fact]
    public void Every_id_is_unique_and_every_reference_has_its_target()
    {
        var tree = Inputs.SampleTree;
        var ids = tree.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToArray();
        Assert.Equal(ids.Distinct(), ids);
        var references = tree.Descendants().SelectMany(element => new[] { element.Of("href").TrimStart('#'), element.Of("clip-path").Replace("url(#", "", StringComparison.Ordinal).TrimEnd(')') }
            .Concat(element.Of("aria-labelledby").Split(' '))).Where(reference => reference.Length > 0).Distinct().ToArray();
        Assert.True(references.Length > 30);
        Assert.Empty(references.Except(ids));
    }

    [Fact]
    public void Nothing_is_loaded_and_nothing_runs()
    {
        string[] loading = ["script", "link", "img", "image", "iframe", "object", "embed", "video", "audio", "source", "use", "foreignObject", "base", "form"];
        Assert.DoesNotContain(Inputs.SampleTree.Descendants(), element => loading.Contains(element.Name.LocalName));
        var attributes = Inputs.SampleTree.Descendants().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).ToArray();
        Assert.DoesNotContain(attributes, attribute => attribute.Name.LocalName is "src" or "srcset" or "style" or "action" or "data" or "poster" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(attributes.Where(attribute => attribute.Name.LocalName == "href"), attribute => Assert.StartsWith("#", attribute.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(attributes, attribute => attribute.Value.Contains("//", StringComparison.Ordinal));
        var sheet = Inputs.SampleTree.Named("style").Single().Value;
        Assert.DoesNotContain("url(", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_allows_this_style_sheet_and_nothing_else()
    {
        var sheet = Inputs.SampleTree.Named("style").Single().Value;
        var policy = Inputs.SampleTree.Named("meta").Single(meta => meta.Of("http-equiv") == "Content-Security-Policy").Of("content");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", policy);
    }

    [Fact]
    public void Pictures_have_a_name_and_a_description()
    {
        var pictures = Inputs.SampleTree.Named("svg").ToArray();
        Assert.True(pictures.Length >= 20, $"only {pictures.Length} pictures");
        Assert.All(pictures, picture =>
        {
            Assert.Equal("img", picture.Of("role"));
            var named = picture.Of("aria-labelledby").Split(' ').Select(id => Inputs.SampleTree.ById(id)).ToArray();
            Assert.Equal(["title", "desc"], named.Select(element => element.Name.LocalName));
            Assert.All(named, element => Assert.True(element.Value.Length > 10, element.Value));
            Assert.Equal("figure", picture.Parent!.Name.LocalName);
            Assert.NotEmpty(picture.Parent.Named("figcaption").Single().Value);
        });
    }

    [Fact]
    public void Tables_have_captions_scopes_and_a_box_that_the_keyboard_reaches()
    {
        var tables = Inputs.SampleTree.Named("table").ToArray();
        Assert.True(tables.Length >= 6, $"only {tables.Length} tables");
        Assert.All(tables, table =>
        {
            Assert.NotEmpty(table.Named("caption").Single().Value);
            Assert.All(table.Named("th"), head => Assert.Contains(head.Of("scope"), Scopes));
            var columns = table.Named("thead").Single().Named("th").Count();
            Assert.All(table.Named("tbody").Single().Named("tr"), row => Assert.Equal(columns, row.Elements().Count()));
            Assert.Equal(("0", "region"), (table.Parent!.Of("tabindex"), table.Parent!.Of("role")));
        });
    }

    [Fact]
    public void Headings_go_down_one_level_at_a_time()
    {
        var levels = Inputs.SampleTree.Descendants().Select(element => Heading().Match(element.Name.LocalName)).Where(match => match.Success).Select(match => match.Value[1] - '0').ToArray();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    [Fact]
    public void No_number_is_missing_its_digits()
    {
        Assert.DoesNotContain("NaN", Inputs.SampleText, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", Inputs.SampleText, StringComparison.Ordinal);
        Assert.DoesNotContain('∞', Inputs.SampleText);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_whatever_the_threads_and_the_order()
    {
        var catalogue = Ssa.Catalog.BundledSample.Read();
        var turned = new Ssa.Propagation.ElementSetBatch();
        turned.Accepted.AddRange(catalogue.Batch.Accepted.AsEnumerable().Reverse());
        var one = Inputs.Write(Inputs.Of(catalogue, Ssa.Catalog.BundledSample.Satcat, hours: 6, threads: 1));
        var other = Inputs.Write(Inputs.Of(catalogue with { Batch = turned }, Ssa.Catalog.BundledSample.Satcat, hours: 6, threads: 3));
        Assert.Equal(one, other);
    }

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();
}
