using System.Text;

namespace Ssa.Messages.Mutation;

/// <summary>Damages messages by a seed, as transmission, editors and careless programs do: bytes, digits, lines, pieces lost, doubled, cut, joined.</summary>
internal sealed class MessageMutator(int seed)
{
    private const int LongestPiece = 300;

    private static readonly byte[] Notations = [.. "[]<>{}/=\",:.-+E0123456789 \n"u8];
    private static readonly string[] Words = ["NaN", "Infinity", "1e999", "COMMENT", "META_START", "META_STOP", "<", "</", "&amp;", "&x;", "<!DOCTYPE a>", "\0", "\uFEFF", "=", "[km]", "2026-02-30T25:00:00", "null", "{", "]]>"];

    private readonly Random random = new(seed);

    /// <summary>A damaged copy.</summary>
    public byte[] Mutate(byte[] message)
    {
        var bytes = message.ToList();
        for (var more = random.Next(1, 5); more > 0; more--)
        {
            Damage(bytes);
        }

        return [.. bytes];
    }

    private void Damage(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count: // a byte becomes any other
                bytes[at] = (byte)random.Next(256);
                break;
            case 1 or 2 when at < bytes.Count: // a byte becomes one that notations use
                bytes[at] = Notations[random.Next(Notations.Length)];
                break;
            case 3 when random.Next(6) == 0: // cut
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4: // a piece is lost
                bytes.RemoveRange(at, random.Next(Math.Min(60, bytes.Count - at + 1)));
                break;
            case 5: // a piece stands twice
                bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(LongestPiece, bytes.Count - at + 1))));
                break;
            case 6: // a piece stands elsewhere
                var piece = bytes.GetRange(at, random.Next(Math.Min(LongestPiece, bytes.Count - at + 1)));
                bytes.InsertRange(random.Next(bytes.Count + 1), piece);
                break;
            case 7: // words that mean something
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]));
                break;
            case 8 when random.Next(4) == 0: // binary
                var binary = new byte[random.Next(100)];
                random.NextBytes(binary);
                bytes.InsertRange(at, binary);
                break;
            default: // a digit becomes another
                if (at < bytes.Count && bytes[at] is >= (byte)'0' and <= (byte)'9')
                {
                    bytes[at] = (byte)('0' + random.Next(10));
                }

                break;
        }
    }
}
