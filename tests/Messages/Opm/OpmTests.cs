using System.Xml.Linq;
using NodaTime;
using Ssa.Propagation;
using Ssa.Propagation.Frames;
using static Ssa.Messages.Tests.Opm.OpmSamples;

namespace Ssa.Messages.Tests.Opm;

public sealed class OpmTests
{
    // CCSDS 502.0-B-3 tables 3-1 to 3-3, spelled out apart from the tables of the code.
    private const string Order = """
        CLASSIFICATION CREATION_DATE ORIGINATOR MESSAGE_ID OBJECT_NAME OBJECT_ID CENTER_NAME REF_FRAME TIME_SYSTEM EPOCH X Y Z X_DOT Y_DOT Z_DOT
        SEMI_MAJOR_AXIS ECCENTRICITY INCLINATION RA_OF_ASC_NODE ARG_OF_PERICENTER TRUE_ANOMALY GM MASS SOLAR_RAD_AREA SOLAR_RAD_COEFF DRAG_AREA DRAG_COEFF COV_REF_FRAME
        CX_X CY_X CY_Y CZ_X CZ_Y CZ_Z CX_DOT_X CX_DOT_Y CX_DOT_Z CX_DOT_X_DOT CY_DOT_X CY_DOT_Y CY_DOT_Z CY_DOT_X_DOT CY_DOT_Y_DOT
        CZ_DOT_X CZ_DOT_Y CZ_DOT_Z CZ_DOT_X_DOT CZ_DOT_Y_DOT CZ_DOT_Z_DOT
        MAN_EPOCH_IGNITION MAN_DURATION MAN_DELTA_MASS MAN_REF_FRAME MAN_DV_1 MAN_DV_2 MAN_DV_3
        MAN_EPOCH_IGNITION MAN_DURATION MAN_DELTA_MASS MAN_REF_FRAME MAN_DV_1 MAN_DV_2 MAN_DV_3
        """;

