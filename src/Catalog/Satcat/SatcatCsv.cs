using System.Text;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// CelesTrak's SATCAT as comma-separated values (celestrak.org/satcat/satcat-format.php), its columns found by name in the first line. Names may stand in
/// quotation marks, doubled inside, as RFC 4180 has it; records do not span lines.
/// </summary>
internal static class SatcatCsv
{
    public static void Read(ReadOnlySpan<byte> text, SatcatContent into)
    {
        using var lines = new StringReader(Encoding.UTF8.GetString(text));
        var header = new List<string>();
        var number = 0;
        string? line;
        do
        {
            line = lines.ReadLine();
            number++;
        }
        while (line is not null && string.IsNullOrWhiteSpace(line));

        Split(line ?? "", header);
        var columns = new Columns(header, into.File);
        var fields = new List<string>(header.Count);
        while ((line = lines.ReadLine()) is not null)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (!Split(line, fields))
            {
                into.Refuse(number, "line", SetAsideReason.Field, "A quotation mark is not closed.", "Close it on the same line, or remove it.");
            }
            else if (fields.Count != header.Count)
            {
                into.Refuse(
                    number, "line", SetAsideReason.Length, $"The record has {fields.Count} fields, the first line names {header.Count}.",
                    "Put names that hold commas in quotation marks, or download the file again.");
            }
            else
            {
                into.Add(
                    number, fields[columns.Number], fields[columns.Owner], fields[columns.Type],
                    columns.Status < 0 ? "" : fields[columns.Status], columns.Rcs < 0 ? "" : fields[columns.Rcs]);
            }
        }
    }

    /// <summary>Splits a line at its commas; false where a quotation mark stays open.</summary>
    private static bool Split(string line, List<string> fields)
    {
        fields.Clear();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return !quoted;
    }

    /// <summary>Where the used columns stand; the last two are −1 where the file has none.</summary>
    private readonly struct Columns
    {
        public Columns(List<string> header, string file)
        {
            Number = Require(header, "NORAD_CAT_ID", file);
            Owner = Require(header, "OWNER", file);
            Type = Require(header, "OBJECT_TYPE", file);
            Status = header.IndexOf("OPS_STATUS_CODE");
            Rcs = header.IndexOf("RCS");
        }

        public int Number { get; }

        public int Owner { get; }

        public int Type { get; }

        public int Status { get; }

        public int Rcs { get; }

        private static int Require(List<string> header, string column, string file)
        {
            var index = header.IndexOf(column);
            return index >= 0
                ? index
                : throw new SatcatReadException(file, $"Line 1 names no column {column}.", SatcatContent.Formats);
        }
    }
}
