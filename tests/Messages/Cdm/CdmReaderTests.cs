using Ssa.Propagation;
using static Ssa.Messages.Tests.Cdm.CdmSamples;

namespace Ssa.Messages.Tests.Cdm;

/// <summary>What is read with a defect and what is refused, in keyword-value notation; the rules are one for all notations.</summary>
public sealed class CdmReaderTests
{
    [Fact]
    public void A_whole_message_is_read_without_defects()
    {
        var message = ReadOne(Kvn);
        Assert.Empty(message.Defects);
        Assert.Equal("2026-03-02T03:04:05.678000Z", Propagation.Time.UtcText.Format(message.Tca));
        Assert.Equal((715, 4.835e-5, "2026-0001"), (message.MissDistanceM, message.CollisionProbability, message.MessageId));
        Assert.Equal(("12345", "SATELLITE 12345", "EME2000", 7), (message.Object1.Designator, message.Object1.Name, message.Object1.ReferenceFrame, message.Object1.CovarianceDimension));
        Assert.Equal((2569.5408, -6.007247516), (message.Object2.PositionKm.X, message.Object2.VelocityKmPerS.Y));
        Assert.Equal((41.42, 1337 * 3), (message.Object1.RtnCovariance(0, 0), message.Object2.RtnCovariance(1, 1)));
        Assert.Equal(message.Object1.RtnCovariance(2, 1), message.Object1.RtnCovariance(1, 2));
        Assert.Equal(["header"], message.Header.Comments);
        Assert.Equal(["relative"], message.Relative.Comments);
        Assert.Equal(["HBR = 20.0", "metadata of OBJECT1"], message.Object1[CdmSection.Metadata].Comments);
        Assert.Equal(["parameters of OBJECT2"], message.Object2[CdmSection.OdParameters].Comments);
        Assert.Equal(["covariance of OBJECT2"], message.Object2[CdmSection.Covariance].Comments);
    }

    [Theory]
    [InlineData("MISS_DISTANCE = 715 [m]", "MISS_DISTANCE = 0.715 [km]", "MISS_DISTANCE", "715 m")]
    [InlineData("RELATIVE_VELOCITY_R = -7.2 [m/s]", "RELATIVE_VELOCITY_R = -7.2 [m]", "RELATIVE_VELOCITY_R", "-7.2 m/s")]
    [InlineData("X = 2570.097065 [km]", "X = 2570097.065 [m]", "X", "2570.097065 km")]
    [InlineData("97.8 [%]", "97.8 [", "RESIDUALS_ACCEPTED", "in the unit of the standard")]
    [InlineData("97.8 [%]", "NaN [%]", "RESIDUALS_ACCEPTED", "not given")]
    [InlineData("97.8 [%]", "", "RESIDUALS_ACCEPTED", "not given")]
    [InlineData("OBJECT_NAME = SATELLITE 12345", "OBJECT_NAME =", "OBJECT_NAME", "not known")]
    [InlineData("ORIGINATOR = DEMO\n", "", "ORIGINATOR", "not known")]
    [InlineData("ORIGINATOR = DEMO\n", "ORIGINATOR = DEMO\nORIGINATOR = DEMO\n", "ORIGINATOR", "once")]
    [InlineData("ORIGINATOR = DEMO\n", "ORIGINATOR = DEMO\nOWNER = X [a]\n", "OWNER", "kept, not used")]
    [InlineData("ORIGINATOR = DEMO\n", "originator = DEMO\n", "ORIGINATOR", "ORIGINATOR")]
    [InlineData("2026-03-02T03:04:05.678", "2026-03-02 03:04:05.678", "TCA", "2026-03-02T03:04:05.678")]
    [InlineData("Y = 2244.654904", "Y = NaN", "Y", "not known")]
    [InlineData("Y = 2244.654904 [km]", "Y =", "Y", "not known")]
    [InlineData("AREA_PC = 5.2 [m**2]", "HBR = 5.2 [m]", "HBR", "as the drafts have it")]
    [InlineData("AREA_PC = 5.2 [m**2]", "AREA_PC = 5.2D0 [m^2]", "AREA_PC", "5.2")]
    [InlineData("REF_FRAME = EME2000", "REF_FRAME = TDR", "REF_FRAME", "as it stands; states in it cannot be used")]
    [InlineData("OBS_USED = 592\n", "OBS_USED = 592\nMANEUVERABLE = N/A\n", "MANEUVERABLE", "as in its place")]
    [InlineData("CR_R = 41.42", "CR_R = -41.42", "CR_R", "as it stands")]
    [InlineData("= 4.835E-05", "= 4.835", "COLLISION_PROBABILITY", "as it stands")]
    [InlineData("MISS_DISTANCE = 715", "MISS_DISTANCE = 815", "MISS_DISTANCE", "both as they stand")]
    [InlineData("CDRG_NDOT", "CDRG_QDOT", "CDRG_QDOT", "kept, not used")]
    public void What_is_odd_but_certain_is_read_and_told(string piece, string replacement, string field, string readAs)
    {
        var text = With(piece, replacement);
        var message = ReadOne(text);
        Assert.Contains((field, readAs), message.Defects.Select(defect => (defect.Field, defect.ReadAs)));
        Assert.All(message.Defects, defect => Assert.True(defect.Line > 0 && defect.Message.Length > 0 && defect.File == "demo.cdm"));
        foreach (var notation in Notations)
        {
            var written = Write(notation, message);
            Assert.Equal(written, Write(notation, ReadOne(written)));
        }
    }

