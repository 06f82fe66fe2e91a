using Ssa.Report.Page;

namespace Ssa.Report.Pictures;

/// <summary>Marks at a point: of one size at every scale.</summary>
internal static class Marker
{
    /// <summary>The radius of a ring.</summary>
    public const double RingRadius = 5;

    private const double DotRadius = 3;
    private const double DiamondRadius = 6;

    /// <summary>Writes a mark.</summary>
    public static void Write(Markup to, Swatch mark, string cssClass, double x, double y)
    {
        if (mark == Swatch.Diamond)
        {
            var shape = new PathData().Move(x, y - DiamondRadius).Line(x + DiamondRadius, y).Line(x, y + DiamondRadius).Line(x - DiamondRadius, y).Close();
            to.Begin("path", ("class", cssClass), ("d", shape.ToString()));
            return;
        }

        var radius = mark == Swatch.Ring ? RingRadius : DotRadius;
        to.Begin("circle", ("class", cssClass), ("cx", Markup.Coordinate(x)), ("cy", Markup.Coordinate(y)), ("r", Markup.Coordinate(radius)));
    }
}
