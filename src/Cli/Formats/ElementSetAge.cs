using NodaTime;
using Ssa.Propagation;

namespace Ssa.Cli.Formats;

/// <summary>The age of an element set, which SOCRATES calls DSE: days since epoch.</summary>
internal static class ElementSetAge
{
    /// <summary>Days of 86,400 s from the element set's epoch to a time; negative where the epoch is later.</summary>
    public static double DaysAt(MeanElements elements, Instant time) => (time - elements.Epoch).TotalDays;
}
