using System.Globalization;
using NodaTime;

namespace Ssa.Propagation.Frames;

/// <summary>
/// The two formats of CelesTrak's Earth orientation files (celestrak.org/SpaceData/EOP-format.php): CSV with a header line, and text whose
/// sections stand between BEGIN OBSERVED, BEGIN PREDICTED and END. Both carry the columns of IERS C04, one row a day.
/// </summary>
internal static class EarthOrientationFile
{
    private const string CsvHeader = "DATE,MJD,X,Y,UT1-UTC,LOD,DPSI,DEPS,DX,DY,DAT,DATA_TYPE";
    private const string FetchAgain = "Fetch EOP-All.csv from celestrak.org/SpaceData again";

    private static readonly string[] TextFields = ["year", "month", "day", "MJD", "X", "Y", "UT1-UTC", "LOD", "DPSI", "DEPS", "DX", "DY", "DAT"];

    public static EarthOrientation Read(TextReader content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        var days = new List<EarthOrientationDay>();
        var lineNumber = 0;
        var csv = false;
        var source = EarthOrientationSource.None;
        while (content.ReadLine() is { } line)
        {
            lineNumber++;
            var text = line.Trim();
            if (lineNumber == 1)
            {
                csv = text == CsvHeader;
                if (!csv && !text.StartsWith("VERSION", StringComparison.Ordinal))
                {
                    throw Fault(name, 1, "header", $"'{Shown(text)}' is neither the header of EOP-All.csv nor the VERSION line of EOP-All.txt");
                }
            }
            else if (csv && text.Length > 0)
            {
                Add(days, CsvDay(text, name, lineNumber), name, lineNumber);
            }
            else if (!csv && Section(text) is { } begun)
            {
                source = begun;
            }
            else if (!csv && source != EarthOrientationSource.None && text.Length > 0 && !text.StartsWith('#'))
            {
                Add(days, TextDay(text, source, name, lineNumber), name, lineNumber);
            }
        }

        if (days.Count == 0)
        {
            throw Fault(name, lineNumber, "rows", "the file holds no row of parameters");
        }

        var description = string.Create(
            CultureInfo.InvariantCulture, $"Earth orientation from {name}, MJD {days[0].Mjd} to {days[^1].Mjd}");
        return new EarthOrientation([.. days], description);
    }

    private static EarthOrientationSource? Section(string text) => text switch
    {
        "BEGIN OBSERVED" => EarthOrientationSource.Observed,
        "BEGIN PREDICTED" => EarthOrientationSource.Predicted,
        _ => text.StartsWith("BEGIN ", StringComparison.Ordinal) || text.StartsWith("END ", StringComparison.Ordinal)
            ? EarthOrientationSource.None
            : null,
    };

    private static void Add(List<EarthOrientationDay> days, EarthOrientationDay day, string name, int line)
    {
        if (days.Count > 0 && day.Mjd != days[^1].Mjd + 1)
        {
            throw Fault(name, line, "MJD", $"{day.Mjd} does not follow {days[^1].Mjd}: a day is missing or repeated");
        }

        days.Add(day);
    }

    private static EarthOrientationDay CsvDay(string text, string name, int line)
    {
        var fields = text.Split(',');
        if (fields.Length != 12)
        {
            throw Fault(name, line, "row", $"has {fields.Length} fields instead of 12");
        }

        var date = fields[0].Split('-');
        var source = fields[11] switch
        {
            "O" => EarthOrientationSource.Observed,
            "P" => EarthOrientationSource.Predicted,
            var other => throw Fault(name, line, "DATA_TYPE", $"'{Shown(other)}' is neither O nor P"),
        };
        return date.Length == 3
            ? Day([.. date, .. fields.AsSpan(1, 10)], source, name, line)
            : throw Fault(name, line, "DATE", $"'{Shown(fields[0])}' is not of the form 2000-01-01");
    }

    private static EarthOrientationDay TextDay(string text, EarthOrientationSource source, string name, int line)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == TextFields.Length
            ? Day(fields, source, name, line)
            : throw Fault(name, line, "row", $"has {fields.Length} fields instead of {TextFields.Length}");
    }

    /// <summary>A row of the thirteen fields of <see cref="TextFields"/>. LOD, DPSI and DEPS may be empty far ahead; they then count as zero.</summary>
    private static EarthOrientationDay Day(string[] fields, EarthOrientationSource source, string name, int line)
    {
        var row = new Row(fields, name, line);
        var (year, month, day, mjd) = (row.Whole(0, 1, 9999), row.Whole(1, 1, 12), row.Whole(2, 1, 31), row.Whole(3, 1, 200_000));
        var date = Instant.FromUtc(1858, 11, 17, 0, 0) + Duration.FromDays(mjd);
        if (date.InUtc() is var utc && (utc.Year, utc.Month, utc.Day) != (year, month, day))
        {
            throw Fault(name, line, "MJD", $"{mjd} is not the day {year:D4}-{month:D2}-{day:D2}");
        }

        // The bounds are far beyond anything the Earth does: they catch shifted columns, not unusual days.
        var parameters = new EarthOrientationParameters(
            row.Number(4, 5, false), row.Number(5, 5, false), row.Number(6, 1, false), row.Number(7, 0.1, true), row.Number(8, 5, true), row.Number(9, 5, true), source);
        return new EarthOrientationDay(mjd, parameters, row.Whole(12, 0, 1000));
    }

    private static InvalidDataException Fault(string name, int line, string field, string found) =>
        new($"{name}, line {line}, {field}: {found}. {FetchAgain}.");

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private readonly record struct Row(string[] Fields, string Name, int Line)
    {
        public double Number(int index, double bound, bool mayBeEmpty)
        {
            var text = Fields[index].Trim();
            if (mayBeEmpty && text.Length == 0)
            {
                return 0;
            }

            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= bound
                ? value
                : throw Fault(Name, Line, TextFields[index], $"'{Shown(text)}' is not a number of at most {bound.ToString(CultureInfo.InvariantCulture)}");
        }

        public int Whole(int index, int from, int to) =>
            int.TryParse(Fields[index].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to
                ? value
                : throw Fault(Name, Line, TextFields[index], $"'{Shown(Fields[index])}' is not a whole number from {from} to {to}");
    }
}
