using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// A choice of objects, as options such as <c>--primaries</c> take it: terms joined by <c>+</c> that must all hold.
/// </summary>
/// <remarks>
/// A term is a list of catalogue numbers joined by commas, or one of <c>name=</c> (a pattern with <c>*</c> for any text and <c>?</c> for any one
/// character, letter case ignored), <c>owner=</c> and <c>type=</c> (which need the satellite catalogue), <c>launch=</c> (year and number, such as
/// 1999-025) and <c>regime=</c>. Blanks around terms are ignored. A <c>+</c> or a comma inside a name is written <c>?</c>.
/// </remarks>
public sealed class ObjectSelector
{
    private readonly IReadOnlyList<SelectorTerm> terms;

    private ObjectSelector(string text, IReadOnlyList<SelectorTerm> terms)
    {
        Text = text;
        this.terms = terms;
    }

    /// <summary>The selector as the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether it asks for an owner or a type, which only the satellite catalogue knows.</summary>
    public bool NeedsSatcat => terms.Any(term => term.NeedsSatcat);

    /// <summary>Reads a selector.</summary>
    /// <param name="text">The text of one option.</param>
    /// <exception cref="FormatException">The text is malformed; the message says what was found and the remedy.</exception>
    public static ObjectSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = new List<SelectorTerm>();
        foreach (var term in text.Split('+', StringSplitOptions.TrimEntries))
        {
            if (term.Length == 0)
            {
                var fault = text.Trim().Length == 0 ? "it is empty." : "a term is missing beside a +.";
                throw SelectorTerm.Malformed(text, fault, "Write a term such as 25544 or name=STARLINK*; for a + inside a name write ? instead.");
            }

            terms.Add(SelectorTerm.Parse(term, text));
        }

        return new ObjectSelector(text, terms);
    }

    /// <summary>Which objects are chosen, one answer per object in their order.</summary>
    /// <param name="objects">The objects to choose from.</param>
    /// <param name="satcat">The satellite catalogue; null where none is loaded. An object that it does not list has no owner and the type unknown.</param>
    /// <exception cref="SelectorNeedsSatcatException">The selector asks for an owner or a type, and there is no satellite catalogue.</exception>
    public IReadOnlyList<bool> Select(IReadOnlyList<MeanElements> objects, Satcat? satcat) => Any([this], objects, satcat);

    /// <summary>Which objects are chosen by at least one of several selectors, one answer per object in their order.</summary>
    /// <param name="selectors">The selectors; none choose nothing.</param>
    /// <param name="objects">The objects to choose from.</param>
    /// <param name="satcat">The satellite catalogue; null where none is loaded.</param>
    /// <exception cref="SelectorNeedsSatcatException">A selector asks for an owner or a type, and there is no satellite catalogue.</exception>
    public static IReadOnlyList<bool> Any(IEnumerable<ObjectSelector> selectors, IReadOnlyList<MeanElements> objects, Satcat? satcat)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        ArgumentNullException.ThrowIfNull(objects);
        var isChosen = new bool[objects.Count];
        foreach (var selector in selectors)
        {
            selector.RequireSatcat(satcat);
            for (var i = 0; i < isChosen.Length; i++)
            {
                isChosen[i] |= selector.Holds(objects[i], satcat);
            }
        }

        return isChosen;
    }

    /// <summary>
    /// What of this selector matches nothing, by the name to say: each number of a plain list that is not among the objects, or the whole text of any
    /// other selector without a match. Empty where all is well.
    /// </summary>
    /// <param name="objects">The objects to choose from.</param>
    /// <param name="satcat">The satellite catalogue; null where none is loaded.</param>
    /// <exception cref="SelectorNeedsSatcatException">The selector asks for an owner or a type, and there is no satellite catalogue.</exception>
    public IReadOnlyList<string> FindUnmatched(IReadOnlyList<MeanElements> objects, Satcat? satcat)
    {
        ArgumentNullException.ThrowIfNull(objects);
        RequireSatcat(satcat);
        if (terms is [{ Numbers: { Count: > 0 } numbers }])
        {
            var present = objects.Select(elements => elements.Number).ToHashSet();
            return [.. numbers.Where(number => !present.Contains(number)).Distinct().Select(number => number.ToString())];
        }

        return objects.Any(elements => Holds(elements, satcat)) ? [] : [Text];
    }

    /// <summary>The selector as the user wrote it.</summary>
    public override string ToString() => Text;

    private void RequireSatcat(Satcat? satcat)
    {
        if (satcat is null && NeedsSatcat)
        {
            throw new SelectorNeedsSatcatException(Text);
        }
    }

    private bool Holds(MeanElements elements, Satcat? satcat)
    {
        var entry = satcat?.Find(elements.Number);
        foreach (var term in terms)
        {
            if (!term.Matches(elements, entry))
            {
                return false;
            }
        }

        return true;
    }
}