    [Theory]
    [InlineData("TCA = 2026-03-02T03:04:05.678\n", "", "TCA", "CCSDS_CDM_VERS")]
    [InlineData("2026-03-02T03:04:05.678", "2026-02-30T03:04:05.678", "TCA", "TCA")]
    [InlineData("2026-03-02T03:04:05.678", "", "TCA", "CCSDS_CDM_VERS")]
    [InlineData("X = 2570.097065 [km]\n", "", "X", "OBJECT = OBJECT1")]
    [InlineData("X = 2570.097065", "X = 2570.09.7065", "X", "X = 2570")]
    [InlineData("X = 2570.097065", "X = 1E999", "X", "X = 1E999")]
    [InlineData("X = 2570.097065 [km]", "X = 2570.097065 [mi]", "X", "X = 2570")]
    [InlineData("X = 2570.097065 [km]", "X = 2570.097065 [km]\nX = 2570.1 [km]", "X", "X = 2570.1")]
    [InlineData("CT_R = ", "QT_R = ", "CT_R", "OBJECT = OBJECT1")]
    [InlineData("OBJECT = OBJECT2", "OBJECT = OBJECT1", "OBJECT", "OBJECT = OBJECT1\nOBJECT_DESIGNATOR = 30337")]
    [InlineData("OBJECT = OBJECT2", "OBJECT = OBJECT3", "OBJECT", "OBJECT = OBJECT3")]
    [InlineData("OBJECT = OBJECT1\n", "", "OBJECT_DESIGNATOR", "OBJECT_DESIGNATOR = 12345")]
    [InlineData("CCSDS_CDM_VERS = 1.0", "CCSDS_CDM_VERS = 7.0", "CCSDS_CDM_VERS", "CCSDS")]
    [InlineData("CCSDS_CDM_VERS", "CCSDS_OEM_VERS", "CCSDS_CDM_VERS", "CCSDS")]
    [InlineData("ORIGINATOR = DEMO", "ORIGINATOR DEMO", "line", "ORIGINATOR DEMO")]
    [InlineData("ORIGINATOR = DEMO", "ORIGINATOR = DE\u0007MO", "ORIGINATOR", "ORIGINATOR")]
    [InlineData("ORIGINATOR = DEMO", "O R = DEMO", "line", "O R")]
    public void What_is_not_certain_is_refused_where_it_stands(string piece, string replacement, string field, string onLineOf)
    {
        var text = With(piece, replacement);
        var record = SetOneAside(text);
        Assert.Equal((field, LineOf(text, onLineOf)), (record.Field, record.Line));
    }

    [Fact]
    public void One_object_alone_is_refused() =>
        Assert.Equal(("OBJECT", SetAsideReason.Length), (SetOneAside(Kvn[..Kvn.IndexOf("COMMENT metadata of OBJECT2", StringComparison.Ordinal)]) is var record ? record.Field : "", record.Reason));

    [Fact]
    public void Objects_in_the_other_order_are_put_right()
    {
        var swapped = Kvn.Replace("OBJECT = OBJECT1", "OBJECT = first", StringComparison.Ordinal).Replace("OBJECT = OBJECT2", "OBJECT = OBJECT1", StringComparison.Ordinal).Replace("OBJECT = first", "OBJECT = OBJECT2", StringComparison.Ordinal);
        var message = ReadOne(swapped);
        Assert.Equal(("30337", "12345"), (message.Object1.Designator, message.Object2.Designator));
        Assert.Equal("OBJECT", Assert.Single(message.Defects).Field);
    }

    [Fact]
    public void A_covariance_of_positions_alone_is_read_as_such()
    {
        var lines = Kvn.Split('\n').Where(line => !line.StartsWith('C') || !line.Contains("DOT", StringComparison.Ordinal)).Where(line => !line.StartsWith("CDRG", StringComparison.Ordinal));
        var message = ReadOne(string.Join('\n', lines));
        Assert.Equal((3, 3), (message.Object1.CovarianceDimension, message.Object2.CovarianceDimension));
        Assert.All(message.Defects, defect => Assert.Equal("without covariance of the velocity", defect.ReadAs));
        Assert.Equal(2, message.Defects.Count);
    }

    [Fact]
    public void Several_messages_of_a_file_do_not_cost_each_other()
    {
        var batch = Read(Kvn + With("TCA = ", "TCB = ") + Kvn);
        Assert.Equal((2, 1), (batch.Accepted.Count, batch.SetAside.Count));
        Assert.Equal(Kvn.Count(c => c == '\n') + 1, Assert.Single(batch.SetAside).Line);
    }

    [Fact]
    public void Units_may_be_absent_and_lines_may_end_as_they_like()
    {
        var bare = string.Join("\r\n", Kvn.Split('\n').Select(line => line.Contains('[', StringComparison.Ordinal) ? line[..line.IndexOf('[', StringComparison.Ordinal)] : line));
        var message = ReadOne("\uFEFF" + bare);
        Assert.Empty(message.Defects);
        Assert.Equal(Write("kvn", ReadOne(Kvn)), Write("kvn", message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("<")]
    [InlineData("<ndm/>")]
    [InlineData("<oem/>")]
    [InlineData("{\"a\":1}")]
    [InlineData("[1, 2]")]
    public void What_holds_no_message_is_told(string text) => Assert.NotEmpty(Read(text).SetAside);

    [Fact]
    public void What_is_no_message_but_has_thousands_of_lines_is_refused_early()
    {
        var record = SetOneAside(With("ORIGINATOR = DEMO", string.Concat(Enumerable.Range(0, 5000).Select(i => $"K{i} = 1\n"))));
        Assert.InRange(record.Line, 2000, 2010);
    }
}
