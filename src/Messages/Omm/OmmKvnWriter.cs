using NodaTime;
using Ssa.Propagation;

namespace Ssa.Messages;

/// <summary>
/// Writes element sets as OMM in keyword-value notation, one message each: keywords in the order of CCSDS 502.0-B-3, units in brackets, every digit kept. A name or designator that is not known is UNKNOWN, as the
/// standard has it.
/// </summary>
public static class OmmKvnWriter
{
    /// <summary>Writes a message for each element set, with LF line ends.</summary>
    /// <param name="to">Where to write.</param>
    /// <param name="sets">The element sets.</param>
    /// <param name="created">The time at which the messages count as made, UTC.</param>
    /// <param name="originator">Who makes them.</param>
    public static void Write(TextWriter to, IEnumerable<MeanElements> sets, Instant created, string originator)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(originator);
        foreach (var set in sets)
        {
            WriteLine(to, OmmOutput.VersionKeyword, OmmOutput.Version);
            WriteLine(to, "CREATION_DATE", MessageText.Time(created));
            WriteLine(to, "ORIGINATOR", MessageText.Cleaned(originator));
            foreach (var (keyword, value) in OmmOutput.MetadataOf(set).Concat(OmmOutput.ElementsOf(set)).Concat(OmmOutput.TleParametersOf(set)))
            {
                WriteLine(to, keyword, value);
            }
        }
    }

    private static void WriteLine(TextWriter to, string keyword, string value)
    {
        var unit = OmmOutput.UnitOf(keyword);
        to.Write(unit.Length == 0 ? $"{keyword,-20} = {value}\n" : $"{keyword,-20} = {value,-24} [{unit}]\n");
    }
}
