using Ssa.Propagation;
using Ssa.Propagation.Frames;
using Ssa.Tests;

namespace Ssa.Messages.Tests.Cdm;

/// <summary>Messages of other projects' test suites and examples; names say what is wrong with them, and those of issues are oddities of real messages.</summary>
public sealed class CdmReferenceFilesTests
{
    // File, defects of all sorts, and fields that defects are about, where these are few.
    private static readonly (string File, int Defects, string Fields)[] Read =
    [
        ("New_CDM_format_JSON_example_NearEarth.json", 5, "5 fields"),
        ("cdm-sample/AlfanoTestCase01.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase02.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase03.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase04.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase05.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase06.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase07.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase08.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase09.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase10.cdm", 27, "15 fields"),
        ("cdm-sample/AlfanoTestCase11.cdm", 27, "15 fields"),
        ("cdm-sample/FrisbeeMaxPcTestCase_Test01.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test01_HighPc.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test02_MaxRadialSigma.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test03_MaxIntrackSigma.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test04_MaxCrossTrackSigma.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test05_MinMiss.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test06_MinRelVel.cdm", 27, "15 fields"),
        ("cdm-sample/OmitronTestCase_Test07_NonPDCovariance.cdm", 0, ""),
        ("cdm-sample/OmitronTestCase_Test08_3DNc.cdm", 0, ""),
        ("cdm-sample/SingleCovTestCase1-1.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-10.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-11.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-12.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-13.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-14.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-15.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-3.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-4.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-5.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-6.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-7.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-8.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm-sample/SingleCovTestCase1-9.cdm", 2, "RESIDUALS_ACCEPTED"),
        ("cdm/AlfanoTestCase01.cdm", 0, ""),
        ("cdm/AlfanoTestCase02.cdm", 0, ""),
        ("cdm/AlfanoTestCase03.cdm", 0, ""),
        ("cdm/AlfanoTestCase04.cdm", 0, ""),
        ("cdm/AlfanoTestCase05.cdm", 0, ""),
        ("cdm/AlfanoTestCase06.cdm", 0, ""),
        ("cdm/AlfanoTestCase07.cdm", 0, ""),
        ("cdm/AlfanoTestCase08.cdm", 0, ""),
        ("cdm/AlfanoTestCase09.cdm", 0, ""),
        ("cdm/AlfanoTestCase11.cdm", 0, ""),
        ("cdm/CDM-frame-mapper.txt", 56, "56 fields"),
        ("cdm/CDM-no-orbit-center-defined-obj1.txt", 1, "INTERNATIONAL_DESIGNATOR"),
        ("cdm/CDM-wrong-key-word.txt", 2, "WRONG_KEYWORD MISS_DISTANCE"),
        ("cdm/CDMExample1.txt", 1, "INTERNATIONAL_DESIGNATOR"),
        ("cdm/CDMExample1.xml", 0, ""),
        ("cdm/CDMExample2.txt", 0, ""),
        ("cdm/CDMExample3.txt", 1, "MISS_DISTANCE"),
        ("cdm/CDMExample4.txt", 1, "CTHR_THR"),
        ("cdm/CDMExample5.txt", 1, "INTERNATIONAL_DESIGNATOR"),
        ("cdm/CDMExample_issue1319.xml", 1, "MISS_DISTANCE"),
        ("cdm/CDMExample_issue1319_mandatory_empty_value.xml", 1, "X"),
        ("cdm/CDMExample_issue1458.xml", 11, "11 fields"),
        ("cdm/CDMExample_issue942.txt", 1, "INTERNATIONAL_DESIGNATOR"),
        ("cdm/CDMExample_issue942.xml", 0, ""),
        ("cdm/CDMExample_issue988.txt", 2, "INTERNATIONAL_DESIGNATOR REF_FRAME"),
        ("cdm/CDMExample_issue988.xml", 0, ""),
        ("cdm/CDMExample_issue988_2.txt", 2, "INTERNATIONAL_DESIGNATOR REF_FRAME"),
        ("cdm/CDMExample_issue988_2.xml", 0, ""),
        ("cdm/CDMExample_issue988_3.txt", 1, "INTERNATIONAL_DESIGNATOR"),
        ("cdm/CDMExample_issue988_3.xml", 0, ""),
        ("cdm/CDMExample_issue_940.txt", 0, ""),
        ("cdm/CDMExample_issue_940.xml", 0, ""),
        ("cdm/CDMExample_issue_944.xml", 0, ""),
        ("cdm/ION_SCV8_vs_STARLINK_1233.txt", 0, ""),
    ];

