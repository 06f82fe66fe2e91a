using Ssa.Report.Page;

namespace Ssa.Report.Pictures;

/// <summary>How a legend shows what it names.</summary>
internal enum Swatch
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>A dot.</summary>
    Dot,

    /// <summary>A ring.</summary>
    Ring,

    /// <summary>A diamond.</summary>
    Diamond,

    /// <summary>A filled area.</summary>
    Area,

    /// <summary>Nothing: the words stand for themselves.</summary>
    None,
}

/// <summary>What names the parts of a picture: entries side by side as far as they have room, above the picture, so that no word lies on a line.</summary>
internal sealed class Legend
{
    private const double SwatchWidth = 24;
    private const double Gap = 14;

    private readonly List<(Swatch Swatch, string CssClass, string Text)> entries = [];

    /// <summary>Adds an entry.</summary>
    /// <exception cref="ArgumentException">The text is wider than the picture.</exception>
    public void Add(Swatch swatch, string cssClass, string text)
    {
        if (SwatchWidth + TextWidth.Of(text) > Plot.Width - (2 * Plot.Edge))
        {
            throw new ArgumentException($"The legend '{text}' is too long for a picture.", nameof(text));
        }

        entries.Add((swatch, cssClass, text));
    }

    /// <summary>How many rows the entries take.</summary>
    public int Rows() => entries.Count == 0 ? 0 : Places().Last().Row + 1;

    /// <summary>Writes the entries.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="top">Where the first row begins.</param>
    public void Write(Markup to, double top)
    {
        foreach (var ((swatch, cssClass, text), (x, row)) in entries.Zip(Places()))
        {
            var y = top + (row * TextWidth.LineHeight);
            WriteSwatch(to, swatch, cssClass, x, y + (0.5 * TextWidth.LineHeight));
            to.Element("text", text, ("x", Markup.Coordinate(x + WidthOf(swatch))), ("y", Markup.Coordinate(y + 12.5)));
        }
    }

    private static double WidthOf(Swatch swatch) => swatch == Swatch.None ? 0 : SwatchWidth;

    /// <summary>Where each entry stands: side by side as long as a row has room.</summary>
    private IEnumerable<(double X, int Row)> Places()
    {
        var (x, row) = (Plot.Edge, 0);
        foreach (var (swatch, _, text) in entries)
        {
            var width = WidthOf(swatch) + TextWidth.Of(text);
            if (x > Plot.Edge && x + width > Plot.Width - Plot.Edge)
            {
                (x, row) = (Plot.Edge, row + 1);
            }

            yield return (x, row);
            x += width + Gap;
        }
    }

    private static void WriteSwatch(Markup to, Swatch swatch, string cssClass, double x, double y)
    {
        switch (swatch)
        {
            case Swatch.Line:
                to.Begin("path", ("class", cssClass), ("d", new PathData().Move(x, y).Line(x + 18, y).ToString()));
                break;
            case Swatch.Area:
                to.Begin("rect", ("class", cssClass), ("x", Markup.Coordinate(x + 2)), ("y", Markup.Coordinate(y - 5)), ("width", "14"), ("height", "10"));
                break;
            case Swatch.None:
                break;
            default:
                Marker.Write(to, swatch, cssClass, x + 9, y);
                break;
        }
    }
}
