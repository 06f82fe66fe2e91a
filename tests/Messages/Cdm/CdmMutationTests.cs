using System.Text;
using Ssa.Propagation.Frames;
using static Ssa.Messages.Tests.Cdm.CdmSamples;

namespace Ssa.Messages.Tests.Cdm;

/// <summary>Thousands of damaged messages by a fixed seed: the reader never fails, and what it accepts can be written, read and written to the same bytes.</summary>
public sealed class CdmMutationTests
{
    private const int MutatedMessages = 3_000;

    [Theory]
    [InlineData("kvn")]
    [InlineData("xml")]
    [InlineData("json")]
    public void Damage_is_told_and_never_thrown(string notation)
    {
        var random = new Random(20260301);
        var original = Encoding.UTF8.GetBytes(Write(notation, ReadOne(Kvn)));
        var accepted = 0;
        for (var i = 0; i < MutatedMessages; i++)
        {
            var batch = Read(Mutate(original, random));
            Assert.True(batch.Accepted.Count + batch.SetAside.Count > 0, $"{notation} text {i} was dropped in silence");
            Assert.All(batch.SetAside, record => Assert.True(
                record.Field.Length > 0 && record.Message.Length is > 0 and < 700 && record.Remedy.Length > 0 && record.Line >= 1 && !record.Message.Any(char.IsControl),
                $"{notation} text {i}: {record}"));
            foreach (var message in batch.Accepted)
            {
                accepted++;
                Assert.All(message.Defects, defect => Assert.True(
                    defect.Field.Length > 0 && defect.Message.Length is > 0 and < 700 && defect.Line >= 1 && !defect.Message.Any(char.IsControl), $"{notation} text {i}: {defect}"));
                var to = Notations[i % Notations.Length];
                var written = Write(to, message);
                Assert.Equal(written, Write(to, ReadOne(written)));
                if (CdmEncounter.TryFrom(message, EarthOrientation.None, out var encounter, out var fault))
                {
                    Assert.True(encounter!.CombinedCovariance.All(double.IsFinite) && double.IsFinite(encounter.RelativePositionKm.Norm), $"{notation} text {i}");
                }
                else
                {
                    Assert.True(fault!.Line >= 1 && fault.Message.Length > 0, $"{notation} text {i}");
                }
            }
        }

        // Much damage only changes digits; were all texts refused, or none, this would test little.
        Assert.InRange(accepted, MutatedMessages / 100, MutatedMessages * 9 / 10);
    }

    private static byte[] Mutate(byte[] message, Random random)
    {
        var bytes = message.ToList();
        for (var more = random.Next(1, 4); more > 0; more--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(8))
            {
                case 0 or 1 when at < bytes.Count: // a byte becomes any other
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 or 3 when at < bytes.Count: // a byte becomes one that notations use
                    bytes[at] = (byte)"[]<>{}/=\",:.-+E0123456789 \n"[random.Next(27)];
                    break;
                case 4 when random.Next(4) == 0: // cut
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5: // a piece is lost
                    bytes.RemoveRange(at, random.Next(Math.Min(60, bytes.Count - at + 1)));
                    break;
                case 6: // a piece stands twice
                    bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(300, bytes.Count - at + 1))));
                    break;
                case 7 when random.Next(4) == 0: // binary
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

        return [.. bytes];
    }
}
