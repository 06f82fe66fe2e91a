using Ssa.Propagation;
using Ssa.Propagation.Frames;

namespace Ssa.Messages.Mutation;

/// <summary>Reads a damaged message as every sort of message, and finds what no reader may do: throw, drop in silence, accept what is no number, tell a fault without field, line or remedy.</summary>
internal static class MutatedReading
{
    private const int LongestReport = 700;

    /// <summary>The readers, by the sort of message.</summary>
    public static IReadOnlyDictionary<string, Func<byte[], string?>> Readers { get; } = new Dictionary<string, Func<byte[], string?>>
    {
        ["cdm"] = ReadCdm,
        ["oem"] = ReadOem,
        ["opm"] = ReadOpm,
        ["omm-kvn"] = text => ReadOmm(OmmKvnReader.Read, text),
        ["omm-xml"] = text => ReadOmm(OmmXmlReader.Read, text),
        ["omm-json"] = text => ReadOmm(OmmJsonReader.Read, text),
        ["omm-csv"] = text => ReadOmm(OmmCsvReader.Read, text),
    };

    private delegate void OmmReading(ReadOnlySpan<byte> text, string file, ElementSetBatch into);

    /// <summary>The sort of a message by its content; null where it is none.</summary>
    public static string? KindOf(byte[] text)
    {
        var head = System.Text.Encoding.Latin1.GetString(text.AsSpan(0, Math.Min(text.Length, 4096)));
        var start = head.TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return Has("CCSDS_CDM_VERS") ? "cdm"
            : Has("CCSDS_OEM_VERS") ? "oem"
            : Has("CCSDS_OPM_VERS") ? "opm"
            : Has("CCSDS_OMM_VERS") ? (start.StartsWith('<') ? "omm-xml" : start.StartsWith('{') || start.StartsWith('[') ? "omm-json" : "omm-kvn")
            : Has("MEAN_MOTION") ? (start.StartsWith('<') ? "omm-xml" : start.StartsWith('{') || start.StartsWith('[') ? "omm-json" : "omm-csv")
            : null;

        bool Has(string word) => head.Contains(word, StringComparison.Ordinal);
    }

    private static string? ReadCdm(byte[] text)
    {
        var batch = new CdmBatch();
        CdmReader.Read(text, "mutated", batch);
        foreach (var message in batch.Accepted)
        {
            if (CdmEncounter.TryFrom(message, EarthOrientation.None, out var encounter, out _) && !(double.IsFinite(encounter!.RelativePositionKm.Norm) && encounter.CombinedCovariance.All(double.IsFinite)))
            {
                return "an encounter holds what is no number";
            }
        }

        return FaultOf(batch.SetAside) ?? FaultOf(batch.Accepted.SelectMany(message => message.Defects)) ?? (batch.Accepted.Count + batch.SetAside.Count == 0 ? "dropped in silence" : null);
    }

    private static string? ReadOem(byte[] text)
    {
        var batch = new EphemerisBatch();
        OemReader.Read(text, "mutated", EarthOrientation.None, batch);
        var documents = new OemBatch();
        OemReader.ReadDocuments(text, "mutated", documents);
        return FaultOf(batch.SetAside) ?? FaultOf(documents.SetAside)
            ?? (documents.Accepted.SelectMany(message => message.Segments).SelectMany(segment => segment.States).All(state => IsNumber(state.PositionKm) && IsNumber(state.VelocityKmPerS))
                ? null : "a state is no number");
    }

    private static bool IsNumber(Vector3 vector) => double.IsFinite(vector.X) && double.IsFinite(vector.Y) && double.IsFinite(vector.Z);

    private static string? ReadOpm(byte[] text)
    {
        var batch = new OpmBatch();
        OpmReader.Read(text, "mutated", batch);
        return FaultOf(batch.SetAside) ?? FaultOf(batch.Accepted.SelectMany(message => message.Defects)) ?? (batch.Accepted.Count + batch.SetAside.Count == 0 ? "dropped in silence" : null);
    }

    private static string? ReadOmm(OmmReading read, byte[] text)
    {
        var batch = new ElementSetBatch();
        read(text, "mutated", batch);
        return FaultOf(batch.SetAside) ?? (batch.Accepted.Exists(set => set.FindRangeFault() is not null) ? "an element set is out of range" : null);
    }

    private static string? FaultOf(IEnumerable<SetAsideRecord> records) => records
        .Where(record => record.Field.Length == 0 || record.Message.Length is 0 or >= LongestReport || record.Remedy.Length == 0 || record.Line < 1 || record.Message.Any(char.IsControl))
        .Select(record => $"a poor report: {record}").FirstOrDefault();

    private static string? FaultOf(IEnumerable<MessageDefect> defects) => defects
        .Where(defect => defect.Field.Length == 0 || defect.Message.Length is 0 or >= LongestReport || defect.Line < 1 || defect.Message.Any(char.IsControl))
        .Select(defect => $"a poor defect: {defect}").FirstOrDefault();
}
