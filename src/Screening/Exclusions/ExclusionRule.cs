using System.Globalization;

namespace Ssa.Screening;

/// <summary>A rule that leaves pairs out of a screening.</summary>
/// <param name="Text">The rule as lists name it.</param>
public abstract record ExclusionRule(string Text)
{
    /// <summary>Leaves out pairs with one object in one group and the other in another.</summary>
    /// <param name="text">The rule as lists name it.</param>
    /// <param name="isInOne">Per object of the catalogue, whether it is in the one group.</param>
    /// <param name="isInOther">Per object of the catalogue, whether it is in the other group.</param>
    public static ExclusionRule Between(string text, IReadOnlyList<bool> isInOne, IReadOnlyList<bool> isInOther) => new BetweenGroups(text, isInOne, isInOther);

    /// <summary>Leaves out pairs of one fleet or one station by their names: <see cref="NamePrefix"/>.</summary>
    public static ExclusionRule SameNamePrefix { get; } = new SamePrefix();

    /// <summary>
    /// Leaves out approaches whose relative speed at TCA is at most a limit. Other approaches of the pair, faster ones, stay.
    /// </summary>
    /// <param name="limitKmPerS">The limit, km/s.</param>
    public static ExclusionRule CoMoving(double limitKmPerS) => new Slow(limitKmPerS);

    /// <summary>The relative speed below which the rule leaves pairs out, km/s; null for rules of another sort.</summary>
    public double? CoMovingBelowKmPerS => this is Slow slow ? slow.LimitKmPerS : null;

    /// <inheritdoc/>
    public sealed override string ToString() => Text;

    internal sealed record BetweenGroups(string Text, IReadOnlyList<bool> IsInOne, IReadOnlyList<bool> IsInOther) : ExclusionRule(Text);

    internal sealed record SamePrefix() : ExclusionRule("same-name-prefix");

    internal sealed record Slow(double LimitKmPerS)
        : ExclusionRule(string.Create(CultureInfo.InvariantCulture, $"co-moving:{Math.Round(1000 * LimitKmPerS, 9)}m/s"));
}
