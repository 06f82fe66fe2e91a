using System.Xml.Linq;
using NodaTime;
using static Ssa.Messages.Tests.Cdm.CdmSamples;

namespace Ssa.Messages.Tests.Cdm;

/// <summary>What is written stands in the order of the standard, whose schema cannot be had offline: the order is spelled out here, apart from the tables of the code.</summary>
public sealed class CdmWriterTests
{
    // CCSDS 508.0-B-1 tables 3-1 and 3-2.
    private const string HeadAndRelative = """
        CCSDS_CDM_VERS CREATION_DATE ORIGINATOR MESSAGE_FOR MESSAGE_ID
        TCA MISS_DISTANCE RELATIVE_SPEED RELATIVE_POSITION_R RELATIVE_POSITION_T RELATIVE_POSITION_N RELATIVE_VELOCITY_R RELATIVE_VELOCITY_T RELATIVE_VELOCITY_N
        START_SCREEN_PERIOD STOP_SCREEN_PERIOD SCREEN_VOLUME_FRAME SCREEN_VOLUME_SHAPE SCREEN_VOLUME_X SCREEN_VOLUME_Y SCREEN_VOLUME_Z
        SCREEN_ENTRY_TIME SCREEN_EXIT_TIME COLLISION_PROBABILITY COLLISION_PROBABILITY_METHOD
        """;

    // Tables 3-3 and 3-4.
    private const string Object = """
        OBJECT OBJECT_DESIGNATOR CATALOG_NAME OBJECT_NAME INTERNATIONAL_DESIGNATOR OBJECT_TYPE OPERATOR_CONTACT_POSITION OPERATOR_ORGANIZATION
        OPERATOR_PHONE OPERATOR_EMAIL EPHEMERIS_NAME COVARIANCE_METHOD MANEUVERABLE ORBIT_CENTER REF_FRAME GRAVITY_MODEL ATMOSPHERIC_MODEL
        N_BODY_PERTURBATIONS SOLAR_RAD_PRESSURE EARTH_TIDES INTRACK_THRUST
        TIME_LASTOB_START TIME_LASTOB_END RECOMMENDED_OD_SPAN ACTUAL_OD_SPAN OBS_AVAILABLE OBS_USED TRACKS_AVAILABLE TRACKS_USED RESIDUALS_ACCEPTED WEIGHTED_RMS
        AREA_PC AREA_DRG AREA_SRP MASS CD_AREA_OVER_MASS CR_AREA_OVER_MASS THRUST_ACCELERATION SEDR
        X Y Z X_DOT Y_DOT Z_DOT
        CR_R CT_R CT_T CN_R CN_T CN_N CRDOT_R CRDOT_T CRDOT_N CRDOT_RDOT CTDOT_R CTDOT_T CTDOT_N CTDOT_RDOT CTDOT_TDOT
        CNDOT_R CNDOT_T CNDOT_N CNDOT_RDOT CNDOT_TDOT CNDOT_NDOT
        CDRG_R CDRG_T CDRG_N CDRG_RDOT CDRG_TDOT CDRG_NDOT CDRG_DRG
        CSRP_R CSRP_T CSRP_N CSRP_RDOT CSRP_TDOT CSRP_NDOT CSRP_DRG CSRP_SRP
        CTHR_R CTHR_T CTHR_N CTHR_RDOT CTHR_TDOT CTHR_NDOT CTHR_DRG CTHR_SRP CTHR_THR
        """;

    // Units of the same tables, one of each sort.
    private const string UnitsOfKeywords = """
        MISS_DISTANCE:m RELATIVE_SPEED:m/s RELATIVE_VELOCITY_T:m/s SCREEN_VOLUME_Y:m ACTUAL_OD_SPAN:d RESIDUALS_ACCEPTED:%
        AREA_PC:m**2 MASS:kg CD_AREA_OVER_MASS:m**2/kg THRUST_ACCELERATION:m/s**2 SEDR:W/kg Z:km
        Z_DOT:km/s CN_T:m**2 CNDOT_T:m**2/s CNDOT_RDOT:m**2/s**2 CDRG_T:m**3/kg CDRG_TDOT:m**3/(kg*s)
        CDRG_DRG:m**4/kg**2 CSRP_DRG:m**4/kg**2 CTHR_N:m**2/s**2 CTHR_NDOT:m**2/s**3 CTHR_DRG:m**3/(kg*s**2) CTHR_THR:m**2/s**4
        """;

    private static readonly (string Keyword, string Unit)[] Units = [.. Words(UnitsOfKeywords).Select(pair => (pair.Split(':')[0], pair.Split(':')[1]))];

