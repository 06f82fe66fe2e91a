using System.Text;
using Ssa.Report.Page;

namespace Ssa.Report.Pictures;

/// <summary>The data of a path, in units of the picture.</summary>
internal sealed class PathData
{
    private readonly StringBuilder data = new();

    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsEmpty => data.Length == 0;

    /// <summary>Goes to a point without drawing.</summary>
    public PathData Move(double x, double y) => Append('M', x, y);

    /// <summary>Draws to a point.</summary>
    public PathData Line(double x, double y) => Append('L', x, y);

    /// <summary>Closes the shape.</summary>
    public PathData Close()
    {
        data.Append('Z');
        return this;
    }

    /// <summary>A dot: a line of no length with round ends.</summary>
    public PathData Dot(double x, double y)
    {
        Append('M', x, y);
        data.Append("h0");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => data.ToString();

    private PathData Append(char command, double x, double y)
    {
        data.Append(command).Append(Markup.Coordinate(x)).Append(' ').Append(Markup.Coordinate(y));
        return this;
    }
}
