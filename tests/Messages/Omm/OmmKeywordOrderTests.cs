using System.Xml.Linq;
using NodaTime;
using Ssa.Propagation;

namespace Ssa.Messages.Tests.Omm;

/// <summary>Keywords of written element messages stand as CCSDS 502.0-B-3, tables 4-1 to 4-3, has them.</summary>
public sealed class OmmKeywordOrderTests
{
    private static readonly string[] Standard =
    [
        "CCSDS_OMM_VERS", "CREATION_DATE", "ORIGINATOR", "OBJECT_NAME", "OBJECT_ID", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "MEAN_ELEMENT_THEORY", "EPOCH", "MEAN_MOTION", "ECCENTRICITY", "INCLINATION",
        "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY", "EPHEMERIS_TYPE", "CLASSIFICATION_TYPE", "NORAD_CAT_ID", "ELEMENT_SET_NO", "REV_AT_EPOCH", "BSTAR", "MEAN_MOTION_DOT", "MEAN_MOTION_DDOT",
    ];

    private static readonly MeanElements Set = new()
    {
        Number = new CatalogNumber(25544),
        Name = "ISS (ZARYA)",
        ObjectId = "1998-067A",
        Epoch = Instant.FromUtc(2024, 11, 1, 12, 0),
        MeanMotionRevPerDay = 15.5,
        Eccentricity = 0.001,
        InclinationDeg = 51.6,
        RightAscensionDeg = 10,
        ArgumentOfPerigeeDeg = 20,
        MeanAnomalyDeg = 30,
        BStarPerEarthRadius = 1e-4,
    };

    [Fact]
    public void In_KVN()
    {
        using var text = new StringWriter();
        OmmKvnWriter.Write(text, [Set], Set.Epoch, "SSA");
        Assert.Equal(Standard, text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0].Trim()).Where(keyword => !keyword.StartsWith("COMMENT", StringComparison.Ordinal)));
    }

    [Fact]
    public void In_XML()
    {
        using var text = new StringWriter();
        OmmXmlWriter.Write(text, [Set], Set.Epoch, "SSA");
        var leaves = XDocument.Parse(text.ToString()).Descendants().Where(element => !element.HasElements && element.Name.LocalName != "COMMENT").Select(element => element.Name.LocalName);
        Assert.Equal(Standard[1..], leaves);
    }
}
