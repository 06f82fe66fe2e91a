using Ssa.Propagation;
using Ssa.Tests;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

/// <summary>Messages of other projects' test suites; their names say what is wrong with them.</summary>
public sealed class OmmReferenceFilesTests
{
    [Theory]
    [InlineData("orekit_OMMExample1.txt", "kvn", 23581, 1.00273272)]
    [InlineData("orekit_OMMExample2.txt", "kvn", 23581, 1.00273272)]
    [InlineData("orekit_OMMExample4.txt", "kvn", 7646, 13.82309053)]
    [InlineData("orekit_OMM-empty-object-id.txt", "kvn", 23581, 1.00273272)]
    [InlineData("orekit_OMM-wrong-keyword.txt", "kvn", 23581, 1.00273272)]
    [InlineData("orekit_OMM-empty-object-id.xml", "xml", 7646, 13.82309053)]
    [InlineData("orekit_OMM-with-units.xml", "xml", 23581, 1.00273272)]
    [InlineData("orekit_OMMExample2.xml", "xml", 23581, 1.00273272)]
    [InlineData("orekit_OMMExample4.xml", "xml", 7646, 13.82309053)]
    [InlineData("python-sgp4_sample_omm.csv", "csv", 5, 10.84869164)]
    [InlineData("python-sgp4_sample_omm.json", "json", 5, 10.85873516)]
    [InlineData("python-sgp4_sample_omm.xml", "xml", 5, 10.84869164)]
    [InlineData("spacetrack_gp-iss_example.json", "json", 25544, 15.49957327)]
    public void Good_messages_are_accepted(string file, string notation, int number, double revPerDay)
    {
        var batch = Read(notation, File.ReadAllBytes(Reference.Shared($"ccsds/omm/{file}")));
        Assert.Empty(batch.SetAside);
        var elements = Assert.Single(batch.Accepted);
        Assert.Equal((number, revPerDay), (elements.Number.Value, elements.MeanMotionRevPerDay));
        Assert.Equal(file.Contains("wrong-keyword", StringComparison.Ordinal) ? [(9, "WRONG_KEYWORD")] : [], batch.Remarks.Select(remark => (remark.Line, remark.Field)));
    }

    [Theory]
    [InlineData("orekit_OMM-number-format-error.txt", "kvn", SetAsideReason.Field, "ARG_OF_PERICENTER", 15)]
    [InlineData("orekit_OMMExample3.txt", "kvn", SetAsideReason.Unsupported, "MEAN_ELEMENT_THEORY", 14)]
    [InlineData("orekit_OMMExample3_utc.txt", "kvn", SetAsideReason.Unsupported, "MEAN_ELEMENT_THEORY", 14)]
    [InlineData("orekit_OMMExample5.txt", "kvn", SetAsideReason.Unsupported, "MEAN_ELEMENT_THEORY", 10)]
    [InlineData("orekit_spurious-metadata.xml", "xml", SetAsideReason.Field, "metadata", 17)]
    [InlineData("spacetrack_gp-record.schema.json", "json", SetAsideReason.Field, "OBJECT_NAME", 27)]
    public void Faulty_messages_are_set_aside_for_what_their_names_say(string file, string notation, SetAsideReason reason, string field, int line)
    {
        var batch = Read(notation, File.ReadAllBytes(Reference.Shared($"ccsds/omm/{file}")));
        Assert.Empty(batch.Accepted);
        var record = Assert.Single(batch.SetAside);
        Assert.Equal((reason, field, line), (record.Reason, record.Field, record.Line));
    }

    [Fact]
    public void CelesTraks_ndm_of_the_stations_is_accepted()
    {
        var batch = Read("xml", File.ReadAllBytes(Reference.Shared("ccsds/omm/one_Sgp4_celestrak_ndm_omm.xml")));
        Assert.Empty(batch.SetAside);
        Assert.Equal(20, batch.Accepted.Count);
        Assert.Equal(("ISS (ZARYA)", 15.49370626), (batch.Accepted[0].Name, batch.Accepted[0].MeanMotionRevPerDay));
    }

    [Fact]
    public void Every_file_of_the_folder_has_a_verdict()
    {
        var judged = typeof(OmmReferenceFilesTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>())
            .Select(data => data.Data[0] as string)
            .Append("one_Sgp4_celestrak_ndm_omm.xml");
        Assert.Empty(Directory.GetFiles(Reference.Shared("ccsds/omm")).Select(Path.GetFileName).Except(judged));
    }

    [Fact]
    public void The_same_set_as_CSV_and_as_TLE_is_the_same()
    {
        var csv = Read("csv", File.ReadAllBytes(Reference.Shared("robustness/six_digit_celestrak_20260730.csv")));
        var tle = new ElementSetBatch();
        TleReader.Read(File.ReadAllBytes(Reference.Shared("robustness/six_digit_celestrak_20260730_iss_same_elset.tle")), "iss.tle", lenient: false, tle);
        Assert.Equal(csv.Accepted.Single(set => set.Number.Value == 25544), Assert.Single(tle.Accepted));
    }
}
