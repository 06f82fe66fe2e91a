using System.Globalization;
using Ssa.Propagation;

namespace Ssa.Catalog;

/// <summary>A satellite catalogue while it is being read: the rules for one record that both formats share.</summary>
/// <param name="file">The file's name as the user gave it.</param>
internal sealed class SatcatContent(string file)
{
    /// <summary>The remedy where a content is not a satellite catalogue at all.</summary>
    public const string Formats =
        "Give CelesTrak's SATCAT as CSV (https://celestrak.org/pub/satcat.csv), or a JSON object of catalogue numbers with [\"owner\", \"type\"].";

    private readonly HashSet<string> words = [];

    public string File { get; } = file;

    public Dictionary<CatalogNumber, SatcatEntry> Entries { get; } = [];

    public List<SetAsideRecord> SetAside { get; } = [];

    /// <summary>Adds a record, or sets it aside where a field cannot be read or the object was listed before.</summary>
    public void Add(int line, string number, string owner, string type, string status, string rcs)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > CatalogNumber.Largest)
        {
            Refuse(line, "NORAD_CAT_ID", SetAsideReason.Number, $"\"{number}\" is not a catalogue number.", "Write a whole number from 1 to 999999999.");
            return;
        }

        if (ObjectTypes.FromSatcat(type) is not { } objectType)
        {
            Refuse(line, "OBJECT_TYPE", SetAsideReason.Field, $"\"{type}\" is not a type of object.", "Write PAY, R/B, DEB or UNK.");
            return;
        }

        double? rcsM2 = null;
        if (rcs.Length > 0)
        {
            if (!double.TryParse(rcs, NumberStyles.Float, CultureInfo.InvariantCulture, out var area) || !double.IsFinite(area) || area < 0)
            {
                Refuse(line, "RCS", SetAsideReason.Field, $"\"{rcs}\" is not a radar cross-section.", "Write square metres as a number, or leave the field empty.");
                return;
            }

            rcsM2 = area;
        }

        var entry = new SatcatEntry(Share(owner), objectType, Share(status), rcsM2);
        if (!Entries.TryAdd(new CatalogNumber(value), entry))
        {
            Refuse(line, "NORAD_CAT_ID", SetAsideReason.Number, $"Object {value} is listed twice; the first record is used.", "Remove one of the two records.");
        }
    }

    public void Refuse(int line, string field, SetAsideReason reason, string message, string remedy) =>
        SetAside.Add(new SetAsideRecord(File, line, field, reason, message, remedy));

    // A catalogue repeats a few owners and codes tens of thousands of times.
    private string Share(string word)
    {
        if (words.TryGetValue(word, out var same))
        {
            return same;
        }

        words.Add(word);
        return word;
    }
}
