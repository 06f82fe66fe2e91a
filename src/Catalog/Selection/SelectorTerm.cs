using System.Globalization;
using System.IO.Enumeration;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>One condition of a selector: a list of numbers, or a key with a value.</summary>
/// <param name="Numbers">The numbers of a list, in the order written; empty for a key with a value.</param>
/// <param name="NeedsSatcat">Whether the condition asks for what only the satellite catalogue knows.</param>
/// <param name="Matches">Whether an object fulfils it; the entry is null where the satellite catalogue does not list the object.</param>
internal sealed record SelectorTerm(
    IReadOnlyList<CatalogNumber> Numbers, bool NeedsSatcat, Func<MeanElements, SatcatEntry?, bool> Matches)
{
    private const string Forms =
        "Write numbers (25544,48274), name=STARLINK*, owner=JPN, launch=1999-025, type=PAYLOAD, regime=LEO, or several of these joined by +.";

    /// <summary>Reads a term; its text is not empty.</summary>
    /// <param name="text">The term, trimmed.</param>
    /// <param name="selector">The whole selector, for messages.</param>
    /// <exception cref="FormatException">The term is malformed; the message says the remedy.</exception>
    public static SelectorTerm Parse(string text, string selector)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return OfNumbers(text, selector);
        }

        var key = text[..equals].Trim();
        var value = text[(equals + 1)..].Trim();
        if (value.Length == 0)
        {
            throw Malformed(selector, $"nothing follows \"{key}=\".", Forms);
        }

        if (value.Contains(',', StringComparison.Ordinal))
        {
            throw Malformed(
                selector, $"\"{text}\" holds a comma, and only numbers make lists.",
                "Repeat the option to widen the choice; for a comma inside a name write ? instead.");
        }

        return key.ToUpperInvariant() switch
        {
            "NAME" => OfName(value),
            "OWNER" => OfSatcat(entry => string.Equals(entry?.Owner, value, StringComparison.OrdinalIgnoreCase)),
            "LAUNCH" => OfLaunch(value, selector),
            "TYPE" => OfType(value, selector),
            "REGIME" => OfRegime(value, selector),
            _ => throw Malformed(selector, $"there is no key \"{key}\".", Forms),
        };
    }

    /// <summary>The exception for a malformed selector.</summary>
    public static FormatException Malformed(string selector, string fault, string remedy) =>
        new($"The selector \"{selector}\" is malformed: {fault} {remedy}");

    private static SelectorTerm OfNumbers(string text, string selector)
    {
        var numbers = new List<CatalogNumber>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > CatalogNumber.Largest)
            {
                var found = item.Length == 0 ? "a number is missing beside a comma." : $"\"{item}\" is not a catalogue number from 1 to 999999999.";
                throw Malformed(selector, found, Forms + " For a + inside a name write ? instead.");
            }

            numbers.Add(new CatalogNumber(value));
        }

        var set = numbers.ToHashSet();
        return new SelectorTerm(numbers, NeedsSatcat: false, (elements, _) => set.Contains(elements.Number));
    }

    private static SelectorTerm OfName(string pattern)
    {
        // The matcher takes a backslash as an escape; selectors have none, so that a backslash means itself.
        var literal = pattern.Replace(@"\", @"\\", StringComparison.Ordinal);
        return OfElements(elements => FileSystemName.MatchesSimpleExpression(literal, elements.Name, ignoreCase: true));
    }

    private static SelectorTerm OfLaunch(string value, string selector)
    {
        if (value.Length != 8 || value[4] != '-' || value.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9') || value.AsSpan(5).ContainsAnyExceptInRange('0', '9'))
        {
            throw Malformed(selector, $"\"{value}\" is not a launch.", "Write the year and the three-digit number of the launch without a piece, such as launch=1999-025.");
        }

        return OfElements(elements => elements.ObjectId.StartsWith(value, StringComparison.Ordinal)
            && (elements.ObjectId.Length == value.Length || char.IsAsciiLetter(elements.ObjectId[value.Length])));
    }

    private static SelectorTerm OfType(string value, string selector)
    {
        var type = ObjectTypes.FromText(value)
            ?? throw Malformed(selector, $"\"{value}\" is not a type.", "Write type=PAYLOAD, type=ROCKET_BODY, type=DEBRIS or type=UNKNOWN.");
        return OfSatcat(entry => (entry?.Type ?? ObjectType.Unknown) == type);
    }

    private static SelectorTerm OfRegime(string value, string selector)
    {
        foreach (var regime in Enum.GetValues<OrbitRegime>())
        {
            if (value.Equals(OrbitRegimes.TextOf(regime), StringComparison.OrdinalIgnoreCase))
            {
                return OfElements(elements => OrbitRegimes.Of(elements) == regime);
            }
        }

        throw Malformed(selector, $"\"{value}\" is not a regime.", "Write regime=LEO, regime=MEO, regime=GEO or regime=HEO.");
    }

    private static SelectorTerm OfElements(Func<MeanElements, bool> matches) =>
        new([], NeedsSatcat: false, (elements, _) => matches(elements));

    private static SelectorTerm OfSatcat(Func<SatcatEntry?, bool> matches) =>
        new([], NeedsSatcat: true, (_, entry) => matches(entry));
}
