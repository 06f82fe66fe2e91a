using System.Text;
using NodaTime;
using Ssa.Propagation;
using Ssa.Tests;
using static Ssa.Messages.Tests.Oem.OemSamples;

namespace Ssa.Messages.Tests.Oem;

/// <summary>Messages of another project's test suite; their names say what is wrong with them. Most are about Mars.</summary>
public sealed class OemReferenceFilesTests
{
    [Theory]
    [InlineData("orekit_ISS.resampled.truncated.txt", "ISS", "1998-067-A", 25)]
    [InlineData("orekit_OEMExample5.txt", "ISS", "1998-067A", 49)]
    [InlineData("orekit_OEMExample5ITRF.txt", "ISS", "1998-067A", 49)]
    [InlineData("orekit_oemLowerCaseValue.oem", "test", "2000-000A", 6)]
    public void Good_messages_about_the_Earth_are_accepted(string file, string name, string id, int states)
    {
        var batch = Read(Bytes(file));
        Assert.Empty(batch.SetAside);
        var ephemeris = Assert.Single(batch.Accepted);
        Assert.Equal((name, id, states), (ephemeris.Identity.Name, ephemeris.Identity.ObjectId, Assert.Single(ephemeris.Segments).Count));
    }

    [Theory]
    [InlineData("orekit_OEMExample1.txt", "CENTER_NAME", 10)]
    [InlineData("orekit_OEMExample2.txt", "REF_FRAME", 11)]
    [InlineData("orekit_OEMExample3.txt", "CENTER_NAME", 10)]
    [InlineData("orekit_OEMExample3.xml", "CENTER_NAME", 17)]
    [InlineData("orekit_OEMExample4.txt", "CENTER_NAME", 8)]
    [InlineData("orekit_OEMExample6.txt", "CENTER_NAME", 12)]
    [InlineData("orekit_OEMExample8.txt", "CENTER_NAME", 9)]
    [InlineData("orekit_OEMExample9.txt", "TIME_SYSTEM", 13)]
    [InlineData("orekit_OEMExampleWithHeaderComment.txt", "CENTER_NAME", 10)]
    [InlineData("orekit_OEM-Issue839.txt", "CENTER_NAME", 9)]
    [InlineData("orekit_OEM-wrong-keyword.txt", "CENTER_NAME", 10)]
    [InlineData("orekit_test.oem", "REF_FRAME", 11)]
    [InlineData("orekit_test_cov.oem", "REF_FRAME", 11)]
    public void Good_messages_about_something_else_are_told_what_cannot_be_used(string file, string field, int line) =>
        AssertSetAside(Bytes(file), SetAsideReason.Unsupported, field, line);

    /// <summary>Whatever body and frame they are about; only their use as an orbit about the Earth is refused, see above.</summary>
    [Theory]
    [InlineData("orekit_OEM-Issue839.txt", 3, "MARS BARYCENTER")]
    [InlineData("orekit_OEM-wrong-keyword.txt", 3, "MARS BARYCENTER")]
    [InlineData("orekit_OEMExample1.txt", 3, "MARS BARYCENTER")]
    [InlineData("orekit_OEMExample2.txt", 2, "EARTH")]
    [InlineData("orekit_OEMExample3.txt", 3, "MARS BARYCENTER")]
    [InlineData("orekit_OEMExample3.xml", 1, "MARS BARYCENTER")]
    [InlineData("orekit_OEMExample4.txt", 1, "MARS")]
    [InlineData("orekit_OEMExample5.txt", 1, "EARTH")]
    [InlineData("orekit_OEMExample5ITRF.txt", 1, "EARTH")]
    [InlineData("orekit_OEMExample6.txt", 3, "MARS")]
    [InlineData("orekit_OEMExample8.txt", 2, "MARS BARYCENTER")]
    [InlineData("orekit_OEMExample9.txt", 2, "EARTH")]
    [InlineData("orekit_OEMExampleWithHeaderComment.txt", 3, "MARS BARYCENTER")]
    [InlineData("orekit_ISS.resampled.truncated.txt", 1, "EARTH")]
    [InlineData("orekit_oemLowerCaseValue.oem", 1, "EARTH")]
    [InlineData("orekit_test.oem", 1, "EARTH")]
    [InlineData("orekit_test_cov.oem", 1, "EARTH")]
    public void Good_messages_are_read_as_they_stand_and_written_to_the_same_bytes_again(string file, int segments, string centre)
    {
        var message = ReadDocument(Bytes(file));
        Assert.Equal((segments, centre), (message.Segments.Count, message.Segments[0].Metadata("CENTER_NAME").ToUpperInvariant()));
        Assert.All(message.Segments, segment => Assert.NotEmpty(segment.States));
        Assert.Equal(file.Contains("wrong-keyword", StringComparison.Ordinal) ? ["WRONG_KEYWORD"] : [], message.Remarks.Select(remark => remark.Field));
        foreach (var notation in new[] { "kvn", "xml" })
        {
            var written = RoundTripTests.WriteOem(notation, message);
            var back = ReadDocument(Encoding.UTF8.GetBytes(written));
            Assert.Equal(written, RoundTripTests.WriteOem(notation, back));
            Assert.Equal(message.Segments.SelectMany(segment => segment.States).Select(state => state with { Line = 0 }), back.Segments.SelectMany(segment => segment.States).Select(state => state with { Line = 0 }));
            Assert.Equal(message.Segments.SelectMany(segment => segment.Covariances).SelectMany(matrix => matrix.LowerTriangle), back.Segments.SelectMany(segment => segment.Covariances).SelectMany(matrix => matrix.LowerTriangle));
        }
    }

