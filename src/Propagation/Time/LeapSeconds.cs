using NodaTime;

namespace Ssa.Propagation.Time;

/// <summary>
/// TAI − UTC by IERS Bulletin C: the leap seconds of 1972-01-01 to 2017-01-01, the last one announced. Used only to reach terrestrial time for
/// precession and nutation, where one second is 0.1 mm in low orbit, and by ephemerides, which may be tabulated in atomic time and are interpolated
/// over time that passed; never in differences of instants, whose days count 86,400 s.
/// </summary>
public static class LeapSeconds
{
    // Each entry: the date from which the next whole second holds. The first brings TAI − UTC to 10 s.
    private static readonly Instant[] Steps =
    [
        At(1972, 1), At(1972, 7), At(1973, 1), At(1974, 1), At(1975, 1), At(1976, 1), At(1977, 1), At(1978, 1), At(1979, 1), At(1980, 1),
        At(1981, 7), At(1982, 7), At(1983, 7), At(1985, 7), At(1988, 1), At(1990, 1), At(1991, 1), At(1992, 7), At(1993, 7), At(1994, 7),
        At(1996, 1), At(1997, 7), At(1999, 1), At(2006, 1), At(2009, 1), At(2012, 7), At(2015, 7), At(2017, 1),
    ];

    private const int First = 10;

    /// <summary>TAI − UTC, whole seconds. Before 1972, when UTC ran at other rates, 10 s; true values there are 1.4 to 9.9 s.</summary>
    /// <param name="utc">The instant.</param>
    public static int TaiMinusUtc(Instant utc)
    {
        var found = Array.BinarySearch(Steps, utc);
        var passed = found >= 0 ? found + 1 : ~found;
        return Math.Max(First, First + passed - 1);
    }

    /// <summary>The UTC time of a reading of a clock that shows TAI.</summary>
    /// <param name="taiReading">The date and time that the clock shows.</param>
    /// <param name="utc">The time; the Unix epoch where there is none.</param>
    /// <returns>False before 1972, when the difference was no whole second, and within a leap second, which no instant has.</returns>
    internal static bool TryFromTai(Instant taiReading, out Instant utc)
    {
        // The reading is ahead of UTC, so the table gives its own difference there, or after a new leap second the next one.
        var difference = TaiMinusUtc(taiReading);
        utc = taiReading - Duration.FromSeconds(difference);
        if (TaiMinusUtc(utc) != difference)
        {
            utc = taiReading - Duration.FromSeconds(--difference);
        }

        var isCertain = utc >= Steps[0] && TaiMinusUtc(utc) == difference;
        utc = isCertain ? utc : default;
        return isCertain;
    }

    private static Instant At(int year, int month) => Instant.FromUtc(year, month, 1, 0, 0);
}
