using System.IO.Compression;
using System.Text;

namespace Ssa.Catalog.Tests;

public class BodyTableTests
{
    [Fact]
    public void Columns_are_found_by_name_and_empty_or_zero_values_are_not_known()
    {
        var table = Read("ObjectID,HBR,HBRSigma,Mass\n7,2.5,0.1,\n999999999,,,80\n9,0,0,0\n\n");
        Assert.Equal([KeyValuePair.Create(7L, 2.5)], table.RadiusM);
        Assert.Equal([KeyValuePair.Create(999_999_999L, 80.0)], table.MassKg);
        Assert.Equal(64, table.Sha256!.Length);
    }

    [Fact]
    public void A_packed_table_reads_as_the_plain_one()
    {
        var text = Encoding.UTF8.GetBytes("number,radius_m\n25544,40\n");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(text);
        }

        packed.Position = 0;
        Assert.Equal(40, BodyTable.Read(packed, "sizes.csv.gz").RadiusM[25544]);
    }

    [Theory]
    [InlineData("", "line 1 names no column number")]
    [InlineData("number,size\n", "line 1 names no column radius_m")]
    [InlineData("number,radius_m\n5\n", "line 2 has 1 fields, line 1 names 2")]
    [InlineData("number,radius_m\n5,1\nX,1\n", "line 3, number: 'X' is not a catalogue number")]
    [InlineData("number,radius_m\n0,1\n", "line 2, number: '0' is not a catalogue number")]
    [InlineData("number,radius_m\n5,-1\n", "line 2, radius_m: '-1' is no size")]
    [InlineData("number,radius_m\n5,NaN\n", "line 2, radius_m: 'NaN' is no size")]
    [InlineData("number,radius_m,mass_kg\n5,1,heavy\n", "line 2, mass_kg: 'heavy' is no size")]
    [InlineData("number,radius_m\n5,1\n5,2\n", "line 3: object 5 is listed twice")]
    public void A_fault_names_file_line_and_field(string text, string fault) =>
        Assert.Contains($"sizes.csv: {fault}", Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static BodyTable Read(string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return BodyTable.Read(content, "sizes.csv");
    }
}
