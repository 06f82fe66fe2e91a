using System.Globalization;
using System.Xml.Linq;
using Ssa.Report.Page;
using Ssa.Report.Pictures;
using Ssa.Risk;

namespace Ssa.Report.Tests.Pictures;

/// <summary>What the pictures of a close approach show, read back from their coordinates.</summary>
public class EventPictureTests
{
    [Theory]
    [InlineData(300, -100, 500, 100, 10)]
    [InlineData(20, 5, 30, 20, 10)]
    [InlineData(0, 0, 5000, 100, 2)]
    [InlineData(12_000, 3_000, 4_000, 200, 10)]
    public void Ellipses_and_miss_have_the_plane_s_shape_and_lie_inside(double missMajor, double missMinor, double sigmaMajor, double sigmaMinor, double radius)
    {
        var plane = EncounterPlane.OfPrincipalAxes(missMajor, missMinor, sigmaMajor, sigmaMinor, radius);
        var picture = Read(EncounterPlanePicture.Of("p", "a and b", plane));
        var frame = picture.Named("rect").Single(rect => rect.Of("class") == "frame");
        var sigmas = picture.Named("ellipse").Where(ellipse => ellipse.Of("class") == "wash blue").ToArray();
        Assert.Equal(3, sigmas.Length);
        var perUnit = sigmaMajor / Value(sigmas[2], "rx");
        Assert.All(Enumerable.Range(0, 3), i =>
        {
            // A coordinate is rounded to a tenth of a unit.
            Assert.Equal((3 - i) * sigmaMajor / perUnit, Value(sigmas[i], "rx"), 0.2);
            Assert.Equal((3 - i) * sigmaMinor / perUnit, Value(sigmas[i], "ry"), 0.2);
            Assert.InRange(Value(sigmas[i], "cx") + Value(sigmas[i], "rx"), Value(frame, "x"), Value(frame, "x") + Value(frame, "width"));
            Assert.InRange(Value(sigmas[i], "cy") - Value(sigmas[i], "ry"), Value(frame, "y"), Value(frame, "y") + Value(frame, "height"));
        });
        var (zeroX, zeroY) = Zero(picture);
        Assert.Equal(missMajor / perUnit, Value(sigmas[0], "cx") - zeroX, 0.01 * (missMajor / perUnit) + 0.2);
        Assert.Equal(missMinor / perUnit, zeroY - Value(sigmas[0], "cy"), 0.01 * Math.Abs(missMinor / perUnit) + 0.2);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(200, false)]
    public void A_disc_too_small_to_see_has_a_mark_and_says_so(double radius, bool isMarked)
    {
        var picture = Read(EncounterPlanePicture.Of("p", "a and b", EncounterPlane.OfPrincipalAxes(300, 100, 1000, 300, radius)));
        Assert.Equal(isMarked, picture.Named("text").Any(text => text.Value.EndsWith("drawn larger", StringComparison.Ordinal)));
        Assert.Equal(isMarked ? 0 : 1, picture.Named("ellipse").Count(ellipse => ellipse.Of("class") == "full orange"));
    }

    [Fact]
    public void The_dilution_curve_goes_through_its_two_marks()
    {
        var input = Inputs.Sample;
        var drawn = 0;
        foreach (var (approach, risk) in input.Result.Approaches.Select(row => (row, input.Assessor.Assess(row))).Where(pair => pair.Item2.Pc is > 1e-9).Take(20))
        {
            var plane = PlaneProjection.Of(input.Assessor.EncounterOf(approach)!).Plane!.Value;
            var picture = Read(DilutionPicture.Of("p", "a and b", plane, risk, input.Assessor.Settings)!);
            var marks = picture.Named("g").Single();
            var curve = Points(marks.Named("path").Single(path => path.Of("class") == "line blue bold"));
            var dot = marks.Named("circle").Single();
            Assert.InRange(DistanceTo(curve, Value(dot, "cx"), Value(dot, "cy")), 0, 0.5);
            var diamond = Points(marks.Named("path").Single(path => path.Of("class") == "mark purple"));
            var (x, y) = (diamond.Average(point => point.X), diamond.Average(point => point.Y));
            Assert.InRange(DistanceTo(curve, x, y), 0, 0.5);
            Assert.True(curve.All(point => point.Y >= y - 0.3), "the curve rises above its maximum");
            drawn++;
        }

        Assert.True(drawn >= 3, $"only {drawn} curves");
    }

    private static (double X, double Y) Zero(XElement picture)
    {
        double TickAt(string anchor, string attribute, double shift) =>
            Value(picture.Named("text").Single(text => text.Value == "0" && text.Of("text-anchor") == anchor), attribute) + shift;

        return (TickAt("middle", "x", 0), TickAt("end", "y", -4));
    }

    private static double DistanceTo((double X, double Y)[] curve, double x, double y) => curve.Zip(curve.Skip(1)).Min(pair =>
    {
        var (a, b) = pair;
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var part = Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / Math.Max(1e-9, (dx * dx) + (dy * dy)), 0, 1);
        return double.Hypot(x - a.X - (part * dx), y - a.Y - (part * dy));
    });

    private static (double X, double Y)[] Points(XElement path) =>
        [.. path.Of("d").TrimEnd('Z').Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split(' ')).Select(pair => (Number(pair[0]), Number(pair[1])))];

    private static double Value(XElement element, string attribute) => Number(element.Of(attribute));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static XElement Read(Plot plot)
    {
        var markup = new Markup();
        plot.Write(markup);
        return XElement.Parse(markup.ToString());
    }
}
