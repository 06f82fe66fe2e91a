using System.Globalization;
using System.Text;
using Ssa.Propagation;

namespace Ssa.Messages.Tests.Opm;

/// <summary>A message with everything, of a made-up satellite at 400 km, and helpers to read and vary it.</summary>
internal static class OpmSamples
{
    public const string Kvn = """
        CCSDS_OPM_VERS = 3.0
        COMMENT made up
        CLASSIFICATION = public
        CREATION_DATE = 2026-03-01T12:00:00.000
        ORIGINATOR = DEMO
        MESSAGE_ID = OPM 1
        COMMENT whose orbit
        OBJECT_NAME = DEMO [1]
        OBJECT_ID = 2026-001A
        CENTER_NAME = EARTH
        REF_FRAME = GCRF
        TIME_SYSTEM = TAI
        COMMENT the state
        EPOCH = 2026-03-01T00:00:37
        X = 6778.137 [km]
        Y = 0.0 [km]
        Z = 0.0 [km]
        X_DOT = 0.0 [km/s]
        Y_DOT = 4.763 [km/s]
        Z_DOT = 5.99997 [km/s]
        COMMENT its elements
        SEMI_MAJOR_AXIS = 6768.0 [km]
        ECCENTRICITY = 0.0015
        INCLINATION = 51.556 [deg]
        RA_OF_ASC_NODE = 0.0 [deg]
        ARG_OF_PERICENTER = 180.0 [deg]
        TRUE_ANOMALY = 180.0 [deg]
        GM = 398600.4418 [km**3/s**2]
        COMMENT its body
        MASS = 500.5 [kg]
        SOLAR_RAD_AREA = 4 [m**2]
        SOLAR_RAD_COEFF = 1.3
        DRAG_AREA = 3.5 [m**2]
        DRAG_COEFF = 2.2
        COMMENT its errors
        COV_REF_FRAME = RTN
        CX_X = 1e-4 [km**2]
        CY_X = 1e-6 [km**2]
        CY_Y = 9e-4 [km**2]
        CZ_X = 0 [km**2]
        CZ_Y = 0 [km**2]
        CZ_Z = 1e-4 [km**2]
        CX_DOT_X = 0 [km**2/s]
        CX_DOT_Y = -1e-6 [km**2/s]
        CX_DOT_Z = 0 [km**2/s]
        CX_DOT_X_DOT = 2e-9 [km**2/s**2]
        CY_DOT_X = -1e-7 [km**2/s]
        CY_DOT_Y = 0 [km**2/s]
        CY_DOT_Z = 0 [km**2/s]
        CY_DOT_X_DOT = 0 [km**2/s**2]
        CY_DOT_Y_DOT = 2e-10 [km**2/s**2]
        CZ_DOT_X = 0 [km**2/s]
        CZ_DOT_Y = 0 [km**2/s]
        CZ_DOT_Z = 0 [km**2/s]
        CZ_DOT_X_DOT = 0 [km**2/s**2]
        CZ_DOT_Y_DOT = 0 [km**2/s**2]
        CZ_DOT_Z_DOT = 3e-10 [km**2/s**2]
        COMMENT the first burn
        MAN_EPOCH_IGNITION = 2026-03-01T06:00:37
        MAN_DURATION = 120.5 [s]
        MAN_DELTA_MASS = -1.5 [kg]
        MAN_REF_FRAME = RTN
        MAN_DV_1 = 0 [km/s]
        MAN_DV_2 = 0.001 [km/s]
        MAN_DV_3 = 0 [km/s]
        MAN_EPOCH_IGNITION = 2026-03-01T07:00:37.5
        MAN_DURATION = 0 [s]
        MAN_DELTA_MASS = -0.5 [kg]
        MAN_REF_FRAME = TNW
        MAN_DV_1 = -0.001 [km/s]
        MAN_DV_2 = 0 [km/s]
        MAN_DV_3 = 0 [km/s]
        COMMENT agreed upon
        USER_DEFINED_EARTH_MODEL = WGS-84

        """;

    public static readonly string[] Notations = ["kvn", "xml"];

    public static OpmBatch Read(string text)
    {
        var batch = new OpmBatch();
        OpmReader.Read(Encoding.UTF8.GetBytes(text), "demo.opm", batch);
        return batch;
    }

    public static OpmMessage ReadOne(string text)
    {
        var batch = Read(text);
        Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.ToString());
        return Assert.Single(batch.Accepted);
    }

    public static SetAsideRecord SetOneAside(string text)
    {
        var batch = Read(text);
        Assert.Empty(batch.Accepted);
        var record = Assert.Single(batch.SetAside);
        Assert.True(record.Message.Length > 0 && record.Remedy.Length > 0 && record.File == "demo.opm");
        return record;
    }

    public static string Write(string notation, OpmMessage message)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        if (notation == "kvn")
        {
            OpmKvnWriter.Write(text, message);
        }
        else
        {
            OpmXmlWriter.Write(text, message);
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
}
