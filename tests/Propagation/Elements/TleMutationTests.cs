using System.Globalization;
using System.Text;
using static Ssa.Propagation.Tests.Elements.TleText;

namespace Ssa.Propagation.Tests.Elements;

/// <summary>A hundred thousand damaged records, by a fixed seed: the reader never fails, never makes up a number, and never costs a neighbour.</summary>
public sealed class TleMutationTests
{
    private const int Texts = 1000;
    private const int RecordsPerText = 200;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damage_costs_the_damaged_record_only(bool withNames)
    {
        var random = new Random(20260730);
        var mutated = 0;
        for (var text = 0; text < Texts / 2; text++)
        {
            var records = new List<List<byte[]>>();
            var intact = new HashSet<int>();
            for (var i = 0; i < RecordsPerText; i++)
            {
                var number = 10_000 + (i * 37);
                var record = Record(number, i, withNames);
                if (random.Next(2) == 0)
                {
                    intact.Add(number);
                }
                else
                {
                    Mutate(record, random);
                    mutated++;
                }

                records.Add(record);
            }

            var bytes = Join(records.SelectMany(lines => lines), random.Next(2) == 0);
            var batch = Read(bytes);
            var where = $"text {text}";

            Assert.Equal(batch.Accepted.Count + batch.SetAside.Count, batch.Records);
            Assert.All(batch.SetAside, record => Assert.True(
                record.Field.Length > 0 && record.Message.Length is > 0 and < 500 && record.Remedy.Length > 0 && record.Line >= 1 && !record.Message.Any(char.IsControl), where));
            var read = batch.Accepted.ToLookup(set => set.Number.Value);
            foreach (var number in intact)
            {
                var i = (number - 10_000) / 37;
                var expected = ReadOne([.. Record(number, i, withNames).Select(Encoding.ASCII.GetString)]);
                Assert.True(read[number].Any(set => set with { Name = "" } == expected with { Name = "" }), $"{where}: {number} was lost");
                Assert.True(!withNames || read[number].Any(set => set == expected), $"{where}: {number} lost its name");
            }

            Assert.True(batch.Accepted.Count >= RecordsPerText || batch.SetAside.Count > 0, $"{where}: records were dropped in silence");
            CheckAccepted(batch, Encoding.Latin1.GetString(bytes), where);
        }

        Assert.InRange(mutated, 45_000, 55_000);
    }

    /// <summary>Every accepted set is in range and has both its lines, with their checksums, somewhere in the text.</summary>
    private static void CheckAccepted(ElementSetBatch batch, string text, string where)
    {
        var lines = text.Split('\n').Where(line => line.Length >= 69 && line[68] == '0' + Checksum(line)).ToList();
        var first = lines.Where(line => line[0] == '1').Select(line => line[2..7].Trim().PadLeft(5, '0')).ToHashSet();
        var second = lines.Where(line => line[0] == '2').Select(line => line[2..7].Trim().PadLeft(5, '0')).ToHashSet();
        foreach (var set in batch.Accepted)
        {
            Assert.True(set.FindRangeFault() is null, where);
            var number = set.Number.Value.ToString("D5", CultureInfo.InvariantCulture);
            Assert.True(set.Number.Value > 99_999 || (first.Contains(number) && second.Contains(number)), $"{where}: {number} has no valid lines");
        }
    }

    private static List<byte[]> Record(int number, int index, bool withName)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        var useIss = index % 2 == 0;
        var line1 = With(useIss ? IssLine1 : VanguardLine1, 3, digits);
        var line2 = With(With(useIss ? IssLine2 : VanguardLine2, 3, digits), 44, string.Create(CultureInfo.InvariantCulture, $"{index:D3}.{index * 41 % 10_000:D4}"));
        List<byte[]> lines = withName ? [Encoding.ASCII.GetBytes($"OBJECT {digits}")] : [];
        lines.Add(Encoding.ASCII.GetBytes(line1));
        lines.Add(Encoding.ASCII.GetBytes(line2));
        return lines;
    }

    private static void Mutate(List<byte[]> lines, Random random)
    {
        for (var more = random.Next(1, 3); more > 0; more--)
        {
            var at = random.Next(lines.Count);
            var line = lines.Count > 0 ? lines[at] : [];
            switch (random.Next(10))
            {
                case 0 or 1 or 2 when line.Length > 0: // a character becomes any byte
                    lines[at] = [.. line];
                    lines[at][random.Next(line.Length)] = (byte)random.Next(256);
                    break;
                case 3 when line.Length > 0: // a character becomes another of the format's
                    lines[at] = [.. line];
                    lines[at][random.Next(line.Length)] = (byte)" 0123456789.-+ABZ"[random.Next(17)];
                    break;
                case 4: // cut
                    lines[at] = line[..random.Next(line.Length + 1)];
                    break;
                case 5: // exchanged
                    lines.Reverse();
                    break;
                case 6 when lines.Count > 1: // lost
                    lines.RemoveAt(at);
                    break;
                case 7: // twice
                    lines.Insert(at, line);
                    break;
                case 8: // binary between lines
                    var binary = new byte[random.Next(200)];
                    random.NextBytes(binary);
                    lines.Insert(at, [.. binary.Where(b => b != '\n')]);
                    break;
                default: // shifted by a character
                    var column = random.Next(line.Length + 1);
                    lines[at] = [.. line[..column], (byte)' ', .. line[column..]];
                    break;
            }
        }
    }

    private static byte[] Join(IEnumerable<byte[]> lines, bool carriageReturns)
    {
        var text = new MemoryStream();
        foreach (var line in lines)
        {
            text.Write(line);
            text.Write(carriageReturns ? "\r\n"u8 : "\n"u8);
        }

        return text.ToArray();
    }
}
