namespace Ssa.Cli.Values;

/// <summary>
/// Numbers from one end to the other: FROM + k·STEP for k = 0, 1, 2 … below TO, and always TO, the last step cut short where needed. Each is
/// computed on its own in decimal digits, so nothing accumulates and 0:1:0.1 holds 0.3, not 0.30000000000000004.
/// </summary>
internal sealed record EvenSteps
{
    private readonly decimal from;
    private readonly decimal to;
    private readonly decimal step;

    /// <summary>Makes the numbers.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last, at least the first.</param>
    /// <param name="step">The step, above zero.</param>
    public EvenSteps(decimal from, decimal to, decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        (this.from, this.to, this.step) = (from, to, step);
        var whole = decimal.ToInt64(decimal.Floor((to - from) / step));
        if (from + (whole * step) > to)
        {
            whole--;
        }

        Count = whole + (from + (whole * step) < to ? 2 : 1);
    }

    /// <summary>How many numbers there are, both ends included.</summary>
    public long Count { get; }

    /// <summary>The number at a place.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public decimal this[long index] => index == Count - 1 ? to : from + (index * step);
}
