using Ssa.Propagation;

namespace Ssa.Screening;

/// <summary>
/// The pairs that rules left out of a screening: counted, and listed one after the other without being held in memory, since one fleet has millions of them.
/// </summary>
public sealed class ExcludedPairs
{
    private readonly PairFilter? _filter;
    private readonly int[] _numbers = [];
    private readonly int[] _byNumber = [];
    private readonly Func<int, int, bool> _isWanted = (_, _) => false;
    private readonly HashSet<(int A, int B)> _coMoving = [];
    private readonly bool[] _hasCoMoving = [];

    private ExcludedPairs()
    {
    }

    private ExcludedPairs(PairFilter filter, int[] numbers, bool[] isPrimary, bool[] isSecondary)
    {
        _filter = filter;
        _numbers = numbers;

        // Ephemerides stand behind the element sets, whatever their numbers.
        _byNumber = [.. Enumerable.Range(0, numbers.Length).OrderBy(i => numbers[i])];
        _isWanted = (a, b) => numbers[a] != numbers[b] && ((isPrimary[a] && isSecondary[b]) || (isPrimary[b] && isSecondary[a]));
        _coMoving = filter.CoMoving();
        _hasCoMoving = new bool[numbers.Length];
        foreach (var (a, b) in _coMoving)
        {
            _hasCoMoving[a] = _hasCoMoving[b] = true;
        }

        var counts = filter.Count(numbers, isPrimary, isSecondary);
        if (filter.CoMovingRule >= 0)
        {
            counts[filter.CoMovingRule] = _coMoving.Count;
        }

        ByRule = [.. filter.Rules.Zip(counts)];
    }

    /// <summary>No rules, no pairs.</summary>
    public static ExcludedPairs None { get; } = new();

    /// <summary>Each rule, in order of precedence, with how many pairs it was the first to exclude.</summary>
    public IReadOnlyList<(ExclusionRule Rule, long Pairs)> ByRule { get; private init; } = [];

    /// <summary>How many pairs were excluded.</summary>
    public long Total => ByRule.Sum(counted => counted.Pairs);

    /// <summary>
    /// The pairs in ascending order of the lower, then the higher catalogue number, objects without a number last, each with the first rule that excludes it; each once, where
    /// there is one record per object, else each pair of records.
    /// </summary>
    public IEnumerable<ExcludedPair> List()
    {
        for (int from = 0, to; _filter is not null && from < _byNumber.Length; from = to)
        {
            // All records of one object against all later ones.
            var isListed = false;
            for (to = from; to < _byNumber.Length && _numbers[_byNumber[to]] == _numbers[_byNumber[from]]; to++)
            {
                isListed |= _filter.IsMarked(_byNumber[to]) || _hasCoMoving[_byNumber[to]];
            }

            for (var y = to; isListed && y < _byNumber.Length; y++)
            {
                for (var x = from; x < to; x++)
                {
                    if (RuleOf(_byNumber[x], _byNumber[y]) is >= 0 and var rule)
                    {
                        yield return new ExcludedPair(NumberOf(_byNumber[x]), NumberOf(_byNumber[y]), _filter.Rules[rule]);
                    }
                }
            }
        }
    }

    /// <summary>Pairs that another program has counted: the counts are known, and no pair can be listed.</summary>
    /// <param name="byRule">Each rule, in order of precedence, with how many pairs it was the first to exclude.</param>
    public static ExcludedPairs OfCounts(IReadOnlyList<(ExclusionRule Rule, long Pairs)> byRule)
    {
        ArgumentNullException.ThrowIfNull(byRule);
        return new() { ByRule = byRule };
    }

    /// <summary>The pairs that a finished screening left out.</summary>
    internal static ExcludedPairs Of(PairFilter? filter, int[] numbers, bool[] isPrimary, bool[] isSecondary) =>
        filter is null ? None : new ExcludedPairs(filter, numbers, isPrimary, isSecondary);

    /// <summary>The first rule that excludes a pair; -1 where none does.</summary>
    private int RuleOf(int a, int b)
    {
        var rule = _filter!.RuleOf(a, b);
        return rule >= 0 && _isWanted(a, b) ? rule
            : _hasCoMoving[a] && _hasCoMoving[b] && _coMoving.Contains((Math.Min(a, b), Math.Max(a, b))) ? _filter.CoMovingRule
            : -1;
    }

    private CatalogNumber? NumberOf(int index) => _numbers[index] <= CatalogNumber.Largest ? new CatalogNumber(_numbers[index]) : null;
}

/// <summary>A pair that was left out.</summary>
/// <param name="Lower">The lower catalogue number; null where neither object has one.</param>
/// <param name="Higher">The higher catalogue number; null for an ephemeris whose object is in no catalogue.</param>
/// <param name="Rule">The first rule that excludes it.</param>
public readonly record struct ExcludedPair(CatalogNumber? Lower, CatalogNumber? Higher, ExclusionRule Rule);