    [Fact]
    public void Keyword_value_notation_has_the_order_and_the_units_of_the_standard()
    {
        var lines = Write("kvn", Full()).TrimEnd('\n').Split('\n').Where(line => !line.StartsWith("COMMENT", StringComparison.Ordinal)).ToList();
        Assert.Equal(Words(HeadAndRelative + "\n" + Object + "\n" + Object), lines.Select(line => line.Split('=')[0].Trim()));
        foreach (var (keyword, unit) in Units)
        {
            Assert.All(lines.Where(line => line.StartsWith(keyword + " ", StringComparison.Ordinal)), line => Assert.EndsWith($" [{unit}]", line));
        }
    }

    [Fact]
    public void XML_has_the_structure_and_the_order_of_the_schema()
    {
        var root = XDocument.Parse(Write("xml", Full())).Root!;
        Assert.Equal(("cdm", "CCSDS_CDM_VERS", "1.0"), (root.Name.LocalName, (string?)root.Attribute("id"), (string?)root.Attribute("version")));
        Assert.Equal(["header", "body"], Names(root));
        var body = root.Element("body")!;
        Assert.Equal(["relativeMetadataData", "segment", "segment"], Names(body));
        Assert.Equal(["COMMENT", .. Words(HeadAndRelative).Skip(1).Take(4)], Names(root.Element("header")!));
        var relative = Words(HeadAndRelative).Skip(5).ToList();
        Assert.Equal(["COMMENT", .. relative.Take(3), "relativeStateVector", .. relative.Skip(9)], Names(body.Element("relativeMetadataData")!));
        Assert.Equal(relative.Skip(3).Take(6), Names(body.Element("relativeMetadataData")!.Element("relativeStateVector")!));
        foreach (var segment in body.Elements("segment"))
        {
            Assert.Equal(["metadata", "data"], Names(segment));
            var data = segment.Element("data")!;
            Assert.Equal(["COMMENT", "odParameters", "additionalParameters", "stateVector", "covarianceMatrix"], Names(data));
            var all = segment.Element("metadata")!.Elements().Concat(data.Elements().SelectMany(part => part.Elements())).Where(element => element.Name != "COMMENT");
            Assert.Equal(Words(Object), all.Select(element => element.Name.LocalName));
            Assert.Equal([10, 8, 6, 45], data.Elements().Skip(1).Select(part => part.Elements().Count(element => element.Name != "COMMENT")));
        }

        foreach (var (keyword, unit) in Units)
        {
            Assert.All(root.Descendants(keyword), element => Assert.Equal(unit, (string?)element.Attribute("units")));
        }
    }

    [Fact]
    public void JSON_has_Space_Tracks_keys()
    {
        using var json = System.Text.Json.JsonDocument.Parse(Write("json", Full()));
        var message = json.RootElement[0];
        Assert.Equal("1.0", message.GetProperty("CCSDS_CDM_VERS").GetString());
        Assert.Equal(("m", "2026-03-02T03:04:05.678"), (message.GetProperty("MISS_DISTANCE_UNIT").GetString(), message.GetProperty("TCA").GetString()));
        Assert.Equal(("OBJECT2", "km/s"), (message.GetProperty("SAT2_OBJECT").GetString(), message.GetProperty("SAT1_X_DOT_UNIT").GetString()));
        Assert.Equal(-7.2, message.GetProperty("RELATIVE_VELOCITY_R").GetDouble());
        Assert.Equal("header", message.GetProperty("COMMENT_AT_HEADER")[0].GetString());
    }

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    [InlineData("json")]
    public void Every_notation_carries_everything(string notation)
    {
        var message = Full();
        message.Object1[CdmSection.AdditionalParameters].Set("HBR", 2.5);
        message.Object1[CdmSection.Metadata].Set("ALT_COV_TYPE", "XYZ");
        message.Object2[CdmSection.AdditionalCovariance].Set("DCP_SENSITIVITY_VECTOR_POSITION", "1 2.5 -3");
        message.Object2[CdmSection.EigenvectorCovariance].Set("CSIG3EIGVEC3", "1 2 3 4 5 6 7 8 9 10 11 12");
        message.Object2[CdmSection.UserDefined].AddOther("OBJ2_NOTE", "<a> & \"b\" é");
        foreach (var (index, element) in CdmCovarianceKeywords.Xyz.Index())
        {
            message.Object1[CdmSection.XyzCovariance].Set(element.Name, index / 7.0);
        }

        var written = Write(notation, message);
        Assert.Contains("2.0", written.Split('\n').First(line => line.Contains("CCSDS_CDM_VERS", StringComparison.Ordinal)), StringComparison.Ordinal);
        var back = ReadOne(written);
        Assert.Equal(written, Write(notation, back));
        Assert.DoesNotContain(back.Defects, defect => defect.ReadAs != "as it stands");
        Assert.Equal([1, 2.5, -3], back.Object2[CdmSection.AdditionalCovariance].Numbers("DCP_SENSITIVITY_VECTOR_POSITION"));
        Assert.Equal(new("OBJ2_NOTE", "<a> & \"b\" é"), Assert.Single(back.Object2[CdmSection.UserDefined].Others));
        Assert.True(back.Object1.HasXyzCovariance);
        Assert.Equal((9, 44 / 7.0), (back.Object1.CovarianceDimension, back.Object1.XyzCovariance(8, 8)));
        Assert.Equal(message.Object1.RtnCovariance(8, 8), back.Object1.RtnCovariance(8, 8));

        // From notation to notation nothing is lost either; only the head of the data, which keyword-value notation does not tell from what follows.
        foreach (var other in Notations.Where(other => other != "kvn" && notation != "kvn"))
        {
            Assert.Equal(written, Write(notation, ReadOne(Write(other, back))));
        }
    }

