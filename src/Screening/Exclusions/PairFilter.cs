namespace Ssa.Screening;

/// <summary>
/// The exclusion rules of a screening in the form that the search asks, per object index of the screened catalogue: which groups it is in, as bits, and which name
/// it shares. It also keeps the pairs that the search itself finds to be co-moving. Safe for several threads.
/// </summary>
internal sealed class PairFilter
{
    /// <summary>The most rules that a screening takes: one bit each.</summary>
    public const int MostRules = 64;

    private readonly Marks[] _marks;
    private readonly int _prefixRule;
    private readonly int _coMovingRule;
    private readonly HashSet<(int A, int B)> _coMoving = [];

    /// <summary>Prepares the rules.</summary>
    /// <param name="rules">The rules, in order of precedence.</param>
    /// <param name="names">The names of the objects as they were given.</param>
    /// <param name="inputIndex">Per object index its place in <paramref name="names"/>.</param>
    public PairFilter(IReadOnlyList<ExclusionRule> rules, IReadOnlyList<string> names, int[] inputIndex)
    {
        Rules = rules;
        _marks = new Marks[inputIndex.Length];
        _prefixRule = IndexOf<ExclusionRule.SamePrefix>();
        _coMovingRule = IndexOf<ExclusionRule.Slow>();
        SlowestKmPerS = _coMovingRule < 0 ? double.NegativeInfinity : ((ExclusionRule.Slow)rules[_coMovingRule]).LimitKmPerS;
        var prefixes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _marks.Length; i++)
        {
            ref var marks = ref _marks[i];
            for (var rule = 0; rule < rules.Count; rule++)
            {
                if (rules[rule] is ExclusionRule.BetweenGroups groups)
                {
                    marks.One |= groups.IsInOne[inputIndex[i]] ? 1UL << rule : 0;
                    marks.Other |= groups.IsInOther[inputIndex[i]] ? 1UL << rule : 0;
                }
            }

            if (_prefixRule >= 0 && NamePrefix.Of(names[inputIndex[i]]) is { } prefix)
            {
                marks.Prefix = prefixes.TryGetValue(prefix, out var known) ? known : prefixes[prefix] = prefixes.Count + 1;
            }
        }

        int IndexOf<TRule>()
        {
            var found = -1;
            for (var rule = rules.Count - 1; rule >= 0; rule--)
            {
                found = rules[rule] is TRule ? rule : found;
            }

            return found;
        }
    }

    /// <summary>The rules.</summary>
    public IReadOnlyList<ExclusionRule> Rules { get; }

    /// <summary>The relative speed, km/s, up to which an approach is co-moving; negative infinity without such a rule.</summary>
    public double SlowestKmPerS { get; }

    /// <summary>Whether a rule that looks at the objects alone excludes a pair.</summary>
    public bool IsExcluded(int a, int b)
    {
        ref readonly var x = ref _marks[a];
        ref readonly var y = ref _marks[b];
        return ((x.One & y.Other) | (x.Other & y.One)) != 0 || (x.Prefix != 0 && x.Prefix == y.Prefix);
    }

    /// <summary>The first rule that looks at the objects alone and excludes a pair; -1 where none does.</summary>
    public int RuleOf(int a, int b) => RuleOf(in _marks[a], in _marks[b]);

    /// <summary>Whether any such rule can exclude a pair with an object.</summary>
    public bool IsMarked(int index) => (_marks[index].One | _marks[index].Other) != 0 || _marks[index].Prefix != 0;

    /// <summary>Notes a pair as co-moving.</summary>
    public void AddCoMoving(int a, int b)
    {
        lock (_coMoving)
        {
            _coMoving.Add(a < b ? (a, b) : (b, a));
        }
    }

    /// <summary>The pairs noted as co-moving, the lower index first.</summary>
    public HashSet<(int A, int B)> CoMoving()
    {
        lock (_coMoving)
        {
            return [.. _coMoving];
        }
    }

    /// <summary>The index of the co-moving rule; -1 without one.</summary>
    public int CoMovingRule => _coMovingRule;

    /// <summary>
    /// How many pairs of different catalogue numbers, out of those that the selection wants, each rule is the first to exclude. Objects with the same marks are counted
    /// together: a fleet of thousands is one kind.
    /// </summary>
    /// <param name="numbers">Catalogue number per object index.</param>
    /// <param name="isPrimary">Per object index whether it is a primary.</param>
    /// <param name="isSecondary">Per object index whether it is a secondary.</param>
    public long[] Count(int[] numbers, bool[] isPrimary, bool[] isSecondary)
    {
        var counts = new long[Rules.Count];
        var kinds = Enumerable.Range(0, numbers.Length).Where(IsMarked).CountBy(i => (Marks: _marks[i], IsPrimary: isPrimary[i], IsSecondary: isSecondary[i])).ToArray();
        for (var i = 0; i < kinds.Length; i++)
        {
            for (var j = i; j < kinds.Length; j++)
            {
                var (x, y) = (kinds[i].Key, kinds[j].Key);
                var rule = (x.IsPrimary && y.IsSecondary) || (y.IsPrimary && x.IsSecondary) ? RuleOf(x.Marks, y.Marks) : -1;
                if (rule >= 0)
                {
                    counts[rule] += i == j ? (long)kinds[i].Value * (kinds[i].Value - 1) / 2 : (long)kinds[i].Value * kinds[j].Value;
                }
            }
        }

        // Records of one number are not a pair.
        foreach (var records in Enumerable.Range(0, numbers.Length).Where(IsMarked).GroupBy(i => numbers[i]).Where(group => group.Skip(1).Any()))
        {
            int[] same = [.. records];
            for (var i = 0; i < same.Length; i++)
            {
                foreach (var j in same.AsSpan(i + 1))
                {
                    var (a, b) = (same[i], j);
                    var rule = (isPrimary[a] && isSecondary[b]) || (isPrimary[b] && isSecondary[a]) ? RuleOf(a, b) : -1;
                    if (rule >= 0)
                    {
                        counts[rule]--;
                    }
                }
            }
        }

        return counts;
    }

    private int RuleOf(in Marks x, in Marks y)
    {
        var byGroup = System.Numerics.BitOperations.TrailingZeroCount((x.One & y.Other) | (x.Other & y.One));
        var byPrefix = x.Prefix != 0 && x.Prefix == y.Prefix ? _prefixRule : MostRules;
        var rule = Math.Min(byGroup, byPrefix);
        return rule < MostRules ? rule : -1;
    }

    private record struct Marks(ulong One, ulong Other, int Prefix);
}
