using Ssa.Catalog;
using Ssa.Screening;

namespace Ssa.Cli.Values;

/// <summary>A rule of <c>--exclude</c>: <c>SEL:SEL</c>, <c>same-name-prefix</c>, or <c>co-moving</c> with or without a limit.</summary>
/// <param name="Text">The rule as lists and settings name it.</param>
/// <param name="Groups">The two selectors of SEL:SEL; null for the other rules.</param>
/// <param name="Rule">The rule itself where it needs no selectors; null for SEL:SEL.</param>
internal sealed record ExclusionArgument(string Text, (ObjectSelector One, ObjectSelector Other)? Groups, ExclusionRule? Rule)
{
    private const string CoMoving = "co-moving";

    /// <summary>Pairs slower than this are docked or fly together.</summary>
    private const double UsualCoMovingKmPerS = 0.01;

    /// <summary>Whether this is the rule of co-moving pairs.</summary>
    public bool IsCoMoving => Text.StartsWith(CoMoving, StringComparison.Ordinal) && Rule is not null;

    /// <summary>Reads a rule.</summary>
    public static Parsed<ExclusionArgument> Parse(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        if (parts is ["same-name-prefix"])
        {
            return Of(ExclusionRule.SameNamePrefix);
        }

        if (parts is [CoMoving] or [CoMoving, _])
        {
            var speed = parts.Length == 1 ? UsualCoMovingKmPerS : SpeedText.ParseKmPerS(parts[1]);
            return speed.TryGet(out var limitKmPerS, out var fault) ? Of(ExclusionRule.CoMoving(limitKmPerS)) : new ParseFault(fault);
        }

        return parts.Length == 2 ? Between(text, parts[0], parts[1]) : new ParseFault(NotARule(text, parts));
    }

    private static ExclusionArgument Of(ExclusionRule rule) => new(rule.Text, null, rule);

    private static Parsed<ExclusionArgument> Between(string text, string one, string other)
    {
        try
        {
            return new ExclusionArgument(text, (ObjectSelector.Parse(one), ObjectSelector.Parse(other)), null);
        }
        catch (FormatException fault)
        {
            return new ParseFault(fault.Message.TrimEnd('.'));
        }
    }

    private static string NotARule(string text, string[] parts)
    {
        const string forms = "give two selectors as in name=STARLINK*:name=STARLINK*, same-name-prefix, or co-moving:10m/s";
        return parts.Length > 2
            ? $"'{text}' has more than one colon; for a colon inside a name write ? instead, and {forms}"
            : $"'{text}' is not a rule; {forms}{(NearestWord.Find(text, ["same-name-prefix", CoMoving]) is { } nearest ? $"; did you mean '{nearest}'?" : "")}";
    }
}
