using System.Globalization;
using Ssa.Propagation;
using Ssa.Screening;
using Ssa.Store.Databases;

namespace Ssa.Store;

/// <summary>What a finished screening tells beside its rows.</summary>
/// <param name="Refusals">Objects without a valid state for some or all of the window, in order of catalogue number; indices are ordinals of the screening.</param>
/// <param name="ExcludedPairs">Pairs that each rule was the first to leave out, in the order of the rules.</param>
public sealed record ScreeningOutcome(IReadOnlyList<StateRefusal> Refusals, IReadOnlyList<long> ExcludedPairs)
{
    /// <summary>Nothing refused, nothing excluded.</summary>
    public static ScreeningOutcome None { get; } = new([], []);

    // Numbers with blanks between: four to a refusal.
    internal string RefusalsText => Join(Refusals.SelectMany(one => new[] { one.ObjectIndex, (long)one.Status, Time.ToNanoseconds(one.First), one.WholeWindow ? 1 : 0 }));

    internal string PairsText => Join(ExcludedPairs);

    internal static IReadOnlyList<StateRefusal> RefusalsOf(string text) =>
        [.. PairsOf(text).Chunk(4).Select(part => new StateRefusal((int)part[0], (PropagationStatus)part[1], Time.OfNanoseconds(part[2]), part[3] != 0))];

    internal static IReadOnlyList<long> PairsOf(string text) =>
        text.Length == 0 ? [] : [.. text.Split(' ').Select(number => long.Parse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))];

    private static string Join(IEnumerable<long> numbers) => string.Join(' ', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
