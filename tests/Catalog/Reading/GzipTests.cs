using static Ssa.Catalog.Tests.Reading.CatalogueTexts;

namespace Ssa.Catalog.Tests.Reading;

public sealed class GzipTests
{
    private static readonly byte[] Packed = Gzip(Bytes(Tle));

    [Fact]
    public void A_file_that_was_cut_anywhere_is_refused()
    {
        for (var length = 2; length < Packed.Length; length++)
        {
            var exception = Refuse(Packed[..length]);
            Assert.Contains("gzip", exception.Message, StringComparison.Ordinal);
            Assert.Contains("test", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_large_file_that_was_cut_is_refused_and_keeps_nothing()
    {
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 3000).Select(_ => $"{Tle}# {random.NextInt64()}\n"));
        var packed = Gzip(Bytes(text));
        Assert.Equal(6000, Read(packed).Batch.Accepted.Count);
        foreach (var cut in (int[])[1, 4, 8, 9, 100, packed.Length / 2])
        {
            Refuse(packed[..^cut]);
        }
    }

    [Fact]
    public void Damage_is_refused()
    {
        // Bytes 4 to 9 of the header hold the time, the level and the system, which mean nothing for the content.
        for (var i = 10; i < Packed.Length; i++)
        {
            var damaged = (byte[])Packed.Clone();
            damaged[i] ^= 0x10;
            Refuse(damaged);
        }
    }

    [Fact]
    public void Members_one_after_the_other_are_one_content_as_in_the_standard() =>
        Assert.Equal(4, Read(Gzip(Bytes(Tle), Bytes(Tle))).Batch.Accepted.Count);

    [Fact]
    public void The_last_of_several_members_may_not_be_cut()
    {
        var two = Gzip(Bytes(Tle), Bytes(Tle));
        for (var length = Packed.Length + 1; length < two.Length; length++)
        {
            Refuse(two[..length]);
        }
    }

    [Fact]
    public void Something_else_behind_the_data_is_refused() => Refuse([.. Packed, .. Bytes("more")]);

    [Fact]
    public void Gzip_inside_gzip_is_named() => Assert.Contains("inside", Refuse(Gzip(Packed)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_packed_is_nothing() => Assert.Contains("nothing in it", Refuse(Gzip([])).Message, StringComparison.Ordinal);
}