    private static readonly string[] Keywords = Order.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Everything_is_read()
    {
        var message = ReadOne(Kvn);
        Assert.Empty(message.Defects);
        Assert.Equal(("public", "DEMO", "OPM 1"), (message.Header.Classification, message.Header.Originator, message.Header.MessageId));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 12, 0), message.Header.CreationDate);
        Assert.Equal(("DEMO [1]", "2026-001A", "EARTH", "GCRF", "TAI"), (message.Metadata.ObjectName, message.Metadata.ObjectId, message.Metadata.CenterName, message.Metadata.ReferenceFrame, message.Metadata.TimeSystem));
        Assert.Equal(new Vector3(6778.137, 0, 0), message.State.PositionKm);
        Assert.Equal(new Vector3(0, 4.763, 5.99997), message.State.VelocityKmPerS);
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 0, 0), message.EpochUtc);
        Assert.Equal((6768.0, 0.0015, 180.0, false, 398600.4418), (message.Keplerian!.SemiMajorAxisKm, message.Keplerian.Eccentricity, message.Keplerian.AnomalyDeg, message.Keplerian.IsMeanAnomaly, message.Keplerian.GravityKm3PerS2));
        Assert.Equal((500.5, 4.0, 1.3, 3.5, 2.2), (message.Spacecraft!.MassKg, message.Spacecraft.SolarRadiationAreaM2, message.Spacecraft.SolarRadiationCoefficient, message.Spacecraft.DragAreaM2, message.Spacecraft.DragCoefficient));
        Assert.Equal(("RTN", 9e-4, -1e-6, 3e-10), (message.Covariance!.ReferenceFrame, message.Covariance[1, 1], message.Covariance[1, 3], message.Covariance[5, 5]));
        Assert.Equal([120.5, 0], message.Manoeuvres.Select(manoeuvre => manoeuvre.DurationSeconds));
        Assert.Equal(new Vector3(-0.001, 0, 0), message.Manoeuvres[1].VelocityIncrementKmPerS);
        Assert.Equal(["the first burn"], message.Manoeuvres[0].Comments);
        Assert.Equal(new("EARTH_MODEL", "WGS-84"), Assert.Single(message.UserDefined.Parameters));
        Assert.Equal(["agreed upon"], message.UserDefined.Comments);
    }

    [Fact]
    public void Both_notations_carry_everything_and_turn_into_each_other()
    {
        var message = ReadOne(Kvn);
        foreach (var notation in Notations)
        {
            var written = Write(notation, message);
            var back = ReadOne(written);
            Assert.Empty(back.Defects);
            Assert.Equal(written, Write(notation, back));
            Assert.Equal(Write("kvn", message), Write("kvn", back));
        }
    }

    [Fact]
    public void Keywords_stand_in_the_order_of_the_standard_with_its_units()
    {
        var lines = Write("kvn", ReadOne(Kvn)).TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("COMMENT", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["CCSDS_OPM_VERS", .. Keywords, "USER_DEFINED_EARTH_MODEL"], lines.Select(line => line.Split('=')[0].Trim()));
        Assert.Contains(lines, line => line.StartsWith("GM ", StringComparison.Ordinal) && line.EndsWith("[km**3/s**2]", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("CX_DOT_Y ", StringComparison.Ordinal) && line.EndsWith("[km**2/s]", StringComparison.Ordinal));
        var root = XDocument.Parse(Write("xml", ReadOne(Kvn))).Root!;
        Assert.Equal(("opm", "CCSDS_OPM_VERS", "3.0"), (root.Name.LocalName, (string?)root.Attribute("id"), (string?)root.Attribute("version")));
        Assert.Equal(
            ["stateVector", "keplerianElements", "spacecraftParameters", "covarianceMatrix", "maneuverParameters", "maneuverParameters", "userDefinedParameters"],
            root.Element("body")!.Element("segment")!.Element("data")!.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(Keywords, root.Descendants().Where(element => !element.HasElements && element.Name != "COMMENT" && element.Name != "USER_DEFINED").Select(element => element.Name.LocalName));
    }

    [Theory]
    [InlineData("MASS = 500.5 [kg]\n", "MASS = 500.5 [kg]\nMASS = 500.5 [kg]\n", "MASS")]
    [InlineData("ORIGINATOR = DEMO\n", "", "ORIGINATOR")]
    [InlineData("ORIGINATOR = DEMO\n", "ORIGINATOR = DEMO\nOWNER = JAXA\n", "OWNER")]
    [InlineData("X = 6778.137 [km]", "X = 6778137 [m]", "X")]
    [InlineData("X = 6778.137 [km]", "x = 6778.137 [km]", "X")]
    [InlineData("X = 6778.137 [km]", "X = 6.778137D3 [km]", "X")]
    [InlineData("SEMI_MAJOR_AXIS = 6768.0", "SEMI_MAJOR_AXIS = 7168.0", "SEMI_MAJOR_AXIS")]
    [InlineData("GM = 398600.4418 [km**3/s**2]\n", "", "GM")]
    [InlineData("MASS = 500.5 [kg]\n", "", "MASS")]
    [InlineData("MAN_DELTA_MASS = -1.5", "MAN_DELTA_MASS = 1.5", "MAN_DELTA_MASS")]
    [InlineData("CX_X = 1e-4", "CX_X = -1e-4", "CX_X")]
    [InlineData("OBJECT_NAME = DEMO [1]\nOBJECT_ID = 2026-001A\n", "OBJECT_ID = 2026-001A\nOBJECT_NAME = DEMO [1]\n", "OBJECT_NAME")]
    public void What_is_certain_is_read_with_a_defect(string piece, string replacement, string field)
    {
        var message = ReadOne(With(piece, replacement));
        var defect = Assert.Single(message.Defects);
        Assert.Equal(field, defect.Field);
        Assert.Equal(6778.137, message.State.PositionKm.X, 1e-9);
        foreach (var notation in Notations)
        {
            var written = Write(notation, message);
            Assert.Equal(written, Write(notation, ReadOne(written)));
        }
    }

    [Theory]
    [InlineData("CCSDS_OPM_VERS = 3.0", "CCSDS_OPM_VERS = 4.0", SetAsideReason.Unsupported, "CCSDS_OPM_VERS", 1)]
    [InlineData("CCSDS_OPM_VERS = 3.0", "CCSDS_OEM_VERS = 3.0", SetAsideReason.Unsupported, "CCSDS_OPM_VERS", 1)]
    [InlineData("CENTER_NAME = EARTH\n", "", SetAsideReason.Field, "CENTER_NAME", 2)]
    [InlineData("EPOCH = 2026-03-01T00:00:37\n", "", SetAsideReason.Field, "EPOCH", 14)]
    [InlineData("EPOCH = 2026-03-01T00:00:37", "EPOCH = 2026-02-30T00:00:37", SetAsideReason.Field, "EPOCH", 14)]
    [InlineData("Y = 0.0 [km]", "Y = 0.0 [furlong]", SetAsideReason.Field, "Y", 16)]
    [InlineData("Y = 0.0 [km]", "Y = O.0 [km]", SetAsideReason.Field, "Y", 16)]
    [InlineData("Y = 0.0 [km]", "Y = 1e999 [km]", SetAsideReason.Range, "Y", 16)]
    [InlineData("Y = 0.0 [km]", "Y = 0.0 [km]\nY = 1.0 [km]", SetAsideReason.Field, "Y", 17)]
    [InlineData("Y = 0.0 [km]\n", "Y\n", SetAsideReason.Field, "line", 16)]
    [InlineData("CZ_Y = 0 [km**2]\n", "", SetAsideReason.Field, "CZ_Y", 36)]
    [InlineData("MAN_DV_2 = 0.001 [km/s]\n", "", SetAsideReason.Field, "MAN_DV_2", 58)]
    public void What_is_not_certain_is_set_aside_with_line_and_field(string piece, string replacement, SetAsideReason reason, string field, int line)
    {
        var record = SetOneAside(With(piece, replacement));
        Assert.Equal((reason, field), (record.Reason, record.Field));
        Assert.InRange(record.Line, 1, 80);
        if (record.Message.Contains(" is ", StringComparison.Ordinal))
        {
            Assert.Equal(line, record.Line);
        }
    }

    [Fact]
    public void Messages_about_other_bodies_and_clocks_are_read_and_have_no_UTC_where_it_is_not_certain()
    {
        var message = ReadOne(With("CENTER_NAME = EARTH", "CENTER_NAME = MARS BARYCENTER").Replace("TIME_SYSTEM = TAI", "TIME_SYSTEM = TDB", StringComparison.Ordinal));
        Assert.Equal(("MARS BARYCENTER", null), (message.Metadata.CenterName, message.EpochUtc));
    }

    [Fact]
    public void A_file_may_hold_several_and_a_faulty_one_costs_no_other()
    {
        var batch = Read(Kvn + With("X = 6778.137 [km]\n", "") + Kvn);
        Assert.Equal((2, 1), (batch.Accepted.Count, batch.SetAside.Count));
        var xml = Write("xml", ReadOne(Kvn));
        var inner = xml[xml.IndexOf("<opm", StringComparison.Ordinal)..];
        Assert.Equal(2, Read($"<ndm>{inner}{inner}</ndm>").Accepted.Count);
    }
}
