using System.Globalization;
using System.Text;

namespace Ssa.Messages.Tests.Cdm;

/// <summary>A whole message in every notation, and helpers to read, write and vary messages.</summary>
internal static class CdmSamples
{
    public static readonly string[] Notations = ["kvn", "xml", "json"];

    /// <summary>A message of issue 1: the smallest that is whole, with a few optional keywords and comments.</summary>
    public static readonly string Kvn = """
        CCSDS_CDM_VERS = 1.0
        COMMENT header
        CREATION_DATE = 2026-03-01T12:00:00.000
        ORIGINATOR = DEMO
        MESSAGE_FOR = DEMO 1
        MESSAGE_ID = 2026-0001
        COMMENT relative
        TCA = 2026-03-02T03:04:05.678
        MISS_DISTANCE = 715 [m]
        RELATIVE_SPEED = 14762 [m/s]
        RELATIVE_POSITION_R = 27.4 [m]
        RELATIVE_POSITION_T = -70.2 [m]
        RELATIVE_POSITION_N = 711.8 [m]
        RELATIVE_VELOCITY_R = -7.2 [m/s]
        RELATIVE_VELOCITY_T = -14692.0 [m/s]
        RELATIVE_VELOCITY_N = -1437.2 [m/s]
        COLLISION_PROBABILITY = 4.835E-05
        COLLISION_PROBABILITY_METHOD = FOSTER-1992
        COMMENT HBR = 20.0

        """
        + Object("OBJECT1", "12345", "2570.097065", "2244.654904", "6281.497978", "4.418769571", "4.833547743", "-3.526774282", 41.42)
        + Object("OBJECT2", "30337", "2569.540800", "2245.093614", "6281.599946", "-2.888612500", "-6.007247516", "3.328770172", 1337);

    /// <summary>Reads a text.</summary>
    public static CdmBatch Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a text.</summary>
    public static CdmBatch Read(byte[] text)
    {
        var batch = new CdmBatch();
        CdmReader.Read(text, "demo.cdm", batch);
        return batch;
    }

    /// <summary>Reads a text that holds one message to accept.</summary>
    public static CdmMessage ReadOne(string text)
    {
        var batch = Read(text);
        Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.ToString());
        return Assert.Single(batch.Accepted);
    }

    /// <summary>Reads a text that holds one message to set aside.</summary>
    public static Propagation.SetAsideRecord SetOneAside(string text)
    {
        var batch = Read(text);
        Assert.Empty(batch.Accepted);
        var record = Assert.Single(batch.SetAside);
        Assert.True(record.Message.Length > 0 && record.Remedy.Length > 0 && record.File == "demo.cdm");
        return record;
    }

    /// <summary>Writes a message in a notation.</summary>
    public static string Write(string notation, CdmMessage message)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        switch (notation)
        {
            case "kvn":
                CdmKvnWriter.Write(text, message);
                break;
            case "xml":
                CdmXmlWriter.Write(text, message);
                break;
            default:
                CdmJsonWriter.Write(text, [message]);
                break;
        }

        return text.ToString();
    }

    /// <summary>The sample with one piece replaced, which must stand in it.</summary>
    public static string With(string piece, string replacement)
    {
        var at = Kvn.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0, piece);
        return Kvn[..at] + replacement + Kvn[(at + piece.Length)..];
    }

    /// <summary>The line, from 1, on which a piece of a text first stands.</summary>
    public static int LineOf(string text, string piece) => text[..text.IndexOf(piece, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

    private static string Object(string name, string number, string x, string y, string z, string vx, string vy, string vz, double scale)
    {
        var text = new StringBuilder($"""
            COMMENT metadata of {name}
            OBJECT = {name}
            OBJECT_DESIGNATOR = {number}
            CATALOG_NAME = SATCAT
            OBJECT_NAME = SATELLITE {number}
            INTERNATIONAL_DESIGNATOR = 2026-001A
            OBJECT_TYPE = PAYLOAD
            EPHEMERIS_NAME = NONE
            COVARIANCE_METHOD = CALCULATED
            MANEUVERABLE = N/A
            REF_FRAME = EME2000
            GRAVITY_MODEL = EGM-96: 36D 36O
            COMMENT parameters of {name}
            TIME_LASTOB_START = 2026-02-28T02:14:12.746
            OBS_USED = 592
            RESIDUALS_ACCEPTED = 97.8 [%]
            AREA_PC = 5.2 [m**2]
            X = {x} [km]
            Y = {y} [km]
            Z = {z} [km]
            X_DOT = {vx} [km/s]
            Y_DOT = {vy} [km/s]
            Z_DOT = {vz} [km/s]
            COMMENT covariance of {name}

            """);
        foreach (var (index, element) in CdmCovarianceKeywords.Rtn.Take(28).Index())
        {
            var value = Array.Exists([0, 2, 5], diagonal => diagonal == index) ? scale * (index + 1) : index is 9 or 14 or 20 or 27 ? 1e-3 * index : 1e-6 * (index - 11);
            text.Append(CultureInfo.InvariantCulture, $"{element.Name} = {value:R} [{element.Unit}]\n");
        }

        return text.ToString();
    }
}
