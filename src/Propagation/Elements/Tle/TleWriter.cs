using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace Ssa.Propagation;

/// <summary>
/// Writes element sets as two element lines. Values are rounded to the nearest of the digits that a TLE has (angles 0.0001°, eccentricity 1e-7, mean
/// motion 1e-8 rev/day, epoch 1e-8 day, five digits of B*); what a TLE cannot hold is refused with the reason, never bent.
/// </summary>
/// <remarks>
/// The lines have one normal form: catalogue numbers padded with zeros, everything else with blanks; no plus sign before a number; a zero
/// power of ten as <c>+0</c> after digits and <c>-0</c> after <c>00000</c>; ephemeris type 0; angles from 0 to below 360°; blank where no designator is known.
/// Lines that were read in this form are written back character by character.
/// </remarks>
public static class TleWriter
{
    private const long NanosecondsPerEpochUnit = 864_000;

    private const string UseOmm = "Write it as an OMM, which has no such limit.";

    private static readonly Instant FirstEpoch = Instant.FromUtc(1957, 1, 1, 0, 0);

    private static readonly Instant EndOfEpochs = Instant.FromUtc(2057, 1, 1, 0, 0);

    /// <summary>Writes an element set.</summary>
    /// <param name="elements">The element set.</param>
    /// <param name="line1">Line 1, 69 columns.</param>
    /// <param name="line2">Line 2, 69 columns.</param>
    /// <param name="refusal">Where a TLE cannot carry the set: which value, and what to do instead.</param>
    /// <returns>Whether the lines were written.</returns>
    public static bool TryWrite(
        MeanElements elements, [NotNullWhen(true)] out string? line1, [NotNullWhen(true)] out string? line2, [NotNullWhen(false)] out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(elements);
        line1 = null;
        line2 = null;
        refusal = FindRefusal(elements);
        if (refusal is not null)
        {
            return false;
        }

        var number = Alpha5.Format(elements.Number.Value);
        line1 = WithChecksum(string.Create(
            CultureInfo.InvariantCulture,
            $"1 {number}{elements.Classification} {Designator.ToColumns(elements.ObjectId)} {Epoch(elements.Epoch)} {Fraction(elements.MeanMotionDotRevPerDay2)} {Exponential(elements.MeanMotionDdotRevPerDay3)} {Exponential(elements.BStarPerEarthRadius)} 0 {elements.ElementSetNumber,4}"));
        line2 = WithChecksum(string.Create(
            CultureInfo.InvariantCulture,
            $"2 {number} {Angle(elements.InclinationDeg)} {Angle(elements.RightAscensionDeg)} {Eccentricity(elements.Eccentricity)} {Angle(elements.ArgumentOfPerigeeDeg)} {Angle(elements.MeanAnomalyDeg)} {elements.MeanMotionRevPerDay,11:F8}{elements.RevolutionAtEpoch,5}"));
        return true;
    }

