using System.IO.Compression;
using System.Text;

namespace Ssa.Catalog.Tests.Reading;

/// <summary>Small catalogues of every format: Vanguard 1 and the ISS.</summary>
internal static class CatalogueTexts
{
    // The published verification file's first set, and CelesTrak's set of 2026-07-30.
    public const string Tle =
        "VANGUARD 1\n1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753\n2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667\n"
        + "ISS (ZARYA)\n1 25544U 98067A   26211.86173118  .00009023  00000+0  17005-3 0  9996\n2 25544  51.6314  83.9591 0007096 355.3737   4.7185 15.49272805578527\n";

    public const string Csv =
        "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT\n"
        + "ISS (ZARYA),1998-067A,2026-07-30T20:40:53.573952,15.49272805,.0007096,51.6314,83.9591,355.3737,4.7185,0,U,25544,999,57852,.17005E-3,.9023E-4,0\n"
        + "SOYUZ-MS 29,2026-162A,2026-07-30T03:39:08.864352,15.49259390,.0007078,51.6319,87.4712,352.8836,7.2051,0,U,100057,999,57833,.16539E-3,.8758E-4,0\n";

    public const string Json =
        "[{\"OBJECT_NAME\":\"VANGUARD 1\",\"OBJECT_ID\":\"1958-002B\",\"EPOCH\":\"2025-02-14T14:36:48.662784\",\"MEAN_MOTION\":10.85873516,\"ECCENTRICITY\":0.1841322,\"INCLINATION\":34.2493,"
        + "\"RA_OF_ASC_NODE\":19.2327,\"ARG_OF_PERICENTER\":100.1057,\"MEAN_ANOMALY\":281.1229,\"EPHEMERIS_TYPE\":0,\"CLASSIFICATION_TYPE\":\"U\",\"NORAD_CAT_ID\":5,\"ELEMENT_SET_NO\":999,"
        + "\"REV_AT_EPOCH\":39027,\"BSTAR\":0.00035436,\"MEAN_MOTION_DOT\":2.64e-6,\"MEAN_MOTION_DDOT\":0}]";

    public const string Kvn =
        "CCSDS_OMM_VERS = 2.0\nCREATION_DATE = 2021-03-24T23:00:00\nORIGINATOR = CelesTrak\nOBJECT_NAME = STARLETTE\nOBJECT_ID = 1975-010A\nCENTER_NAME = EARTH\nREF_FRAME = TEME\nTIME_SYSTEM = UTC\n"
        + "MEAN_ELEMENT_THEORY = SGP/SGP4\nEPOCH = 2021-03-22T13:21:09.224928\nMEAN_MOTION = 13.82309053\nECCENTRICITY = .0205751\nINCLINATION = 49.8237\nRA_OF_ASC_NODE = 93.8140\n"
        + "ARG_OF_PERICENTER = 224.8348\nMEAN_ANOMALY = 133.5761\nNORAD_CAT_ID = 7646\nBSTAR = -.47102E-5\n";

    public const string Xml =
        "<?xml version=\"1.0\"?><ndm><omm id=\"CCSDS_OMM_VERS\" version=\"2.0\"><header/><body><segment><metadata><OBJECT_NAME>STARLETTE</OBJECT_NAME></metadata><data><meanElements>"
        + "<EPOCH>2021-03-22T13:21:09.224928</EPOCH><MEAN_MOTION>13.82309053</MEAN_MOTION><ECCENTRICITY>.0205751</ECCENTRICITY><INCLINATION>49.8237</INCLINATION><RA_OF_ASC_NODE>93.8140</RA_OF_ASC_NODE>"
        + "<ARG_OF_PERICENTER>224.8348</ARG_OF_PERICENTER><MEAN_ANOMALY>133.5761</MEAN_ANOMALY></meanElements><tleParameters><NORAD_CAT_ID>7646</NORAD_CAT_ID><BSTAR>-.47102E-5</BSTAR></tleParameters></data></segment></body></omm></ndm>";

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(params byte[][] members)
    {
        using var packed = new MemoryStream();
        foreach (var member in members)
        {
            using var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(member);
        }

        return packed.ToArray();
    }

    public static CatalogueInput Read(byte[] content, bool lenient = false) =>
        CatalogueReader.ReadStream(new MemoryStream(content), "test", lenient, TestContext.Current.CancellationToken);

    public static CatalogueReadException Refuse(Stream content) =>
        Assert.Throws<CatalogueReadException>(() => CatalogueReader.ReadStream(content, "test", lenient: false, TestContext.Current.CancellationToken));

    public static CatalogueReadException Refuse(byte[] content) => Refuse(new MemoryStream(content));
}