    [Theory]
    [InlineData("orekit_OEM-covariance-number-format-error.txt", SetAsideReason.Field, "CY_Y", 52)]
    [InlineData("orekit_OEM-ephemeris-number-format-error.txt", SetAsideReason.Field, "Z", 44)]
    [InlineData("orekit_OEM-inconsistent-time-systems.txt", SetAsideReason.Field, "TIME_SYSTEM", 33)]
    [InlineData("orekit_OEM-keyword-within-covariance.txt", SetAsideReason.Field, "line", 91)]
    [InlineData("orekit_OEM-keyword-within-ephemeris.txt", SetAsideReason.Field, "line", 24)]
    [InlineData("orekit_OEM-too-few-covariance-columns.txt", SetAsideReason.Field, "COVARIANCE", 55)]
    [InlineData("orekit_OEM-too-large-covariance-dimension.txt", SetAsideReason.Field, "COVARIANCE", 91)]
    [InlineData("orekit_OEM-too-many-covariance-columns.txt", SetAsideReason.Field, "COVARIANCE", 51)]
    [InlineData("orekit_OEM-too-small-covariance-dimension.txt", SetAsideReason.Length, "COVARIANCE", 89)]
    public void Faulty_messages_are_set_aside_for_what_their_names_say(string file, SetAsideReason reason, string field, int line) =>
        AssertSetAside(Bytes(file), reason, field, line);

    [Theory]
    [InlineData("GCRF", true)]
    [InlineData("EME2000", true)]
    [InlineData("ITRF2014", true)]
    [InlineData("ITRF-97", true)]
    [InlineData("TEME", true)]
    [InlineData("TDR", false)]
    [InlineData("MOON_ME", false)]
    public void The_message_in_two_halves_is_whole_with_a_frame_between(string frame, bool isUsable)
    {
        byte[] text = [.. Bytes("orekit_OEMExample7.txt.pre"), .. Encoding.ASCII.GetBytes($"REF_FRAME = {frame}"), .. Bytes("orekit_OEMExample7.txt.post")];
        var batch = Read(text);
        Assert.Equal((isUsable ? 1 : 0, isUsable ? 0 : 1), (batch.Accepted.Count, batch.SetAside.Count));
        AssertSetAside(Bytes("orekit_OEMExample7.txt.pre"), SetAsideReason.Length, "META_STOP", 9);
        AssertSetAside(Bytes("orekit_OEMExample7.txt.post"), SetAsideReason.Field, "CCSDS_OEM_VERS", 2);
    }

    [Fact]
    public void One_orbit_in_GCRF_and_in_ITRF_is_one_orbit()
    {
        // Both were written by Orekit. In April 2017 UT1 was 0.46 s ahead of UTC, in which the Earth turns by 0.23 km at the radius of the station; the reader is given none.
        var gcrf = Assert.Single(Read(Bytes("orekit_OEMExample5.txt")).Accepted);
        var itrf = Assert.Single(Read(Bytes("orekit_OEMExample5ITRF.txt")).Accepted);
        for (var time = gcrf.Start; time <= gcrf.Stop; time += Duration.FromMinutes(30))
        {
            var (a, b) = (gcrf.StateAt(time), itrf.StateAt(time));
            Assert.Equal(PropagationStatus.Ok, a.Status);
            AssertNear(a.PositionKm, b.PositionKm, 0.3);
            AssertNear(a.VelocityKmPerS, b.VelocityKmPerS, 4e-4);
        }
    }

    [Fact]
    public void Every_file_of_the_folder_has_a_verdict()
    {
        var judged = typeof(OemReferenceFilesTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>())
            .Select(data => data.Data[0] as string)
            .Concat(["orekit_OEMExample7.txt.pre", "orekit_OEMExample7.txt.post"]);
        Assert.Empty(Directory.GetFiles(Reference.Shared("ccsds/oem")).Select(Path.GetFileName).Except(judged));
    }

    private static byte[] Bytes(string file) => File.ReadAllBytes(Reference.Shared($"ccsds/oem/{file}"));

    private static OemDocument ReadDocument(byte[] text)
    {
        var batch = new OemBatch();
        OemReader.ReadDocuments(text, "reference", batch);
        Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.ToString());
        return Assert.Single(batch.Accepted);
    }

    private static void AssertSetAside(byte[] text, SetAsideReason reason, string field, int line)
    {
        var batch = Read(text);
        Assert.Empty(batch.Accepted);
        var record = Assert.Single(batch.SetAside);
        Assert.Equal((reason, field, line), (record.Reason, record.Field, record.Line));
        Assert.NotEmpty(record.Remedy);
    }
}