    private static string? FindRefusal(MeanElements elements)
    {
        if (elements.FindRangeFault() is { } fault)
        {
            return $"{fault.Field} is out of range: it may be {fault.Allowed}.";
        }

        var rounded = RoundedEpoch(elements.Epoch);
        return FindRefusal(elements.Number.Value <= Alpha5.Largest, $"The catalogue number {elements.Number.Value} is above 339999, the last one that five columns hold.")
            ?? FindRefusal(rounded >= FirstEpoch && rounded < EndOfEpochs, $"The epoch {elements.Epoch} is outside 1957 to 2056, which two digits of a year mean.")
            ?? FindRefusal(elements.Classification is >= 'A' and <= 'Z', "The classification is no capital letter.")
            ?? FindRefusal(Designator.ToColumns(elements.ObjectId) is not null, $"The designator {QuotedText.Of(elements.ObjectId)} does not fit into eight columns.")
            ?? FindRefusal(Math.Abs(elements.MeanMotionDotRevPerDay2) < 1 && Fixed(elements.MeanMotionDotRevPerDay2, "F8")[0] == '0', $"MEAN_MOTION_DOT {Text(elements.MeanMotionDotRevPerDay2)} is not below 1 rev/day².")
            ?? FindRefusal(Exponential(elements.MeanMotionDdotRevPerDay3) is not null, $"MEAN_MOTION_DDOT {Text(elements.MeanMotionDdotRevPerDay3)} needs a power of ten of two digits.")
            ?? FindRefusal(Exponential(elements.BStarPerEarthRadius) is not null, $"BSTAR {Text(elements.BStarPerEarthRadius)} needs a power of ten of two digits.")
            ?? FindRefusal(Fixed(elements.Eccentricity, "F7")[0] == '0', $"The eccentricity {Text(elements.Eccentricity)} rounds to 1 in seven digits.")
            ?? FindRefusal(Fixed(elements.MeanMotionRevPerDay, "F8") != "0.00000000", $"The mean motion {Text(elements.MeanMotionRevPerDay)} rounds to 0 in eight decimals.")
            ?? FindRefusal(elements.ElementSetNumber is >= 0 and <= 9999, $"The element set number {elements.ElementSetNumber} has not one to four digits.")
            ?? FindRefusal(elements.RevolutionAtEpoch is >= 0 and <= 99999, $"The revolution number {elements.RevolutionAtEpoch} has not one to five digits.");
    }

    private static string? FindRefusal(bool fits, string what) => fits ? null : $"{what} {UseOmm}";

    private static string WithChecksum(string columns)
    {
        Span<byte> ascii = stackalloc byte[TleLine.Columns];
        System.Text.Encoding.ASCII.GetBytes(columns, ascii);
        return columns + (char)('0' + TleLine.Checksum(ascii));
    }

    private static Instant RoundedEpoch(Instant epoch)
    {
        var sinceFirst = epoch - FirstEpoch;
        var unit = Duration.FromNanoseconds(NanosecondsPerEpochUnit);
        var inDay = sinceFirst.NanosecondOfDay;
        var (units, rest) = Math.DivRem(inDay, NanosecondsPerEpochUnit);
        units += rest * 2 > NanosecondsPerEpochUnit || (rest * 2 == NanosecondsPerEpochUnit && units % 2 == 1) ? 1 : 0;
        return FirstEpoch + Duration.FromDays(sinceFirst.Days) + (unit * units);
    }

    private static string Epoch(Instant epoch)
    {
        var rounded = RoundedEpoch(epoch).InUtc();
        var fraction = rounded.NanosecondOfDay / NanosecondsPerEpochUnit;
        return string.Create(CultureInfo.InvariantCulture, $"{rounded.Year % 100:D2}{rounded.DayOfYear:D3}.{fraction:D8}");
    }

    private static string Angle(double degrees)
    {
        var text = Fixed(degrees < 0 ? degrees + 360 : degrees, "F4");
        return (text == "360.0000" ? "0.0000" : text).PadLeft(8);
    }

    private static string Fixed(double value, string format) => Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);

    private static string Eccentricity(double value) => Fixed(value, "F7")[2..];

    private static string Fraction(double value) => Sign(value) + Fixed(value, "F8")[1..];

    /// <summary>Eight columns of a number below 1e9 in size, or null; below 1e-10 it loses digits, and one that would vanish is refused.</summary>
    private static string? Exponential(double value)
    {
        if (value == 0)
        {
            return Sign(value) + "00000-0";
        }

        var digits = Math.Abs(value).ToString("E4", CultureInfo.InvariantCulture); // d.ddddE±ddd, correctly rounded
        var power = int.Parse(digits.AsSpan(7), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
        if (power > 9 || power < -14)
        {
            return null;
        }

        var size = decimal.Parse(digits.AsSpan(0, 6), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 10_000;
        for (; power < -9; power++)
        {
            size /= 10;
        }

        var mantissa = (int)Math.Round(size);
        return mantissa == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{Sign(value)}{mantissa:D5}{(power < 0 ? '-' : '+')}{Math.Abs(power)}");
    }

    private static char Sign(double value) => double.IsNegative(value) ? '-' : ' ';

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
