using Ssa.Report.Page;

namespace Ssa.Report.Pictures;

/// <summary>
/// A picture with two axes, written as SVG. It is laid out for a width of 360 units with 12 units of text, so that it can be read where it is as narrow as a phone, and only grows on wider
/// screens. All words stand outside the drawing: legend and name of the vertical axis above it, the horizontal axis's below.
/// </summary>
internal sealed class Plot
{
    /// <summary>The width of a picture.</summary>
    public const double Width = 360;

    /// <summary>What stays free at the picture's edge.</summary>
    public const double Edge = 4;

    /// <summary>The width of the drawing.</summary>
    public const double AreaWidth = Width - Left - Right;

    private const double Left = 58;
    private const double Right = 22;
    private const double Gap = 9;
    private const double TickLength = 4;

    private readonly List<Action<Markup>> layers = [];
    private readonly string id;
    private readonly string title;
    private readonly string description;
    private double areaTop;

    /// <summary>Makes a picture.</summary>
    /// <param name="id">Its id, unique on the page.</param>
    /// <param name="title">Its name for those who do not see it.</param>
    /// <param name="description">What it shows, in a sentence or two, for those who do not see it.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    public Plot(string id, string title, string description, Axis x, Axis y)
    {
        (this.id, this.title, this.description, X, Y) = (id, title, description, x, y);
    }

    /// <summary>The horizontal axis.</summary>
    public Axis X { get; }

    /// <summary>The vertical axis.</summary>
    public Axis Y { get; }

    /// <summary>The height of the drawing.</summary>
    public double AreaHeight { get; init; } = 200;

    /// <summary>The rows that the legend has at least, so that pictures side by side have their drawings at one height.</summary>
    public int LegendRows { get; init; } = 1;

    /// <summary>What names the parts.</summary>
    public Legend Legend { get; } = new();

    /// <summary>Draws a line through points; a point that is no number interrupts it.</summary>
    public void Line(string cssClass, IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToArray();
        layers.Add(to =>
        {
            var path = new PathData();
            var isDown = false;
            foreach (var (x, y) in all)
            {
                var (atX, atY) = (XOf(x), YOf(y));
                if (!double.IsFinite(atX) || !double.IsFinite(atY))
                {
                    isDown = false;
                    continue;
                }

                _ = isDown ? path.Line(atX, atY) : path.Move(atX, atY);
                isDown = true;
            }

            WritePath(to, cssClass, path);
        });
    }

    /// <summary>Draws dots.</summary>
    public void Dots(string cssClass, IEnumerable<(double X, double Y)> points)
    {
        var all = points.ToArray();
        layers.Add(to => WritePath(to, cssClass, all.Aggregate(new PathData(), (path, point) => path.Dot(XOf(point.X), YOf(point.Y)))));
    }

    /// <summary>Draws bars from the bottom of the drawing.</summary>
    public void Bars(string cssClass, IEnumerable<(double From, double To, double Height)> bars)
    {
        var all = bars.Where(bar => bar.Height > 0).ToArray();
        layers.Add(to => WritePath(to, cssClass, all.Aggregate(new PathData(), (path, bar) =>
        {
            var (left, right, top, bottom) = (XOf(bar.From), XOf(bar.To), YOf(bar.Height), YOf(Y.From));
            return path.Move(left, bottom).Line(left, top).Line(right, top).Line(right, bottom).Close();
        })));
    }

    /// <summary>Draws a band between two places on the horizontal axis over the whole height.</summary>
    public void Span(string cssClass, double from, double to) => layers.Add(markup =>
    {
        var (left, right) = (XOf(Math.Max(from, X.From)), XOf(Math.Min(to, X.To)));
        markup.Begin("rect", ("class", cssClass), ("x", Markup.Coordinate(left)), ("y", Markup.Coordinate(areaTop)), ("width", Markup.Coordinate(Math.Max(1, right - left))), ("height", Markup.Coordinate(AreaHeight)));
    });

    /// <summary>Draws an ellipse along the axes; half-lengths in the axes' own units.</summary>
    public void Ellipse(string cssClass, double x, double y, double halfX, double halfY) => layers.Add(to => to.Begin(
        "ellipse", ("class", cssClass), ("cx", Markup.Coordinate(XOf(x))), ("cy", Markup.Coordinate(YOf(y))),
        ("rx", Markup.Coordinate(XOf(x + halfX) - XOf(x))), ("ry", Markup.Coordinate(YOf(y) - YOf(y + halfY)))));

