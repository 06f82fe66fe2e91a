using Ssa.Report.Pictures;

namespace Ssa.Report.Page;

/// <summary>A picture with its caption.</summary>
internal static class Figure
{
    /// <summary>Writes it; nothing where there is no picture.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="plot">The picture.</param>
    /// <param name="title">Its name.</param>
    /// <param name="caption">How it is read.</param>
    public static void Write(Markup to, Plot? plot, string title, string caption)
    {
        if (plot is null)
        {
            return;
        }

        to.Begin("figure");
        plot.Write(to);
        to.Begin("figcaption").Element("strong", $"{title}.").Text($" {caption}").End();
        to.EndLine();
    }
}
