namespace Ssa.Report.Pictures;

/// <summary>A tick of an axis.</summary>
/// <param name="Value">Where it stands.</param>
/// <param name="Label">What it says.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>One axis of a picture: what it shows, from where to where, and its ticks.</summary>
internal sealed record Axis
{
    private Axis(string title, double from, double to, bool isLogarithmic)
    {
        if (!(to > from) || !double.IsFinite(to - from) || (isLogarithmic && !(from > 0)))
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The axis '{title}' cannot run from {from} to {to}.");
        }

        (Title, From, To, IsLogarithmic) = (title, from, to, isLogarithmic);
    }

    /// <summary>What it shows, with the unit.</summary>
    public string Title { get; }

    /// <summary>The least value.</summary>
    public double From { get; }

    /// <summary>The greatest value.</summary>
    public double To { get; }

    /// <summary>Whether equal steps are equal factors.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>An axis of equal steps.</summary>
    public static Axis Linear(string title, double from, double to) => new(title, from, to, isLogarithmic: false);

    /// <summary>An axis of equal steps from zero, for counts: at least to 1.</summary>
    public static Axis FromZero(string title, double largest) => new(title, 0, Math.Max(1, largest) * 1.05, isLogarithmic: false);

    /// <summary>An axis of equal factors.</summary>
    public static Axis Logarithmic(string title, double from, double to) => new(title, from, to, isLogarithmic: true);

    /// <summary>Where a value lies: 0 at the beginning, 1 at the end, beyond them outside.</summary>
    public double Fraction(double value) =>
        IsLogarithmic ? Math.Log(value / From) / Math.Log(To / From) : (value - From) / (To - From);

    /// <summary>The most ticks whose labels have room, at numbers that people count in.</summary>
    /// <param name="length">The length of the axis, in units of the picture.</param>
    /// <param name="room">The room that a label takes along the axis, with its gap.</param>
    public IReadOnlyList<Tick> Ticks(double length, Func<string, double> room)
    {
        foreach (var ticks in IsLogarithmic ? LogarithmicChoices() : LinearChoices(length))
        {
            if (HasRoom(ticks, length, room))
            {
                return ticks;
            }
        }

        return [];
    }

    private bool HasRoom(IReadOnlyList<Tick> ticks, double length, Func<string, double> room)
    {
        for (var i = 1; i < ticks.Count; i++)
        {
            var apart = (Fraction(ticks[i].Value) - Fraction(ticks[i - 1].Value)) * length;
            if (apart < 0.5 * (room(ticks[i].Label) + room(ticks[i - 1].Label)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Steps of 1, 2, 5 times a power of ten, from fine to coarse.</summary>
    private IEnumerable<IReadOnlyList<Tick>> LinearChoices(double length)
    {
        var finest = (To - From) / Math.Max(2, length / 30);
        var decade = Math.Pow(10, Math.Floor(Math.Log10(finest)));
        for (var i = 0; i < 24; i++)
        {
            var step = decade * Math.Pow(10, i / 3) * (i % 3) switch { 0 => 1, 1 => 2, _ => 5 };
            if (step >= finest)
            {
                yield return Multiples(step);
            }
        }
    }

    private Tick[] Multiples(double step)
    {
        var (first, last) = (Math.Ceiling((From / step) - 1e-9), Math.Floor((To / step) + 1e-9));
        return [.. Enumerable.Range(0, Math.Max(0, (int)(last - first) + 1)).Select(i => new Tick((first + i) * step, TickText.OfStep((first + i) * step, step)))];
    }

    /// <summary>1, 2, 5 of every decade, else every decade, every second, third, and so on.</summary>
    private IEnumerable<IReadOnlyList<Tick>> LogarithmicChoices()
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(From)), (int)Math.Ceiling(Math.Log10(To)));
        var asPower = From < 0.999e-3 || To > 1.001e6;
        if (last - first <= 3)
        {
            yield return Decades(1, [1, 2, 5]);
        }

        for (var stride = 1; stride <= Math.Max(1, last - first); stride++)
        {
            yield return Decades(stride, [1]);
        }

        Tick[] Decades(int stride, double[] mantissas) =>
            [.. from exponent in Enumerable.Range(first, last - first + 1)
                where exponent % stride == 0
                from mantissa in mantissas
                let value = mantissa * Math.Pow(10, exponent)
                where value >= From * (1 - 1e-9) && value <= To * (1 + 1e-9)
                select new Tick(value, TickText.OfLogarithmic(value, asPower))];
    }
}
