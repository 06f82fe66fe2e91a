using System.Text;
using static Ssa.Propagation.Tests.Elements.TleText;

namespace Ssa.Propagation.Tests.Elements;

public sealed class TlePiecesTests
{
    [Fact]
    public void A_text_in_pieces_of_any_size_reads_like_the_whole()
    {
        var text = Encoding.Latin1.GetBytes(
            $"\uFEFF# head\r\nA\r\n{VanguardLine1}\r\n{VanguardLine2}\r\n\r\nLOST\r\nB\r\n{IssLine1}\r\n\u0001\r\n{IssLine2}\r\n{IssLine2}\r\n{IssLine1}\r\n"
            + $"{IssLine1}\r\n{IssLine2[..40]}\r\n{VanguardLine1}\r\n{VanguardLine2}\r\nLAST");
        var whole = Read(text);
        Assert.Equal(3, whole.Accepted.Count);
        Assert.NotEmpty(whole.SetAside);

        for (var size = 1; size <= text.Length; size++)
        {
            var batch = new ElementSetBatch();
            var feed = new TleFeed("test.tle", lenient: false, batch);
            var start = 0;
            for (var end = 0; end < text.Length;)
            {
                end = Math.Min(text.Length, end + size);
                start += feed.Feed(text.AsSpan(start..end), last: end == text.Length);
            }

            Assert.Equal(text.Length, start);
            Assert.Equal(whole.Accepted, batch.Accepted);
            Assert.Equal(whole.SetAside, batch.SetAside);
        }
    }
}