    /// <summary>Draws an arrow; its head is left out where it would be longer than the arrow.</summary>
    public void Arrow(string cssClass, (double X, double Y) from, (double X, double Y) to) => layers.Add(markup =>
    {
        var (x0, y0, x1, y1) = (XOf(from.X), YOf(from.Y), XOf(to.X), YOf(to.Y));
        var path = new PathData().Move(x0, y0).Line(x1, y1);
        var length = double.Hypot(x1 - x0, y1 - y0);
        if (length > 12)
        {
            var (ux, uy) = ((x1 - x0) / length, (y1 - y0) / length);
            path.Move(x1 - (8 * ux) - (4 * uy), y1 - (8 * uy) + (4 * ux)).Line(x1, y1).Line(x1 - (8 * ux) + (4 * uy), y1 - (8 * uy) - (4 * ux));
        }

        WritePath(markup, cssClass, path);
    });

    /// <summary>Draws a mark at a point.</summary>
    public void Mark(Swatch mark, string cssClass, double x, double y) => layers.Add(to => Marker.Write(to, mark, cssClass, XOf(x), YOf(y)));

    /// <summary>Writes the picture.</summary>
    public void Write(Markup to)
    {
        var rows = Legend.Rows();
        var legendTop = Edge + (Math.Max(0, LegendRows - rows) * TextWidth.LineHeight);
        var titleLine = legendTop + ((rows + 1) * TextWidth.LineHeight);
        areaTop = titleLine + Gap;
        var height = areaTop + AreaHeight + TickLength + (2 * TextWidth.LineHeight) + Edge + 3;
        to.Begin(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", "picture"), ("role", "img"), ("aria-labelledby", $"{id}-title {id}-text"),
            ("viewBox", $"0 0 {Markup.Coordinate(Width)} {Markup.Coordinate(height)}"));
        to.Element("title", title, ("id", $"{id}-title"));
        to.Element("desc", description, ("id", $"{id}-text"));
        Legend.Write(to, legendTop);
        to.Element("text", Y.Title, ("class", "axis"), ("x", Markup.Coordinate(Edge)), ("y", Markup.Coordinate(titleLine - 3)));
        to.Element(
            "text", X.Title, ("class", "axis"), ("x", Markup.Coordinate(Width - Edge)), ("y", Markup.Coordinate(areaTop + AreaHeight + TickLength + (2 * TextWidth.LineHeight))), ("text-anchor", "end"));
        WriteGrid(to);
        to.Begin("clipPath", ("id", $"{id}-area"));
        to.Begin("rect", Rectangle());
        to.End();
        to.Begin("g", ("clip-path", $"url(#{id}-area)"));
        foreach (var layer in layers)
        {
            layer(to);
        }

        to.End();
        to.Begin("rect", [("class", "frame"), .. Rectangle()]);
        to.EndLine();
    }

    private static void WritePath(Markup to, string cssClass, PathData path)
    {
        if (!path.IsEmpty)
        {
            to.Begin("path", ("class", cssClass), ("d", path.ToString()));
        }
    }

    private void WriteGrid(Markup to)
    {
        var grid = new PathData();
        var bottom = areaTop + AreaHeight;
        foreach (var tick in X.Ticks(AreaWidth, label => TextWidth.Of(label) + 16))
        {
            var x = XOf(tick.Value);
            grid.Move(x, areaTop).Line(x, bottom + TickLength);

            // At the right edge a label moves in rather than out of the picture.
            var middle = Math.Min(x, Width - Edge - (0.5 * TextWidth.Of(tick.Label)));
            to.Element("text", tick.Label, ("x", Markup.Coordinate(middle)), ("y", Markup.Coordinate(bottom + TickLength + 15)), ("text-anchor", "middle"));
        }

        foreach (var tick in Y.Ticks(AreaHeight, _ => 1.4 * TextWidth.LineHeight))
        {
            var y = YOf(tick.Value);
            grid.Move(Left - TickLength, y).Line(Left + AreaWidth, y);
            to.Element("text", tick.Label, ("x", Markup.Coordinate(Left - TickLength - 3)), ("y", Markup.Coordinate(y + 4)), ("text-anchor", "end"));
        }

        WritePath(to, "grid", grid);
    }

    private (string Name, string? Value)[] Rectangle() =>
        [("x", Markup.Coordinate(Left)), ("y", Markup.Coordinate(areaTop)), ("width", Markup.Coordinate(AreaWidth)), ("height", Markup.Coordinate(AreaHeight))];

    private double XOf(double value) => Left + (X.Fraction(value) * AreaWidth);

    private double YOf(double value) => areaTop + ((1 - Y.Fraction(value)) * AreaHeight);
}
