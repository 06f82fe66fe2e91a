using System.Globalization;
using System.Text.RegularExpressions;

namespace Ssa.Report.Tests.Page;

/// <summary>Contrast of the page's colours as WCAG 2.2 computes it: 4.5 for words, 3 for parts of pictures.</summary>
public partial class StyleSheetTests
{
    private static readonly string[] Words = ["ink", "soft", "link", "warn"];
    private static readonly string[] Lines = ["blue", "orange", "green", "purple", "gray", "ink"];
    private static readonly string Sheet = Inputs.SampleTree.Named("style").Single().Value;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_and_lines_stand_out_from_the_paper(bool isDark)
    {
        var colors = Colors(isDark);
        Assert.All(Words, name => Assert.InRange(Contrast(colors[name], colors["paper"]), 4.5, 21));
        Assert.InRange(Contrast(colors["ink"], colors["panel"]), 4.5, 21);
        Assert.InRange(Contrast(colors["ink"], colors["warn-panel"]), 4.5, 21);
        Assert.All(Lines, name => Assert.InRange(Contrast(colors[name], colors["paper"]), 3, 21));
    }

    [Fact]
    public void Contrast_is_that_of_the_standard()
    {
        Assert.Equal(21, Contrast("000000", "ffffff"), 3);
        Assert.Equal(4.54, Contrast("767676", "ffffff"), 2);
    }

    private static Dictionary<string, string> Colors(bool isDark)
    {
        var roots = Root().Matches(Sheet);
        Assert.Equal(2, roots.Count);
        return Color().Matches(roots[isDark ? 1 : 0].Value).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        double Part(int at)
        {
            var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(0)) + (0.7152 * Part(2)) + (0.0722 * Part(4));
    }

    [GeneratedRegex(@":root\s*\{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Color();
}
