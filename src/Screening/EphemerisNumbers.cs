using Ssa.Propagation;
using Ssa.Propagation.Ephemerides;

namespace Ssa.Screening;

/// <summary>
/// Whose ephemeris it is. The number that its source gives counts; without one, the number of the element set or ephemeris with the same international designator
/// (<c>1998-067A</c>, or <c>1998-067-A</c> as some operators write it; the lowest where several have it). Ephemerides for which neither is known are of one object where
/// their identifiers agree, or, where neither has one, their names; an ephemeris with none of these is an object of its own.
/// </summary>
public static class EphemerisNumbers
{
    private const int DigitsOfDesignator = 7;
    private const int LettersOfDesignator = 3;

    /// <summary>Per ephemeris its catalogue number; null where its object is in no catalogue that is known here.</summary>
    /// <param name="elementSets">The element sets of the screening.</param>
    /// <param name="ephemerides">Its ephemerides.</param>
    public static IReadOnlyList<CatalogNumber?> Of(IReadOnlyList<MeanElements> elementSets, IReadOnlyList<InterpolatedEphemeris> ephemerides)
    {
        ArgumentNullException.ThrowIfNull(elementSets);
        ArgumentNullException.ThrowIfNull(ephemerides);
        var numbers = ephemerides.Select(ephemeris => ephemeris.Identity.Number).ToArray();
        var wanted = ephemerides.Select(ephemeris => ephemeris.Identity.Number is null ? DesignatorOf(ephemeris.Identity.ObjectId) : null).ToArray();
        if (!Array.Exists(wanted, designator => designator is not null))
        {
            return numbers;
        }

        var known = new Dictionary<string, CatalogNumber>(StringComparer.Ordinal);
        foreach (var set in elementSets)
        {
            Note(set.ObjectId, set.Number);
        }

        foreach (var ephemeris in ephemerides)
        {
            if (ephemeris.Identity.Number is { } number)
            {
                Note(ephemeris.Identity.ObjectId, number);
            }
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] ??= wanted[i] is { } designator && known.TryGetValue(designator, out var number) ? number : null;
        }

        return numbers;

        void Note(string objectId, CatalogNumber number)
        {
            if (DesignatorOf(objectId) is { } designator && (!known.TryGetValue(designator, out var other) || number < other))
            {
                known[designator] = number;
            }
        }
    }

    /// <summary>
    /// Per ephemeris a number that orders it and tells objects apart: its catalogue number, or one above all catalogue numbers, in the order of identifiers and names, those without
    /// either last and each with its own.
    /// </summary>
    /// <param name="ephemerides">The ephemerides.</param>
    /// <param name="numbers">What <see cref="Of"/> found.</param>
    internal static int[] OrderKeys(IReadOnlyList<InterpolatedEphemeris> ephemerides, IReadOnlyList<CatalogNumber?> numbers)
    {
        var labels = ephemerides.Select(ephemeris => LabelOf(ephemeris.Identity)).ToArray();
        var ranks = labels.Where((label, i) => numbers[i] is null && label.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select((label, rank) => (label, rank)).ToDictionary(pair => pair.label, pair => CatalogNumber.Largest + 1 + pair.rank, StringComparer.Ordinal);
        var next = CatalogNumber.Largest + 1 + ranks.Count;
        var keys = new int[labels.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = numbers[i] is { } number ? number.Value : labels[i].Length > 0 ? ranks[labels[i]] : next++;
        }

        return keys;
    }

    // An identifier and a name never agree.
    private static string LabelOf(EphemerisObject identity) =>
        identity.ObjectId.Length > 0 ? "i" + (DesignatorOf(identity.ObjectId) ?? identity.ObjectId) : identity.Name.Length > 0 ? "n" + identity.Name : "";

    /// <summary>An international designator as <c>1998067A</c>; null where the text is none.</summary>
    private static string? DesignatorOf(string objectId)
    {
        var text = objectId.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
        var letters = text.Length - DigitsOfDesignator;
        return letters is > 0 and <= LettersOfDesignator
            && !text.AsSpan(0, DigitsOfDesignator).ContainsAnyExceptInRange('0', '9')
            && !text.AsSpan(DigitsOfDesignator).ContainsAnyExceptInRange('A', 'Z') ? text : null;
    }
}
