using System.Text;
using Ssa.Propagation;
using static Ssa.Messages.Tests.Omm.OmmSamples;

namespace Ssa.Messages.Tests.Omm;

/// <summary>
/// A hundred thousand damaged messages of each notation, by a fixed seed: the readers never fail, accept nothing out of range, and do not
/// cost a neighbour.
/// </summary>
public sealed class OmmMutationTests
{
    private const int MutatedMessages = 100_000;
    private const int MessagesPerText = 100;

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("xml")]
    [InlineData("kvn")]
    public void Damage_costs_the_damaged_message_only(string notation)
    {
        var random = new Random(20260730);
        var mutated = 0;
        var (head, tail) = Frame(notation);
        byte[][] originals = [.. Enumerable.Range(0, MessagesPerText).Select(i => Message(notation, 10_000 + i))];
        for (var textNumber = 0; mutated < MutatedMessages; textNumber++)
        {
            var where = $"{notation} text {textNumber}";
            var intact = new List<int>();
            var messages = new List<byte[]>();
            for (var i = 0; i < MessagesPerText; i++)
            {
                var isIntact = random.Next(4) == 0;
                mutated += isIntact ? 0 : 1;
                if (isIntact)
                {
                    intact.Add(10_000 + i);
                }

                messages.Add(isIntact ? originals[i] : Mutate(originals[i], random));
            }

            byte[] text = [.. head, .. messages.SelectMany(message => message), .. tail];
            var batch = Read(notation, text);

            Assert.All(batch.SetAside, record => Assert.True(
                record.Field.Length > 0 && record.Message.Length is > 0 and < 700 && record.Remedy.Length > 0 && record.Line >= 1 && !record.Message.Any(char.IsControl),
                $"{where}: {record}"));
            Assert.All(batch.Accepted, set => Assert.True(set.FindRangeFault() is null && !set.Name.Any(char.IsControl), where));
            Assert.True(batch.Accepted.Count >= MessagesPerText || batch.SetAside.Count > 0, $"{where}: messages were dropped in silence");
            var read = batch.Accepted.ToLookup(set => set.Number.Value);
            foreach (var number in intact)
            {
                Assert.True(read[number].Contains(StarletteElements with { Number = new CatalogNumber(number) }), $"{where}: {number} was lost");
            }
        }
    }

    private static (byte[] Head, byte[] Tail) Frame(string notation) => notation switch
    {
        "csv" => (Encoding.UTF8.GetBytes(Text("csv", Starlette).Split('\n')[0] + "\n"), []),
        "json" => ("[\n"u8.ToArray(), "{}]\n"u8.ToArray()),
        "xml" => ("<?xml version=\"1.0\"?>\n<ndm>\n"u8.ToArray(), "</ndm>\n"u8.ToArray()),
        _ => ([], []),
    };

    private static byte[] Message(string notation, int number)
    {
        var text = Text(notation, StarletteWith(("NORAD_CAT_ID", $"{number}")));
        return Encoding.UTF8.GetBytes(notation switch
        {
            "csv" => text.Split('\n')[1] + "\n",
            "json" => text.Trim('[', ']', '\n') + ",\n",
            "xml" => text[text.IndexOf("<omm", StringComparison.Ordinal)..text.IndexOf("</ndm>", StringComparison.Ordinal)],
            _ => text,
        });
    }

    /// <summary>Damages a message inside; its last line end stays, which alone parts it from the next in CSV, as does the first line of a KVN message.</summary>
    private static byte[] Mutate(byte[] message, Random random)
    {
        var first = message.AsSpan().StartsWith("CCSDS"u8) ? "CCSDS_OMM_VERS = 2.0\n".Length : 0;
        var bytes = message[first..^1].ToList();
        for (var more = random.Next(1, 3); more > 0; more--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(7))
            {
                case 0 or 1 when at < bytes.Count: // a byte becomes any other
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 when at < bytes.Count: // a byte becomes one that notations use
                    bytes[at] = (byte)"{}[]<>/=\",.:-+E0 \n"[random.Next(18)];
                    break;
                case 3: // cut
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4: // a piece is lost
                    bytes.RemoveRange(at, random.Next(Math.Min(40, bytes.Count - at + 1)));
                    break;
                case 5: // a piece stands twice
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(200, bytes.Count - at + 1))));
                    break;
                default: // binary
                    var binary = new byte[random.Next(100)];
                    random.NextBytes(binary);
                    bytes.InsertRange(at, binary);
                    break;
            }
        }

        return [.. message[..first], .. bytes, message[^1]];
    }
}