    [Fact]
    public void Unknown_keywords_become_comments_at_their_place()
    {
        var written = Write("kvn", ReadOne(With("ORIGINATOR = DEMO\n", "ORIGINATOR = DEMO\nOWNER = JAXA\n")));
        Assert.Contains("COMMENT header\nCOMMENT OWNER = JAXA\nCREATION_DATE", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1234.5678901234567)]
    [InlineData(-0.0)]
    [InlineData(5e-324)]
    [InlineData(1.7976931348623157e308)]
    [InlineData(1e21)]
    [InlineData(0.1)]
    public void Every_digit_of_a_number_comes_back(double value)
    {
        foreach (var notation in Notations)
        {
            var message = Full();
            message.Object1[CdmSection.StateVector].Set("X", value);
            var back = ReadOne(Write(notation, message));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back.Object1.PositionKm.X));
        }
    }

    [Theory]
    [InlineData(0, "2026-03-02T03:04:05.000")]
    [InlineData(678_901_000, "2026-03-02T03:04:05.678901")]
    [InlineData(678_901_234, "2026-03-02T03:04:05.678901234")]
    public void Times_are_exact(long nanoseconds, string text)
    {
        var time = Instant.FromUtc(2026, 3, 2, 3, 4, 5) + Duration.FromNanoseconds(nanoseconds);
        var message = Full();
        message.Relative.Set("TCA", time);
        var written = Write("kvn", message);
        Assert.Contains($"= {text}\n", written, StringComparison.Ordinal);
        Assert.Equal(time, ReadOne(written).Tca);
    }

    [Fact]
    public void What_a_message_cannot_hold_is_refused_when_it_is_set()
    {
        var message = new CdmMessage();
        Assert.Throws<ArgumentException>(() => message.Relative.Set("X", 1.0));
        Assert.Throws<ArgumentException>(() => message.Relative.Set("TCA", "tomorrow"));
        Assert.Throws<ArgumentException>(() => message.Relative.Set("MISS_DISTANCE", double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => message.Header.Set("ORIGINATOR", "a\u0000b"));
        Assert.Throws<ArgumentException>(() => message.Relative.Set("COLLISION_PERCENTILE", "50 many"));
        Assert.Throws<ArgumentException>(() => message.Object1[CdmSection.UserDefined].AddOther("A B", "x"));
    }

    /// <summary>The sample with every keyword of issue 1 filled.</summary>
    private static CdmMessage Full()
    {
        var message = ReadOne(Kvn);
        foreach (var data in new[] { message.Object1[CdmSection.Data], message.Object2[CdmSection.Data] })
        {
            data.Comments.Add("data");
        }

        foreach (var block in new[] { message.Header, message.Relative }.Concat(CdmKeywords.ObjectSections.SelectMany(section => new[] { message.Object1[section], message.Object2[section] })))
        {
            foreach (var keyword in CdmKeywords.Of(block.Section).Where(keyword => !keyword.IsOfIssue2 && !block.Has(keyword.Name)))
            {
                switch (keyword.Kind)
                {
                    case CdmValueKind.Number:
                        block.Set(keyword.Name, keyword.Rank % 100 / 7.0);
                        break;
                    case CdmValueKind.Time:
                        block.Set(keyword.Name, Instant.FromUtc(2026, 3, 1, 0, keyword.Rank % 60));
                        break;
                    default:
                        block.Set(keyword.Name, keyword.Name == "ORBIT_CENTER" ? "EARTH" : $"text of {keyword.Name}");
                        break;
                }
            }
        }

        return message;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // Comments that follow each other count once.
    private static List<string> Names(XElement parent)
    {
        var names = new List<string>();
        foreach (var element in parent.Elements())
        {
            if (element.Name != "COMMENT" || names is not [.., "COMMENT"])
            {
                names.Add(element.Name.LocalName);
            }
        }

        return names;
    }
}
