using NodaTime;
using Ssa.Screening;

namespace Ssa.Cli.Formats;

/// <summary>The age of an element set, which SOCRATES calls DSE: days since epoch.</summary>
internal static class ElementSetAge
{
    /// <summary>Days of 86,400 s from the element set's epoch to a time, negative where the epoch is later; null for an ephemeris.</summary>
    public static double? DaysAt(ScreenedObject one, Instant time) => one.Epoch is { } epoch ? (time - epoch).TotalDays : null;
}
