namespace Ssa.Report.Figures;

/// <summary>Values counted in intervals of one width; each begins at its lower edge and ends before its upper one, but the last holds its end too.</summary>
/// <param name="From">The first lower edge.</param>
/// <param name="Width">The width of an interval.</param>
/// <param name="Counts">Values per interval.</param>
internal sealed record Histogram(double From, double Width, IReadOnlyList<int> Counts)
{
    /// <summary>The last upper edge.</summary>
    public double To => From + (Width * Counts.Count);

    /// <summary>The fullest interval's count.</summary>
    public int Most => Counts.Max();

    /// <summary>Each interval with its count.</summary>
    public IEnumerable<(double From, double To, double Height)> Bars => Counts.Select((count, i) => (From + (i * Width), From + ((i + 1) * Width), (double)count));

    /// <summary>The middle of the fullest interval; the first of several.</summary>
    public double FullestMiddle => From + ((Counts.ToList().IndexOf(Most) + 0.5) * Width);

    /// <summary>Counts values; those outside are left out.</summary>
    public static Histogram Of(IEnumerable<double> values, double from, double width, int intervals)
    {
        var counts = new int[intervals];
        foreach (var value in values)
        {
            var place = Math.Floor((value - from) / width);
            if (place >= 0 && (place < intervals || value <= from + (width * intervals)))
            {
                counts[Math.Min((int)place, intervals - 1)]++;
            }
        }

        return new Histogram(from, width, counts);
    }
}
