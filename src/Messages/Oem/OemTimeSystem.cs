using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Messages;

/// <summary>
/// The time systems whose relation to UTC is certain: UTC itself, and the atomic ones by whole leap seconds. Others (UT1, TDB, mission time) need data that no
/// ephemeris message carries.
/// </summary>
internal static class OemTimeSystem
{
    // GPS time was set to UTC of 1980-01-06, when TAI − UTC was 19 s, and has no leap seconds since.
    private static readonly Duration TaiMinusGps = Duration.FromSeconds(19);
    private static readonly Duration TtMinusTai = Duration.FromMilliseconds(32_184);

    /// <summary>Whether times of a system can be converted.</summary>
    public static bool IsKnown(string system) => system.ToUpperInvariant() is "UTC" or "TAI" or "TT" or "GPS";

    /// <summary>The UTC time of a clock's reading; false before 1972 and within a leap second, where there is none.</summary>
    public static bool TryToUtc(string system, Instant reading, out Instant utc)
    {
        switch (system.ToUpperInvariant())
        {
            case "UTC":
                utc = reading;
                return true;
            case "TAI":
                return LeapSeconds.TryFromTai(reading, out utc);
            case "TT":
                return LeapSeconds.TryFromTai(reading - TtMinusTai, out utc);
            case "GPS":
                return LeapSeconds.TryFromTai(reading + TaiMinusGps, out utc);
            default:
                throw new ArgumentOutOfRangeException(nameof(system), system, null);
        }
    }
}
