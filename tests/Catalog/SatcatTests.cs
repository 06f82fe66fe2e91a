using System.IO.Compression;
using System.Text;
using Ssa.Propagation;
using Ssa.Tests;

namespace Ssa.Catalog.Tests;

public class SatcatTests
{
    private const string Header =
        "OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE,OWNER,LAUNCH_DATE,LAUNCH_SITE,DECAY_DATE,PERIOD,INCLINATION,APOGEE,PERIGEE,RCS,DATA_STATUS_CODE,ORBIT_CENTER,ORBIT_TYPE";

    private const string Iss = "ISS (ZARYA),1998-067A,25544,PAY,+,ISS,1998-11-20,TYMSC,,92.91,51.64,420,411,399.0524,,EA,ORB";

    private const string Debris = "FENGYUN 1C DEB,1999-025DY,29733,DEB,,PRC,1999-05-10,TSC,,101.2,98.6,870,760,,,EA,ORB";

    private static Satcat Read(string text) => Satcat.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "satcat.txt");

    [Fact]
    public void CelesTraks_csv_gives_owner_type_status_and_radar_cross_section()
    {
        var satcat = Read($"{Header}\n{Iss}\n{Debris}\n");

        Assert.Equal(2, satcat.Count);
        Assert.Empty(satcat.SetAside);
        Assert.Equal(new SatcatEntry("ISS", ObjectType.Payload, "+", 399.0524), satcat.Find(new CatalogNumber(25544)));
        Assert.Equal(new SatcatEntry("PRC", ObjectType.Debris, "", null), satcat.Find(new CatalogNumber(29733)));
        Assert.Null(satcat.Find(new CatalogNumber(1)));
    }

    [Fact]
    public void Csv_columns_are_found_by_name_and_may_be_fewer()
    {
        var satcat = Read("OWNER,NORAD_CAT_ID,OBJECT_TYPE\nJPN,270288,R/B\nUS,100001,UNK\n");

        Assert.Equal(new SatcatEntry("JPN", ObjectType.RocketBody, "", null), satcat.Find(new CatalogNumber(270288)));
        Assert.Equal(ObjectType.Unknown, satcat.Find(new CatalogNumber(100001))?.Type);
    }

    [Fact]
    public void Names_in_quotation_marks_may_hold_commas_and_marks()
    {
        var satcat = Read("OBJECT_NAME,NORAD_CAT_ID,OBJECT_TYPE,OWNER\r\n\"A, THE \"\"FIRST\"\"\",5,PAY,US\r\n");

        Assert.Equal("US", satcat.Find(new CatalogNumber(5))?.Owner);
    }

    [Fact]
    public void Json_gives_owner_and_type()
    {
        var satcat = Read("\uFEFF\n{\"25544\":[\"ISS\",\"PAY\"],\n \"800000001\":[\"JPN\",\"R/B\"]}\n");

        Assert.Equal(new SatcatEntry("ISS", ObjectType.Payload, "", null), satcat.Find(new CatalogNumber(25544)));
        Assert.Equal(new SatcatEntry("JPN", ObjectType.RocketBody, "", null), satcat.Find(new CatalogNumber(800000001)));
    }

    [Theory]
    [InlineData("PAY", ObjectType.Payload)]
    [InlineData("PAYLOAD", ObjectType.Payload)]
    [InlineData("R/B", ObjectType.RocketBody)]
    [InlineData("ROCKET BODY", ObjectType.RocketBody)]
    [InlineData("ROCKET_BODY", ObjectType.RocketBody)]
    [InlineData("DEB", ObjectType.Debris)]
    [InlineData("DEBRIS", ObjectType.Debris)]
    [InlineData("UNK", ObjectType.Unknown)]
    [InlineData("UNKNOWN", ObjectType.Unknown)]
    [InlineData("", ObjectType.Unknown)]
    public void Each_word_for_a_type_is_read(string word, ObjectType type)
    {
        Assert.Equal(type, Read($"NORAD_CAT_ID,OBJECT_TYPE,OWNER\n5,{word},US\n").Find(new CatalogNumber(5))?.Type);
    }

    [Fact]
    public void Compressed_content_is_recognised_by_its_first_bytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"{Header}\n{Iss}\n"));
        }

        packed.Position = 0;
        Assert.Equal("ISS", Satcat.Read(packed, "satcat.csv").Find(new CatalogNumber(25544))?.Owner);
    }

    [Theory]
    [InlineData("X,Y,0,PAY,+,US,,,,,,,,,,,", 3, "NORAD_CAT_ID", SetAsideReason.Number, "\"0\"")]
    [InlineData("X,Y,12A,PAY,+,US,,,,,,,,,,,", 3, "NORAD_CAT_ID", SetAsideReason.Number, "\"12A\"")]
    [InlineData("X,Y,,PAY,+,US,,,,,,,,,,,", 3, "NORAD_CAT_ID", SetAsideReason.Number, "\"\"")]
    [InlineData("X,Y,7,SATELLITE,+,US,,,,,,,,,,,", 3, "OBJECT_TYPE", SetAsideReason.Field, "\"SATELLITE\"")]
    [InlineData("X,Y,7,PAY,+,US,,,,,,,,large,,,", 3, "RCS", SetAsideReason.Field, "\"large\"")]
    [InlineData("X,Y,7,PAY,+,US,,,,,,,,-1,,,", 3, "RCS", SetAsideReason.Field, "\"-1\"")]
    [InlineData("X,Y,7,PAY", 3, "line", SetAsideReason.Length, "4 fields")]
    [InlineData("\"X,Y,7,PAY,+,US,,,,,,,,,,,", 3, "line", SetAsideReason.Field, "quotation mark")]
    [InlineData("ISS,1998-067A,25544,DEB,+,ISS,,,,,,,,,,,", 3, "NORAD_CAT_ID", SetAsideReason.Number, "listed twice")]
    public void A_faulty_record_is_set_aside_with_file_line_field_and_remedy_and_the_rest_goes_on(
        string record, int line, string field, SetAsideReason reason, string message)
    {
        var satcat = Read($"{Header}\n{Iss}\n{record}\n{Debris}\n");

        var fault = Assert.Single(satcat.SetAside);
        Assert.Equal(("satcat.txt", line, field, reason), (fault.File, fault.Line, fault.Field, fault.Reason));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty(fault.Remedy);
        Assert.Equal(ObjectType.Payload, satcat.Find(new CatalogNumber(25544))?.Type);
        Assert.NotNull(satcat.Find(new CatalogNumber(29733)));
    }

    [Theory]
    [InlineData("\"7\":[\"US\"]", "7")]
    [InlineData("\"7\":[\"US\",\"PAY\",\"X\"]", "7")]
    [InlineData("\"7\":[\"US\",3]", "7")]
    [InlineData("\"7\":{\"owner\":[\"US\",\"PAY\"]}", "7")]
    [InlineData("\"7\":null", "7")]
    [InlineData("\"7\":[\"US\",\"TOY\"]", "OBJECT_TYPE")]
    [InlineData("\"seven\":[\"US\",\"PAY\"]", "NORAD_CAT_ID")]
    public void A_faulty_json_member_is_set_aside_with_its_line(string member, string field)
    {
        var satcat = Read($"{{\n\"5\":[\"US\",\"PAY\"],\n{member},\n\"8\":[\"JPN\",\"DEB\"]\n}}");

        var fault = Assert.Single(satcat.SetAside);
        Assert.Equal(("satcat.txt", 3, field), (fault.File, fault.Line, fault.Field));
        Assert.Equal(2, satcat.Count);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" \r\n\t\n", "empty")]
    [InlineData("{\"5\":[\"US\",\"PAY\"]", "Line 1 is not JSON")]
    [InlineData("{\"5\":[\"US\",\"PAY\"]}\n{}", "Line 2 is not JSON")]
    [InlineData("{\n\"5\":[\"US\",\n\"PAY\"}", "Line 3 is not JSON")]
    [InlineData("ISS (ZARYA)\n1 25544U 98067A\n", "NORAD_CAT_ID")]
    [InlineData("NORAD_CAT_ID,OBJECT_TYPE\n5,PAY\n", "OWNER")]
    [InlineData("\u0000\u0001\u0002", "NORAD_CAT_ID")]
    public void A_content_that_is_no_satellite_catalogue_is_refused_with_the_files_name_and_the_remedy(string text, string fault)
    {
        var thrown = Assert.Throws<SatcatReadException>(() => Read(text));

        Assert.StartsWith("satcat.txt: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(thrown.Remedy, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_compressed_content_is_refused_and_not_read_in_part()
    {
        Assert.Throws<SatcatReadException>(() => Satcat.Read(new MemoryStream([0x1F, 0x8B, 8, 0, 1, 2, 3]), "satcat.csv.gz"));
    }

    [Fact]
    public void The_large_list_of_owners_and_types_is_read_whole()
    {
        using var file = File.OpenRead(Reference.Shared("satcat/satcat_owner_type_20260614.json"));
        var satcat = Satcat.Read(file, file.Name);

        Assert.Empty(satcat.SetAside);
        Assert.Equal(69352, satcat.Count);
        Assert.Equal(("ISS", ObjectType.Payload), (satcat.Find(new CatalogNumber(25544))!.Owner, satcat.Find(new CatalogNumber(25544))!.Type));
    }
}
