using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>
/// The pairs that rules left out of a screening: counted, and listed one after the other without being held in memory, since one fleet has millions of them.
/// </summary>
public sealed class ExcludedPairs
{
    private readonly PairFilter? _filter;
    private readonly int[] _numbers = [];
    private readonly Func<int, int, bool> _isWanted = (_, _) => false;
    private readonly (int A, int B)[] _coMoving = [];

    private ExcludedPairs()
    {
    }

    private ExcludedPairs(PairFilter filter, int[] numbers, bool[] isPrimary, bool[] isSecondary)
    {
        _filter = filter;
        _numbers = numbers;
        _isWanted = (a, b) => numbers[a] != numbers[b] && ((isPrimary[a] && isSecondary[b]) || (isPrimary[b] && isSecondary[a]));
        _coMoving = filter.CoMoving();
        var counts = filter.Count(numbers, isPrimary, isSecondary);
        if (filter.CoMovingRule >= 0)
        {
            counts[filter.CoMovingRule] = _coMoving.Length;
        }

        ByRule = [.. filter.Rules.Zip(counts)];
    }

    /// <summary>No rules, no pairs.</summary>
    public static ExcludedPairs None { get; } = new();

    /// <summary>Each rule, in order of precedence, with how many pairs it was the first to exclude.</summary>
    public IReadOnlyList<(ExclusionRule Rule, long Pairs)> ByRule { get; } = [];

    /// <summary>How many pairs were excluded.</summary>
    public long Total => ByRule.Sum(counted => counted.Pairs);

    /// <summary>The pairs in ascending order of the lower, then the higher catalogue number, each with the first rule that excludes it; each once, where there is one element set per object.</summary>
    public IEnumerable<ExcludedPair> List()
    {
        var next = 0;
        for (var a = 0; _filter is not null && a < _numbers.Length; a++)
        {
            var isMarked = _filter.IsMarked(a);
            if (!isMarked && (next == _coMoving.Length || _coMoving[next].A != a))
            {
                continue;
            }

            for (var b = a + 1; b < _numbers.Length; b++)
            {
                if (next < _coMoving.Length && _coMoving[next] == (a, b))
                {
                    next++;
                    yield return PairOf(a, b, _filter.CoMovingRule);
                }
                else if (isMarked && _filter.RuleOf(a, b) is >= 0 and var rule && _isWanted(a, b))
                {
                    yield return PairOf(a, b, rule);
                }
            }
        }
    }

    /// <summary>The pairs that a finished screening left out.</summary>
    internal static ExcludedPairs Of(PairFilter? filter, int[] numbers, bool[] isPrimary, bool[] isSecondary) =>
        filter is null ? None : new ExcludedPairs(filter, numbers, isPrimary, isSecondary);

    private ExcludedPair PairOf(int a, int b, int rule) => new(new CatalogNumber(_numbers[a]), new CatalogNumber(_numbers[b]), _filter!.Rules[rule]);
}

/// <summary>A pair that was left out.</summary>
/// <param name="Lower">The lower catalogue number.</param>
/// <param name="Higher">The higher catalogue number.</param>
/// <param name="Rule">The first rule that excludes it.</param>
public readonly record struct ExcludedPair(CatalogNumber Lower, CatalogNumber Higher, ExclusionRule Rule);
