using System.Security.Cryptography;
using Ssa.Propagation;
using static Ssa.Catalog.Tests.Reading.CatalogueTexts;

namespace Ssa.Catalog.Tests.Reading;

public sealed class CatalogueReaderTests
{
    public static TheoryData<string, string, int> Contents => new()
    {
        { "tle", Tle, 2 },
        { "tle", "# a comment\n" + Tle, 2 },
        { "tle", Tle.Replace("\n", "\r\n", StringComparison.Ordinal), 2 },
        { "omm-csv", Csv, 2 },
        { "omm-json", Json, 1 },
        { "omm-json", "\n" + Json.Trim('[', ']'), 1 },
        { "omm-json", "[]", 0 },
        { "omm-xml", Xml, 1 },
        { "omm-kvn", Kvn, 1 },
        { "omm-kvn", "COMMENT a remark\n\n" + Kvn, 1 },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void The_content_decides_the_format_plain_packed_or_with_a_byte_order_mark(string format, string text, int accepted)
    {
        foreach (var content in (byte[][])[Bytes(text), Gzip(Bytes(text)), Bytes("\uFEFF" + text)])
        {
            var input = Read(content);
            var file = Assert.Single(input.Files);
            Assert.Equal((format, accepted, accepted), (file.Format, file.Records, file.Accepted));
            Assert.Equal(accepted, input.Batch.Accepted.Count);
            Assert.Equal(content.Length, file.Bytes);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Sha256);
        }
    }

    [Fact]
    public void Several_files_and_standard_input_are_one_catalogue()
    {
        var folder = Directory.CreateTempSubdirectory("ssa-");
        try
        {
            var tle = Path.Combine(folder.FullName, "elements.json"); // the name says nothing
            var csv = Path.Combine(folder.FullName, "elements");
            File.WriteAllText(tle, Tle);
            File.WriteAllBytes(csv, Gzip(Bytes(Csv)));
            var input = CatalogueReader.Read([tle, "-", csv], lenient: false, new MemoryStream(Bytes(Kvn + "X")), TestContext.Current.CancellationToken);
            Assert.Equal([(tle, "tle", 2), ("-", "omm-kvn", 0), (csv, "omm-csv", 2)], input.Files.Select(file => (file.Name, file.Format, file.Accepted)));
            Assert.Equal([5, 25544, 25544, 100057], input.Batch.Accepted.Select(set => set.Number.Value));
            Assert.Equal("-", Assert.Single(input.Batch.SetAside).File);
            Assert.Equal(input.Batch.Records, input.Files.Sum(file => file.Records));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Leniency_reaches_the_TLE_reader()
    {
        var wrong = Bytes(Tle.Replace("9996\n", "9990\n", StringComparison.Ordinal));
        Assert.Equal(SetAsideReason.Checksum, Assert.Single(Read(wrong).Batch.SetAside).Reason);
        Assert.Equal(2, Read(wrong, lenient: true).Batch.Accepted.Count);
    }

    [Theory]
    [InlineData("", "nothing in it")]
    [InlineData(" \r\n\t\n", "nothing in it")]
    [InlineData("Lorem ipsum dolor sit amet", "'Lorem ipsum dolor sit amet'")]
    [InlineData("<!DOCTYPE html><html></html>", "web page")]
    [InlineData("<HTML></HTML>", "web page")]
    [InlineData("<svg></svg>", "no catalogue")]
    [InlineData("{\"a\":1}", "no catalogue")]
    [InlineData("[1,2,3]", "no catalogue")]
    [InlineData("CCSDS_CDM_VERS = 1.0\n", "another CCSDS message")]
    [InlineData("NORAD_CAT_ID_1,OBJECT_NAME_1,DSE_1\n1,A,0.1\n", "no catalogue")]
    [InlineData("PK\u0003\u0004....", "ZIP")]
    [InlineData("No GP data found", "No GP data found")]
    [InlineData("\u001B[31mred", "\\x1B[31mred")]
    public void What_is_no_catalogue_is_refused_with_what_it_is(string text, string says)
    {
        var exception = Refuse(Bytes(text));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("test: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("TLE", exception.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void UTF_16_is_named() => Assert.Contains("UTF-16", Refuse(System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes(Tle)).ToArray()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_missing_or_a_folder_is_named()
    {
        var missing = Path.Combine(Path.GetTempPath(), "ssa-no-such-file.tle");
        var exception = Assert.Throws<CatalogueReadException>(() => CatalogueReader.Read([missing], lenient: false, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
        Assert.Equal(missing, exception.File);
        var folder = Assert.Throws<CatalogueReadException>(() => CatalogueReader.Read([Path.GetTempPath()], lenient: false, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("folder", folder.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_read_once_and_only_where_there_is_one()
    {
        var exception = Assert.Throws<CatalogueReadException>(() => CatalogueReader.Read(["-"], lenient: false, cancellation: TestContext.Current.CancellationToken));
        Assert.StartsWith("standard input: ", exception.Message, StringComparison.Ordinal);
        Assert.Throws<CatalogueReadException>(() => CatalogueReader.Read(["-", "-"], lenient: false, new MemoryStream(Bytes(Tle)), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => CatalogueReader.ReadStream(new MemoryStream(Bytes(Tle)), "test", lenient: false, source.Token));
    }

    [Fact]
    public void A_large_catalogue_reads_the_same_in_pieces_as_at_once()
    {
        // 3 MB: a dozen pieces, each boundary inside some record.
        var text = string.Concat(Enumerable.Repeat(Tle + "LOST\n", 10_000));
        var input = Read(Bytes(text));
        Assert.Equal(20_000, input.Batch.Accepted.Count);
        Assert.Equal(Enumerable.Range(1, 10_000).Select(i => i * 7), input.Batch.SetAside.Select(record => record.Line));
    }
}