    private static readonly (string File, SetAsideReason Reason, string Field, int Line)[] Refused =
    [
        ("cdm-query_example.json", SetAsideReason.Field, "request", 3),
        ("cdm/CDM-covariance-wrong-entry-format.txt", SetAsideReason.Field, "CRDOT_T", 65),
        ("cdm/CDM-missing-TCA.txt", SetAsideReason.Field, "TCA", 1),
        ("cdm/CDM-missing-object1-covariance-block.xml", SetAsideReason.Field, "CR_R", 38),
        ("cdm/CDM-missing-object2-state-vector.txt", SetAsideReason.Field, "X", 43),
        ("cdm/CDMExample1InvalidTca.txt", SetAsideReason.Field, "TCA", 5),
    ];

    private static readonly string[] Folders = ["cdm", "cdm-sample", "."];

    [Fact]
    public void Every_file_has_a_verdict()
    {
        var judged = Read.Select(row => row.File).Concat(Refused.Select(row => row.File)).Order(StringComparer.Ordinal);
        Assert.Equal(Files().Order(StringComparer.Ordinal), judged);
    }

    [Fact]
    public void Oddities_of_real_messages_are_read()
    {
        // Files named after issues hold what users met with.
        var issues = Files().Where(file => file.Contains("issue", StringComparison.OrdinalIgnoreCase)).ToArray();
        Assert.Equal(14, issues.Length);
        Assert.Empty(issues.Except(Read.Select(row => row.File)));
    }

    [Fact]
    public void Messages_whose_meaning_is_certain_are_read_with_their_defects()
    {
        foreach (var (file, defects, fields) in Read)
        {
            var batch = ReadFile(file);
            Assert.True(batch.SetAside.Count == 0, batch.SetAside.FirstOrDefault()?.ToString());
            var message = Assert.Single(batch.Accepted);
            var found = message.Defects.Select(defect => defect.Field).Distinct().ToList();
            Assert.Equal((file, defects, fields), (file, message.Defects.Count, found.Count > 3 ? $"{found.Count} fields" : string.Join(' ', found)));
        }
    }

    [Fact]
    public void Messages_whose_meaning_is_not_certain_are_refused_with_line_and_field()
    {
        foreach (var (file, reason, field, line) in Refused)
        {
            var batch = ReadFile(file);
            Assert.Empty(batch.Accepted);
            var record = Assert.Single(batch.SetAside);
            Assert.Equal((file, reason, field, line), (record.File, record.Reason, record.Field, record.Line));
            Assert.NotEmpty(record.Remedy);
        }
    }

    [Fact]
    public void Every_message_is_the_same_bytes_when_written_read_and_written()
    {
        foreach (var (file, _, _) in Read)
        {
            var message = Assert.Single(ReadFile(file).Accepted);
            foreach (var notation in CdmSamples.Notations)
            {
                var written = CdmSamples.Write(notation, message);
                Assert.Equal(written, CdmSamples.Write(notation, CdmSamples.ReadOne(written)));
            }
        }
    }

    [Theory]
    [InlineData("cdm/ION_SCV8_vs_STARLINK_1233.txt")]
    [InlineData("New_CDM_format_JSON_example_NearEarth.json")]
    public void States_in_ITRF_make_the_relative_state_that_the_provider_states(string file)
    {
        // The provider resolves in RTN of the inertial velocity, to 0.1 m and 0.1 m/s. Without ω × r the axes would be turned by degrees.
        var message = Assert.Single(ReadFile(file).Accepted);
        Assert.Equal("ITRF", message.Object1.ReferenceFrame);
        Assert.True(CdmEncounter.TryFrom(message, EarthOrientation.None, out var encounter, out _));
        var axes = RtnBasis.Of(encounter!.First.PositionKm, encounter.First.VelocityKmPerS);
        var (position, velocity) = (axes.Resolve(encounter.RelativePositionKm), axes.Resolve(encounter.RelativeVelocityKmPerS));
        double[] found = [position.X, position.Y, position.Z, velocity.X, velocity.Y, velocity.Z];
        string[] stated = ["POSITION_R", "POSITION_T", "POSITION_N", "VELOCITY_R", "VELOCITY_T", "VELOCITY_N"];
        foreach (var (index, name) in stated.Index())
        {
            Assert.Equal(message.Relative.Number($"RELATIVE_{name}"), found[index] * 1e3, 0.051);
        }
    }

    [Fact]
    public void Space_Tracks_fraction_is_of_milliseconds()
    {
        var message = Assert.Single(ReadFile("New_CDM_format_JSON_example_NearEarth.json").Accepted);
        Assert.Equal("2020-03-05T07:26:54.974000Z", Propagation.Time.UtcText.Format(message.Tca));
    }

    private static IEnumerable<string> Files()
    {
        var folder = Reference.Shared("ccsds");
        return Folders.SelectMany(name => Directory.GetFiles(Path.Combine(folder, name)))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
    }

    private static CdmBatch ReadFile(string file)
    {
        var batch = new CdmBatch();
        CdmReader.Read(File.ReadAllBytes(Reference.Shared($"ccsds/{file}")), file, batch);
        return batch;
    }
}
