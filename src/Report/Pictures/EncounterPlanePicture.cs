using Ssa.Report.Page;
using Ssa.Risk;

namespace Ssa.Report.Pictures;

/// <summary>
/// The plane normal to the relative velocity, on the axes of the combined position error: the disc around the first object in which the two bodies touch, the way to the second object as the element sets
/// have it, and around that the ellipses of one, two and three standard deviations. Both axes have one scale.
/// </summary>
internal static class EncounterPlanePicture
{
    /// <summary>Discs below this radius cannot be told from a dot, in units of the picture.</summary>
    private const double SmallestDisc = 2.5;

    /// <summary>The legend's rows of all pictures of a close approach.</summary>
    internal const int EventLegendRows = 3;

    /// <summary>The height of the drawing in all pictures of a close approach.</summary>
    internal const double Height = 210;

    private const double Margin = 1.12;

    /// <summary>Makes the picture.</summary>
    public static Plot Of(string id, string pair, EncounterPlane plane)
    {
        var radiusM = plane.HardBodyRadiusM;
        var (right, left) = (Math.Max(radiusM, plane.MissMajorM + (3 * plane.SigmaMajorM)), Math.Min(-radiusM, plane.MissMajorM - (3 * plane.SigmaMajorM)));
        var (top, bottom) = (Math.Max(radiusM, plane.MissMinorM + (3 * plane.SigmaMinorM)), Math.Min(-radiusM, plane.MissMinorM - (3 * plane.SigmaMinorM)));
        var perUnitM = Margin * Math.Max((right - left) / Plot.AreaWidth, (top - bottom) / Height);
        var (halfX, halfY) = (0.5 * perUnitM * Plot.AreaWidth, 0.5 * perUnitM * Height);
        var (middleX, middleY) = (0.5 * (left + right), 0.5 * (top + bottom));
        var unit = LengthUnit.For(halfX);
        double In(double metres) => metres / unit.Metres;

        var isTooSmall = radiusM / perUnitM < SmallestDisc;
        var disc = $"bodies touch within {Wording.Metres(radiusM)}";
        var sigmas = $"{Wording.Metres(plane.SigmaMajorM)} × {Wording.Metres(plane.SigmaMinorM)}";
        var plot = new Plot(
            id, $"Encounter plane of {pair}",
            $"The second object passes {Wording.Metres(plane.MissDistanceM)} from the first. The standard deviations of the combined position error in this plane are {sigmas}; the {disc}.",
            Axis.Linear($"along the larger error, {unit.Name}", In(middleX - halfX), In(middleX + halfX)),
            Axis.Linear($"along the smaller error, {unit.Name}", In(middleY - halfY), In(middleY + halfY)))
        { AreaHeight = Height, LegendRows = EventLegendRows };
        for (var k = 3; k >= 1; k--)
        {
            plot.Ellipse("wash blue", In(plane.MissMajorM), In(plane.MissMinorM), In(k * plane.SigmaMajorM), In(k * plane.SigmaMinorM));
        }

        plot.Arrow("line ink", (0, 0), (In(plane.MissMajorM), In(plane.MissMinorM)));
        if (isTooSmall)
        {
            plot.Mark(Swatch.Ring, "mark orange", 0, 0);
        }
        else
        {
            plot.Ellipse("full orange", 0, 0, In(radiusM), In(radiusM));
        }

        plot.Legend.Add(Swatch.Area, "wash blue", $"1, 2, 3 σ; 1 σ is {sigmas}");
        plot.Legend.Add(Swatch.Line, "line ink", $"miss {Wording.Metres(plane.MissDistanceM)}");
        plot.Legend.Add(isTooSmall ? Swatch.Ring : Swatch.Dot, isTooSmall ? "mark orange" : "full orange", isTooSmall ? $"{disc}; drawn larger" : disc);
        return plot;
    }
}
