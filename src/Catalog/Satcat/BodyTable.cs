using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>
/// Sizes and masses of objects as users know or estimate them: CSV, plain or gzip, whose first line names the columns <c>number</c> (or <c>NORAD_CAT_ID</c>, <c>ObjectID</c>), <c>radius_m</c> (or <c>HBR</c>: the radius of the
/// sphere around the object, m) and, if it has one, <c>mass_kg</c> (or <c>Mass</c>). Other columns are passed over; an empty field is a value that is not known.
/// </summary>
public sealed class BodyTable
{
    private const string Remedy = "Name the columns number and radius_m in the first line, with mass_kg if masses are known.";
    private static readonly string[] NumberColumns = ["number", "NORAD_CAT_ID", "ObjectID"];
    private static readonly string[] RadiusColumns = ["radius_m", "HBR"];
    private static readonly string[] MassColumns = ["mass_kg", "Mass"];

    private BodyTable(IReadOnlyDictionary<long, double> radiusM, IReadOnlyDictionary<long, double> massKg, string? sha256) =>
        (RadiusM, MassKg, Sha256) = (radiusM, massKg, sha256);

    /// <summary>A table of nothing.</summary>
    public static BodyTable Empty { get; } = new(new Dictionary<long, double>(), new Dictionary<long, double>(), null);

    /// <summary>Radii by catalogue number, m, each more than 0.</summary>
    public IReadOnlyDictionary<long, double> RadiusM { get; }

    /// <summary>Masses by catalogue number, kg, each more than 0.</summary>
    public IReadOnlyDictionary<long, double> MassKg { get; }

    /// <summary>SHA-256 of the content as it was given, lower-case hexadecimal; null for <see cref="Empty"/>.</summary>
    public string? Sha256 { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="content">The content; read to its end, not closed.</param>
    /// <param name="name">The file's name as the user gave it, for messages.</param>
    /// <exception cref="InvalidDataException">A column is missing or a field cannot be read; the message names file, line, field and remedy.</exception>
    public static BodyTable Read(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var all = new MemoryStream();
        content.CopyTo(all);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(all.GetBuffer().AsSpan(0, (int)all.Length)));
        var isPacked = all is { Length: > 2 } && all.GetBuffer() is [0x1F, 0x8B, ..];
        all.Position = 0;
        using var plain = isPacked ? new GZipStream(all, CompressionMode.Decompress) : (Stream)all;
        using var lines = new StreamReader(plain, Encoding.UTF8);
        var header = (lines.ReadLine() ?? "").Split(',', StringSplitOptions.TrimEntries);
        var (number, radius, mass) = (Find(header, NumberColumns), Find(header, RadiusColumns), Find(header, MassColumns));
        if (number < 0 || radius < 0)
        {
            throw new InvalidDataException($"{name}: line 1 names no column {(number < 0 ? "number" : "radius_m")}. {Remedy}");
        }

        var (radii, masses) = (new Dictionary<long, double>(), new Dictionary<long, double>());
        for (var line = 2; lines.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var fields = text.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length != header.Length)
            {
                throw new InvalidDataException($"{name}: line {line} has {fields.Length} fields, line 1 names {header.Length}. Give each row every column, an empty field where a value is not known.");
            }

            if (!int.TryParse(fields[number], NumberStyles.None, CultureInfo.InvariantCulture, out var of) || of is < 1 or > CatalogNumber.Largest)
            {
                throw new InvalidDataException($"{name}: line {line}, {header[number]}: '{fields[number]}' is not a catalogue number. Write a whole number from 1 to {CatalogNumber.Largest}.");
            }

            Add(radii, radius);
            if (mass >= 0)
            {
                Add(masses, mass);
            }

            void Add(Dictionary<long, double> into, int column)
            {
                if (fields[column].Length == 0)
                {
                    return;
                }

                if (!double.TryParse(fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value >= 0) || !double.IsFinite(value))
                {
                    throw new InvalidDataException($"{name}: line {line}, {header[column]}: '{fields[column]}' is no size. Write a number more than 0, or leave the field empty.");
                }

                // Tables of estimates write 0 where they have none.
                if (value > 0 && !into.TryAdd(of, value))
                {
                    throw new InvalidDataException($"{name}: line {line}: object {of} is listed twice. Remove one of the two rows.");
                }
            }
        }

        return new BodyTable(radii, masses, sha256);
    }

    private static int Find(string[] header, string[] names) => Array.FindIndex(header, column => names.Contains(column, StringComparer.OrdinalIgnoreCase));
}
