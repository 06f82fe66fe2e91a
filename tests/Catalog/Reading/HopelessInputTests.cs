using System.IO.Compression;
using static Ssa.Catalog.Tests.Reading.CatalogueTexts;

namespace Ssa.Catalog.Tests.Reading;

/// <summary>A gigabyte of anything else is refused after little of it was read.</summary>
public sealed class HopelessInputTests
{
    private const long Gigabyte = 1L << 30;

    public static TheoryData<string, byte[]> Junk
    {
        get
        {
            var random = new byte[1 << 20];
            new Random(42).NextBytes(random);
            return new()
            {
                { "random", random },
                { "zeros", new byte[4096] },
                { "text", Bytes("all work and no play makes jack a dull boy\n") },
                { "one line", Bytes("y") },
                { "empty lines", Bytes("\n") },
                { "brackets", Bytes("[{") },
                { "tags", Bytes("<a>") },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Junk))]
    public void Junk_is_refused_after_the_first_block(string kind, byte[] filler)
    {
        using var stream = new EndlessStream([], filler, Gigabyte);
        var exception = Refuse(stream);
        Assert.True(stream.Taken <= 1 << 17, $"{kind}: {stream.Taken} bytes were read");
        Assert.NotEmpty(exception.Remedy);
    }

    [Theory]
    [MemberData(nameof(Junk))]
    public void Junk_behind_a_good_start_is_refused_with_bounded_memory(string kind, byte[] filler)
    {
        foreach (var start in (string[])[Tle, Csv, Json[..^1] + ",", Xml[..^6], Kvn])
        {
            using var stream = new EndlessStream(Bytes(start), filler, Gigabyte);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refuse(stream);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(stream.Taken <= 1 << 25, $"{kind} after {start[..10]}: {stream.Taken} bytes were read");
            Assert.True(allocated < 1L << 30, $"{kind} after {start[..10]}: {allocated} bytes were allocated");
        }
    }

    [Fact]
    public void A_gzip_bomb_is_refused()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Bytes(Tle));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 256; i++)
            {
                gzip.Write(zeros);
            }
        }

        Assert.InRange(packed.Length, 0, 4 << 20);
        packed.Position = 0;
        Refuse(packed);
    }

    [Fact]
    public void A_catalogue_of_wrong_checksums_is_reported_record_by_record()
    {
        // 30,000 records, all bad: fewer than would stop the reading, so that the passport can list them.
        var wrong = Tle.Replace("4753\n", "4750\n", StringComparison.Ordinal).Replace("9996\n", "9990\n", StringComparison.Ordinal);
        var input = Read(Bytes(string.Concat(Enumerable.Repeat(wrong, 15_000))));
        Assert.Equal((0, 30_000), (input.Batch.Accepted.Count, input.Batch.SetAside.Count));
    }
}
