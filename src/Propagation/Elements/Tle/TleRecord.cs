using System.Runtime.CompilerServices;
using NodaTime;

namespace Ssa.Propagation;

/// <summary>
/// Turns two element lines into an element set, by columns as AIAA 2006-6753 (appendix B) and CelesTrak's documentation number them.
/// The checks run from the outside in, so that a report names the cause and not its consequence: length, catalogue number, blank columns
/// between the fields, checksum, the pair, then each field and its range.
/// </summary>
internal static class TleRecord
{
    private const string TakeAgain = "Take the record from its source again.";

    /// <summary>Reads a pair of lines.</summary>
    /// <param name="line1">Line 1 without its terminator.</param>
    /// <param name="line2">Line 2 without its terminator.</param>
    /// <param name="name">The object's name, empty where the file has none.</param>
    /// <param name="lenient">Whether a wrong or missing checksum is accepted.</param>
    /// <param name="fault">Why the pair cannot be used, else null.</param>
    /// <returns>The element set, or null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static MeanElements? Read(ReadOnlySpan<byte> line1, ReadOnlySpan<byte> line2, string name, bool lenient, out TleFault? fault)
    {
        var number = 0;
        var number2 = 0;
        Line1Fields first = default;
        Line2Fields second = default;
        fault = FindLengthFault(line1, 1) ?? FindLengthFault(line2, 2)
            ?? FindNumberFault(line1, 1, out number) ?? FindNumberFault(line2, 2, out number2)
            ?? FindLayoutFault(line1, 1, [1, 8, 17, 32, 43, 52, 61, 63]) ?? FindLayoutFault(line2, 2, [1, 7, 16, 25, 33, 42, 51])
            ?? (lenient ? null : FindChecksumFault(line1, 1) ?? FindChecksumFault(line2, 2))
            ?? (number == number2 ? null : PairFault(line1, line2))
            ?? ReadLine1(line1, out first) ?? ReadLine2(line2, out second);
        if (fault is not null)
        {
            return null;
        }

        var elements = new MeanElements
        {
            Number = new CatalogNumber(number),
            Name = name,
            ObjectId = first.ObjectId ?? "",
            Classification = first.Classification,
            Epoch = first.Epoch,
            MeanMotionDotRevPerDay2 = first.MeanMotionDot,
            MeanMotionDdotRevPerDay3 = first.MeanMotionDdot,
            BStarPerEarthRadius = first.BStar,
            ElementSetNumber = first.ElementSetNumber,
            InclinationDeg = second.Inclination,
            RightAscensionDeg = second.RightAscension,
            Eccentricity = second.Eccentricity,
            ArgumentOfPerigeeDeg = second.ArgumentOfPerigee,
            MeanAnomalyDeg = second.MeanAnomaly,
            MeanMotionRevPerDay = second.MeanMotion,
            RevolutionAtEpoch = second.Revolution,
        };
        if (elements.FindRangeFault() is { } range)
        {
            fault = new TleFault(2, range.Field, SetAsideReason.Range, $"{range.Field} of object {number} is out of range in {QuotedText.Of(line2)}: it may be {range.Allowed}.", TakeAgain);
            return null;
        }

        return elements;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TleFault? FindLengthFault(ReadOnlySpan<byte> line, int elementLine)
    {
        var length = TleLine.LengthWithoutPadding(line);
        if (length < TleLine.Columns - 1)
        {
            return new TleFault(elementLine, $"line {elementLine}", SetAsideReason.Length, $"Line {elementLine} has {length} columns instead of 69: {QuotedText.Of(line[..length])}.", "Take the record from its source again; something cut the line.");
        }

        // What stands after a blank column is not ours: the published verification file carries start, stop and step there.
        return line.Length > TleLine.Columns && line[TleLine.Columns] != ' ' && line[TleLine.Columns] != '\t'
            ? new TleFault(elementLine, $"line {elementLine}", SetAsideReason.Length, $"Line {elementLine} has {length} columns instead of 69: {QuotedText.Of(line[..length])}.", "Take the record from its source again; remarks after column 69 need a blank before them.")
            : null;
    }

    private static TleFault? FindNumberFault(ReadOnlySpan<byte> line, int elementLine, out int number) =>
        Alpha5.TryParse(line[2..7], out number)
            ? null
            : new TleFault(elementLine, "NORAD_CAT_ID", SetAsideReason.Number, $"The catalogue number {QuotedText.Of(line[2..7])} in line {elementLine} is zero or malformed.", "Write five digits from 00001, or a letter (not I or O) and four digits; larger numbers need an OMM.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TleFault? FindLayoutFault(ReadOnlySpan<byte> line, int elementLine, ReadOnlySpan<int> blanks)
    {
        foreach (var blank in blanks)
        {
            if (line[blank] != ' ')
            {
                return new TleFault(elementLine, $"column {blank + 1}", SetAsideReason.Field, $"Column {blank + 1} of line {elementLine} must be blank, but is {QuotedText.Of(line.Slice(blank, 1))}: the fields are shifted or damaged.", TakeAgain);
            }
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TleFault? FindChecksumFault(ReadOnlySpan<byte> line, int elementLine)
    {
        var sum = TleLine.Checksum(line);
        var found = line.Length >= TleLine.Columns ? line.Slice(TleLine.Columns - 1, 1) : [];
        if (found.Length == 1 && found[0] == '0' + sum)
        {
            return null;
        }

        var what = found.Trim((byte)' ').IsEmpty ? "has no checksum" : $"has the checksum {QuotedText.Of(found)}";
        return new TleFault(elementLine, "checksum", SetAsideReason.Checksum, $"Line {elementLine} of object {Number(line)} {what}, but its columns sum to {sum}.", "Take the record from its source again, or accept it as it is with --lenient.");
    }

    private static TleFault PairFault(ReadOnlySpan<byte> line1, ReadOnlySpan<byte> line2) =>
        new(2, "NORAD_CAT_ID", SetAsideReason.LinePair, $"Line 1 is of object {Number(line1)}, line 2 of object {Number(line2)}.", "Bring the two lines of each object together again, or take the file from its source.");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TleFault? ReadLine1(ReadOnlySpan<byte> line, out Line1Fields fields)
    {
        fields = default;
        fields.Classification = line[7] == ' ' ? 'U' : (char)line[7];
        if (fields.Classification is < 'A' or > 'Z')
        {
            return FieldFault(line, 1, 7, 8, "CLASSIFICATION_TYPE", "a capital letter or a blank");
        }

        if (!Designator.TryParse(line[9..17], out var objectId))
        {
            return FieldFault(line, 1, 9, 17, "OBJECT_ID", "a designator such as 98067A, or blank");
        }

        fields.ObjectId = objectId;
        if (!TleColumns.TryEpoch(line[18..32], out fields.Epoch, out var dayIsInYear))
        {
            return FieldFault(line, 1, 18, 32, "EPOCH", "YYDDD.DDDDDDDD");
        }

        if (!dayIsInYear)
        {
            return new TleFault(1, "EPOCH", SetAsideReason.Range, $"The year has no such day: {QuotedText.Of(line[18..32])}.", TakeAgain);
        }

        if (!TleColumns.TrySignedFraction(line[33..43], out fields.MeanMotionDot))
        {
            return FieldFault(line, 1, 33, 43, "MEAN_MOTION_DOT", "a sign or a blank, a point and eight digits");
        }

        if (!TleColumns.TryExponential(line[44..52], out fields.MeanMotionDdot))
        {
            return FieldFault(line, 1, 44, 52, "MEAN_MOTION_DDOT", "a sign or a blank, five digits, and a signed power of ten");
        }

        if (!TleColumns.TryExponential(line[53..61], out fields.BStar))
        {
            return FieldFault(line, 1, 53, 61, "BSTAR", "a sign or a blank, five digits, and a signed power of ten");
        }

        // Public element sets are SGP4's: 0, blank, or SGP4's own number 2. Number 4 is SGP4-XP, whose drag term means something else.
        if (line[62] is not ((byte)'0' or (byte)' ' or (byte)'2'))
        {
            return new TleFault(1, "EPHEMERIS_TYPE", SetAsideReason.Unsupported, $"Ephemeris type {QuotedText.Of(line.Slice(62, 1))} is not SGP4's.", "Take this object's SGP4 element set (type 0) instead.");
        }

        return TleColumns.TryCounter(line[64..68], out fields.ElementSetNumber) ? null : FieldFault(line, 1, 64, 68, "ELEMENT_SET_NO", "up to four digits");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TleFault? ReadLine2(ReadOnlySpan<byte> line, out Line2Fields fields)
    {
        fields = default;
        const string angle = "degrees with four decimals, the point in its column";
        if (!TleColumns.TryDecimal(line[8..16], 4, out fields.Inclination))
        {
            return FieldFault(line, 2, 8, 16, "INCLINATION", angle);
        }

        if (!TleColumns.TryDecimal(line[17..25], 4, out fields.RightAscension))
        {
            return FieldFault(line, 2, 17, 25, "RA_OF_ASC_NODE", angle);
        }

        if (!TleColumns.TryFraction(line[26..33], out fields.Eccentricity))
        {
            return FieldFault(line, 2, 26, 33, "ECCENTRICITY", "seven digits after an assumed decimal point");
        }

        if (!TleColumns.TryDecimal(line[34..42], 4, out fields.ArgumentOfPerigee))
        {
            return FieldFault(line, 2, 34, 42, "ARG_OF_PERICENTER", angle);
        }

        if (!TleColumns.TryDecimal(line[43..51], 4, out fields.MeanAnomaly))
        {
            return FieldFault(line, 2, 43, 51, "MEAN_ANOMALY", angle);
        }

        if (!TleColumns.TryDecimal(line[52..63], 8, out fields.MeanMotion))
        {
            return FieldFault(line, 2, 52, 63, "MEAN_MOTION", "revolutions per day with eight decimals, the point in its column");
        }

        return TleColumns.TryCounter(line[63..68], out fields.Revolution) ? null : FieldFault(line, 2, 63, 68, "REV_AT_EPOCH", "up to five digits");
    }

    private static TleFault FieldFault(ReadOnlySpan<byte> line, int elementLine, int start, int end, string field, string form) =>
        new(elementLine, field, SetAsideReason.Field, $"{field} in columns {start + 1} to {end} of line {elementLine} is {QuotedText.Of(line[start..end])}: it should be {form}.", TakeAgain);

    private static string Number(ReadOnlySpan<byte> line) => QuotedText.Of(line[2..7]);

    private struct Line1Fields
    {
        public char Classification;
        public string? ObjectId;
        public Instant Epoch;
        public double MeanMotionDot;
        public double MeanMotionDdot;
        public double BStar;
        public int ElementSetNumber;
    }

    private struct Line2Fields
    {
        public double Inclination;
        public double RightAscension;
        public double Eccentricity;
        public double ArgumentOfPerigee;
        public double MeanAnomaly;
        public double MeanMotion;
        public int Revolution;
    }
}
