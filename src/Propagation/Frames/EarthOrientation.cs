using NodaTime;
using Ssa.Propagation.Time;

namespace Ssa.Propagation.Frames;

/// <summary>
/// Daily Earth orientation parameters, interpolated linearly between 0 h UTC of two days; UT1 − UTC through UT1 − TAI, so that a leap
/// second stays a step. Outside its days it says <see cref="EarthOrientationSource.None"/> rather than stretch the last value.
/// </summary>
public sealed class EarthOrientation
{
    private const int MjdOf1970 = 40_587;
    private const double NanosecondsPerDay = 86_400e9;

    private readonly int firstMjd;
    private readonly EarthOrientationDay[] days;

    /// <summary>Holds consecutive days.</summary>
    /// <param name="days">One entry a day, ascending, none missing.</param>
    /// <param name="description">What the days are, for headers and settings.</param>
    internal EarthOrientation(EarthOrientationDay[] days, string description)
    {
        this.days = days;
        firstMjd = days.Length == 0 ? 0 : days[0].Mjd;
        Description = description;
    }

    /// <summary>No data. Its parameters are zero and say so.</summary>
    public static EarthOrientation None { get; } = new([], "no Earth orientation data: UT1 = UTC, polar motion and corrections to nutation zero");

    /// <summary>What this is, for headers and settings: the file and its days, or that there is none.</summary>
    public string Description { get; }

    /// <summary>Reads a CelesTrak file, CSV (EOP-All.csv) or text (EOP-All.txt); the content decides.</summary>
    /// <param name="content">The file's text.</param>
    /// <param name="name">The file's name for messages.</param>
    /// <exception cref="InvalidDataException">The content is neither, or a line is faulty; the message names file, line, field and remedy.</exception>
    public static EarthOrientation Read(TextReader content, string name) => EarthOrientationFile.Read(content, name);

    /// <summary>The parameters at a time; zeros with <see cref="EarthOrientationSource.None"/> where there is no data for it.</summary>
    /// <param name="utc">The time.</param>
    public EarthOrientationParameters At(Instant utc)
    {
        var (day, nanoseconds) = TimeScales.DayAndNanoseconds(utc);
        var index = MjdOf1970 + day - firstMjd;
        if (index < 0 || index >= days.Length || (index == days.Length - 1 && nanoseconds > 0))
        {
            return default;
        }

        ref readonly var before = ref days[index];
        if (nanoseconds == 0)
        {
            return before.Parameters;
        }

        ref readonly var after = ref days[index + 1];
        var (a, b, part) = (before.Parameters, after.Parameters, nanoseconds / NanosecondsPerDay);
        var ut1 = Between(a.Ut1MinusUtcS, b.Ut1MinusUtcS - (after.TaiMinusUtcS - before.TaiMinusUtcS), part);
        return new EarthOrientationParameters(
            Between(a.PolarXArcsec, b.PolarXArcsec, part),
            Between(a.PolarYArcsec, b.PolarYArcsec, part),
            ut1,
            Between(a.LengthOfDayS, b.LengthOfDayS, part),
            Between(a.NutationLongitudeArcsec, b.NutationLongitudeArcsec, part),
            Between(a.NutationObliquityArcsec, b.NutationObliquityArcsec, part),
            a.Source == EarthOrientationSource.Observed ? b.Source : a.Source);
    }

    private static double Between(double from, double to, double part) => from + (part * (to - from));
}

/// <summary>One day's row.</summary>
/// <param name="Mjd">The modified Julian date of its 0 h UTC.</param>
/// <param name="Parameters">The parameters at that time.</param>
/// <param name="TaiMinusUtcS">TAI − UTC of that day, seconds.</param>
internal readonly record struct EarthOrientationDay(int Mjd, EarthOrientationParameters Parameters, int TaiMinusUtcS);
